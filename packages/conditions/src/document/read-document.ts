import type { ConditionDocument, FieldCondition } from './condition-document.ts'
import { invalid, neverHolds, type Path, type PlacedIssue } from './condition-issue.ts'
import { limits } from './limits.ts'
import { readMembers } from './read-members.ts'
import { readTest } from './read-test.ts'

/** A well-formed condition and where it stands; parts that are not well-formed are left out. */
export type Located =
  | { readonly kind: 'all' | 'any'; readonly at: Path; readonly parts: readonly Located[] }
  | { readonly kind: 'not'; readonly at: Path; readonly part: Located | null }
  | { readonly kind: 'test'; readonly at: Path; readonly condition: FieldCondition }

/** What came of reading a document. */
export interface Reading {
  /** As much as is well-formed. */
  readonly tree: Located | null
  /** Everything that is not, in the order it was found. */
  readonly issues: readonly PlacedIssue[]
}

/** Counts what was read, so that a hostile document costs no more than a large good one. */
export interface Budget {
  /** Conditions left. */
  conditions: number
  /** Values left. */
  values: number
  /** What was found so far. */
  readonly issues: PlacedIssue[]
}

/** Reads a document by its shape alone, whatever fields it speaks of; runs no code of the value but a proxy's. */
export function readDocument(value: unknown): Reading {
  const budget: Budget = { conditions: limits.conditions, values: limits.values, issues: [] }
  const tree = readCondition(value, [], budget, 1)
  if (budget.conditions < 0) budget.issues.push(invalid('conditions/too-large', [], 'at most 1,000 conditions'))
  if (budget.values < 0) budget.issues.push(invalid('conditions/too-large', [], 'at most 10,000 values'))
  return { tree, issues: budget.issues }
}

/** The plain document of a reading without issues. */
export function documentOf(tree: Located): ConditionDocument {
  if (tree.kind === 'test') return tree.condition
  if (tree.kind === 'not') return { not: tree.part === null ? { all: [] } : documentOf(tree.part) }
  const parts = tree.parts.map(documentOf)
  return tree.kind === 'all' ? { all: parts } : { any: parts }
}

function readCondition(value: unknown, at: Path, budget: Budget, level: number): Located | null {
  budget.conditions -= 1
  if (budget.conditions < 0) return null
  if (level > limits.levels) return refuse(budget, 'conditions/too-deep', at, 'at most 16 levels')
  const members = readMembers(value, at, budget)
  if (members === null) return null
  for (const kind of ['all', 'any'] as const) {
    if (members.has(kind))
      return onlyMember(members, kind, at, budget) ? readParts(members.get(kind), kind, at, budget, level) : null
  }
  if (!members.has('not')) {
    const condition = readTest(members, at, budget)
    return condition === null ? null : { kind: 'test', at, condition }
  }
  if (!onlyMember(members, 'not', at, budget)) return null
  return { kind: 'not', at, part: readCondition(members.get('not'), [...at, 'not'], budget, level + 1) }
}

function readParts(list: unknown, kind: 'all' | 'any', at: Path, budget: Budget, level: number): Located | null {
  const here = [...at, kind]
  if (!Array.isArray(list)) return refuse(budget, 'conditions/malformed', here, 'a list of conditions')
  if (list.length > limits.list) return refuse(budget, 'conditions/too-large', here, 'at most 1,000 conditions')
  if (kind === 'any' && list.length === 0) {
    budget.issues.push(neverHolds(here, 'at least one condition, since none of nothing ever holds', []))
    return null
  }
  const parts: Located[] = []
  for (let index = 0; index < list.length && budget.conditions >= 0; index += 1) {
    const property = Object.getOwnPropertyDescriptor(list, index)
    const part = readCondition(property?.value, [...here, index], budget, level + 1)
    if (part !== null) parts.push(part)
  }
  return { kind, at, parts }
}

function onlyMember(members: ReadonlyMap<string, unknown>, name: string, at: Path, budget: Budget): boolean {
  for (const other of members.keys()) {
    if (other !== name) refuse(budget, 'conditions/unknown-property', [...at, other], `nothing beside ${name}`)
  }
  return members.size === 1
}

function refuse(budget: Budget, ...issue: Parameters<typeof invalid>): null {
  budget.issues.push(invalid(...issue))
  return null
}
