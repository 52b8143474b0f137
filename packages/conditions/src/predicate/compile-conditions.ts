import { err, ok, type Result } from 'neverthrow'
import { type ConditionIssue, inOrder } from '../document/condition-issue.ts'
import { documentOf } from '../document/read-document.ts'
import type { Fields } from '../fields/fields.ts'
import { buildNode } from './build-node.ts'
import { changeAfter } from './change-after.ts'
import { compileTree } from './compile-tree.ts'
import type { Predicate } from './predicate.ts'

const noFacts = {}

/**
 * Checks a condition against the fields it may speak of, analyses it, and makes it ready to be asked.
 *
 * Every test asks one field, and a missing field passes none but `missing: true`; so the `not` of any other test holds where the field is missing. Texts are compared by UTF-16 code
 * unit: case, accents and composition count. Bounds named `atLeast` and `atMost` and the reach of `within` belong to the range. Of two instants or durations written differently the
 * moments and lengths are compared.
 *
 * @param document - Anything; a {@link ConditionDocument} is wanted. It is copied, not kept.
 * @param fields - The declared fields.
 * @returns The predicate; or every issue, in the order of paths, each with `expected`:
 *   - `conditions/malformed`: not a condition, or a member of the wrong shape;
 *   - `conditions/unknown-property`: a member that does not belong to the condition;
 *   - `conditions/unknown-field`: a field that is not declared;
 *   - `conditions/wrong-operator`: the field's type has no such test;
 *   - `conditions/bad-value`: a value the field cannot have, or none at all (`in: []`);
 *   - `conditions/duplicate-value`: a value that stands twice in a list, `PT60M` beside `PT1H` included;
 *   - `conditions/empty-range`: bounds with no value of the field between them;
 *   - `conditions/never-holds`: an empty `any`, or tests of one field within an `all` that no fact can meet together (`conflict` names them). What is reported never holds; what
 *     spreads over several fields or over the branches of an `any` is not found;
 *   - `conditions/too-deep`: more than 16 levels;
 *   - `conditions/too-large`: more than 1,000 conditions, 1,000 values in a list, or 10,000 values.
 *
 * @example
 * ```ts
 * import { compileConditions, defineFields } from '@caseload/conditions'
 * import { addMs, instant, orThrow } from '@caseload/core'
 *
 * const fields = defineFields({ plan: { type: 'enum', values: ['free', 'pro'] }, openedAt: { type: 'instant' } })
 * const fresh = orThrow(compileConditions({ all: [{ field: 'plan', equals: 'pro' }, { field: 'openedAt', within: 'PT24H' }] }, fields))
 * const now = instant('2026-03-02T08:00Z')
 * fresh.matches({ plan: 'pro', openedAt: addMs(now, -86_400_000) }, now) // => true
 * fresh.matches({ plan: 'pro', openedAt: addMs(now, -86_400_001) }, now) // => false
 * fresh.matches({ plan: 'pro' }, now) // => false
 * fresh.changesAfter({ plan: 'pro', openedAt: now }, now) // => addMs(now, 86_400_001)
 *
 * const [issue] = compileConditions({ field: 'plan', equals: 'gold' }, fields)._unsafeUnwrapErr()
 * issue // => { kind: 'conditions/bad-value', path: 'equals', expected: 'one of: free, pro', message: 'equals: expected one of: free, pro' }
 * ```
 */
export function compileConditions<const F extends Fields>(
  document: unknown,
  fields: F,
): Result<Predicate<F>, readonly ConditionIssue[]> {
  const { tree, tests, issues } = compileTree(document, fields)
  if (tree === null || issues.length > 0) return err(inOrder(issues).map(({ issue }) => issue))
  const used = [...tests.values()]
  const { matches, explain } = buildNode(tree, tests)
  return ok({
    document: documentOf(tree),
    fields: [...new Set(used.map((test) => test.name))].sort(),
    usesNow: used.some((test) => test.admits.sort === 'near-now'),
    matches: (facts, now) => matches(asObject(facts), now),
    changesAfter: (facts, now) => changeAfter(used, asObject(facts), now),
    explain: (facts, now) => explain(asObject(facts), now),
  })
}

function asObject(facts: unknown): object {
  return typeof facts === 'object' && facts !== null ? facts : noFacts
}
