import { neverHolds, type PlacedIssue } from '../document/condition-issue.ts'
import type { Located } from '../document/read-document.ts'
import type { FieldTest } from '../operators/field-test.ts'
import { conflictAmong } from './conflict-among.ts'
import { type Literal, literalsOf } from './literal.ts'

/**
 * Finds parts whose tests of one field no fact can meet together.
 *
 * Sound, not complete: what it reports never holds; tests of several fields, or spread over the branches of an `any`, are not weighed against each other.
 */
export function findContradictions(tree: Located, tests: ReadonlyMap<Located, FieldTest>): readonly PlacedIssue[] {
  const { together, apart } = literalsOf(tree, tests)
  const byField = new Map<string, Literal[]>()
  for (const literal of together) {
    const others = byField.get(literal.test.name)
    if (others === undefined) byField.set(literal.test.name, [literal])
    else others.push(literal)
  }
  const own = [...byField.values()].flatMap((literals) => {
    const conflict = conflictAmong(literals)
    if (conflict === null) return []
    const places = conflict.map((literal) => literal.at)
    return [neverHolds(tree.at, 'tests of one field that some fact can meet together', places)]
  })
  return [...own, ...apart.flatMap((part) => findContradictions(part, tests))]
}
