import type { Path } from '../document/condition-issue.ts'
import type { Located } from '../document/read-document.ts'
import type { Fact } from '../fields/read-fact.ts'
import type { FieldTest } from '../operators/field-test.ts'

/** One test that a group wants to hold, or not to hold. */
export interface Literal {
  /** Where it stands. */
  readonly at: Path
  /** The test. */
  readonly test: FieldTest
  /** Whether it must not hold. */
  readonly negated: boolean
}

/** Whether a fact can meet a literal at some time. */
export function canMeet({ test, negated }: Literal, fact: Fact): boolean {
  // Every distance to the present is right at some time and wrong at another.
  if (test.admits.sort === 'near-now') return negated || fact !== null
  return test.passes(fact, 0) !== negated
}

/**
 * The tests that a condition wants together, and the parts that stand for themselves: `all` wants its parts, `not any` wants none of its parts; the branches of an `any`, and an
 * `all` that must not hold, each have a life of their own.
 */
export function literalsOf(
  tree: Located,
  tests: ReadonlyMap<Located, FieldTest>,
): { readonly together: readonly Literal[]; readonly apart: readonly Located[] } {
  const together: Literal[] = []
  const apart: Located[] = []
  const collect = (part: Located, negated: boolean): void => {
    if (part.kind === 'test') {
      const test = tests.get(part)
      if (test !== undefined) together.push({ at: part.at, test, negated })
    } else if (part.kind === 'not') {
      if (part.part !== null) collect(part.part, !negated)
    } else if ((part.kind === 'all') !== negated) {
      for (const inner of part.parts) collect(inner, negated)
    } else if (negated) {
      apart.push(part)
    } else {
      apart.push(...part.parts)
    }
  }
  collect(tree, false)
  return { together, apart }
}
