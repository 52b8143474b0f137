import type { Explanation, Instant } from '@caseload/core'
import type { ConditionDocument } from '../document/condition-document.ts'
import type { FactsOf, Fields } from '../fields/fields.ts'

/** A condition made ready: immutable, reusable, and safe to ask about any facts. */
export interface Predicate<F extends Fields = Fields> {
  /** The condition it was made from: a copy, plain JSON. */
  readonly document: ConditionDocument
  /** Names of the fields it reads, sorted, each once. */
  readonly fields: readonly string[]
  /** Whether the answer can change as time passes, which is so with `within` only. */
  readonly usesNow: boolean
  /**
   * Whether the facts meet the condition at `now`.
   *
   * Never throws and never runs code of the facts: a getter, an inherited property, NaN and a value of the wrong type count as missing, and so does everything about facts that
   * are no object.
   */
  matches(facts: FactsOf<F>, now: Instant): boolean
  /**
   * When time alone may change the answer next, so that nobody has to ask again and again: the earliest instant after `now` at which a `within` begins or ceases to hold of these facts; null where none will. The answer may turn out to be
   * the same then.
   */
  changesAfter(facts: FactsOf<F>, now: Instant): Instant | null
  /**
   * The same answer as a tree that mirrors the document; wording is in {@link conditionMessages}.
   *
   * Every part is looked at, also where `matches` would have stopped. Each test says the `field`, its `title`, what is `expected` and the `actual` fact; below it stands what was
   * found. A text longer than 64 characters is told by its length, a set of more than 20 members by its size, and a personal field only by whether there is a value.
   */
  explain(facts: FactsOf<F>, now: Instant): Explanation
}
