import type { Run, VectorOutcome } from './outcome.ts'

/** A vector on which we differ on purpose. */
export interface KnownDifference {
  /** Why ours is right, or what would have to be copied to agree. */
  readonly reason: string
  /** What we give instead; asserted. */
  readonly ours: unknown
}

/** Known differences by vector id. */
export type KnownDifferences = Readonly<Record<string, KnownDifference>>

/** Judges a run. */
export function judge(id: string, run: Run, known: KnownDifferences): VectorOutcome {
  if ('unsupported' in run) return { id, status: 'unsupported', expected: null, actual: null, reason: run.unsupported }
  const { expected, actual } = run
  const difference = known[id]
  if (difference !== undefined) {
    const status = same(actual, difference.ours) && !same(actual, expected) ? 'different' : 'failed'
    return { id, status, expected, actual, reason: difference.reason }
  }
  return { id, status: same(expected, actual) ? 'passed' : 'failed', expected, actual, reason: null }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
