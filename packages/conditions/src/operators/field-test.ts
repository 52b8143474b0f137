import type { ExplanationValue } from '@caseload/core'
import type { InvalidCondition, Path } from '../document/condition-issue.ts'
import type { Field } from '../fields/field.ts'
import type { Scalar } from '../fields/read-fact.ts'

/** What a test asks of a fact, ready to be asked. */
export interface FactTest {
  /** Key of its explanation. */
  readonly key: string
  /** What it wants, as the document writes it. */
  readonly expected: ExplanationValue
  /** Whether a fact passes; null is a missing one. */
  readonly passes: (fact: unknown, now: number) => boolean
  /** Whether `passes` may be given any value at all, since it compares by identity: the fact need not be checked first. */
  readonly takesAnything: boolean
  /** What the analysis may know of the facts that pass. */
  readonly admits: Admits
}

/** The facts a test lets pass, as far as the analysis of contradictions can use it. */
export type Admits =
  | { readonly sort: 'values'; readonly values: readonly Scalar[] }
  | { readonly sort: 'interval'; readonly interval: Interval }
  | { readonly sort: 'prefix'; readonly prefix: string }
  | { readonly sort: 'members'; readonly quantifier: 'any' | 'all' | 'none'; readonly members: readonly Scalar[] }
  | { readonly sort: 'missing'; readonly missing: boolean }
  | { readonly sort: 'near-now'; readonly before: number; readonly after: number }

/** Numbers between two ends. */
export interface Interval {
  /** Lower end. */
  readonly low: number
  /** Whether the lower end is left out. */
  readonly lowOpen: boolean
  /** Upper end. */
  readonly high: number
  /** Whether the upper end is left out. */
  readonly highOpen: boolean
}

/** A test with the field it asks about. */
export interface FieldTest extends FactTest {
  /** Name of the field. */
  readonly name: string
  /** Its declaration. */
  readonly field: Field
}

/** Says what is wrong with a test, at steps from the test; always null. */
export type Refuse = (kind: InvalidCondition['kind'], steps: Path, expected: string) => null
