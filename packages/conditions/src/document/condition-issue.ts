import { inputIssue, type Problem } from '@caseload/core'

/** A part of a condition that cannot be used. */
export interface InvalidCondition
  extends Problem<
    | 'conditions/malformed'
    | 'conditions/unknown-property'
    | 'conditions/unknown-field'
    | 'conditions/wrong-operator'
    | 'conditions/bad-value'
    | 'conditions/duplicate-value'
    | 'conditions/empty-range'
    | 'conditions/too-deep'
    | 'conditions/too-large'
  > {
  /** Where in the document, e.g. `all[1].in[0]`; empty for the whole. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
}

/** A part of a condition that no facts can ever meet. */
export interface NeverHolds extends Problem<'conditions/never-holds'> {
  /** The `all` (or the empty `any`) that cannot hold. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
  /** The witness: paths of tests of one field that cannot hold together, in the order of the document; empty for an empty `any`. */
  readonly conflict: readonly string[]
}

/** One thing that is wrong with a condition, and where. */
export type ConditionIssue = InvalidCondition | NeverHolds

/** Names and indexes from the top of the document. */
export type Path = readonly (string | number)[]

/** An issue with its place as steps, so that `all[10]` sorts after `all[2]`. */
export interface PlacedIssue {
  /** Where. */
  readonly at: Path
  /** What is wrong. */
  readonly issue: ConditionIssue
}

/** An issue of any kind but a contradiction. */
export function invalid(kind: InvalidCondition['kind'], at: Path, expected: string): PlacedIssue {
  return { at, issue: { kind, ...inputIssue(at, expected) } }
}

/** A contradiction with its witness. */
export function neverHolds(at: Path, expected: string, conflict: readonly Path[]): PlacedIssue {
  const paths = [...conflict].sort(compare).map((path) => inputIssue(path, expected).path)
  return { at, issue: { kind: 'conditions/never-holds', ...inputIssue(at, expected), conflict: paths } }
}

/** Issues in the order of their paths; those at one path keep the order they were found in. */
export function inOrder(issues: readonly PlacedIssue[]): readonly PlacedIssue[] {
  return [...issues].sort((a, b) => compare(a.at, b.at))
}

function compare(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (step === other) continue
    if (typeof step === 'number' && typeof other === 'number') return step - other
    return String(step) < String(other) ? -1 : 1
  }
  return a.length - b.length
}
