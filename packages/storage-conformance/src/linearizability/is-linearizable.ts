import type { Call, SequentialModel } from './history.ts'

/**
 * Says whether a concurrent history could have happened one call after another, each somewhere between its question and its answer.
 *
 * The search of J. Wing and C. Gong (Testing and verifying concurrent objects, 1993): take any call that no unplaced call has ended before, place it, go on; go back where that leads nowhere. With the
 * memory of G. Lowe (Testing for linearizability, 2017): the same calls placed and the same state reached is the same dead end. A call without an answer may be placed anywhere after it was asked, or nowhere.
 *
 * @param calls - The history, in any order.
 * @param model - What would have happened one after another.
 * @param most - How many placements to look at before giving up, since the question is NP-complete; a million by default.
 * @returns Whether it could; null where that was not found out.
 *
 * @example
 * ```ts
 * import { isLinearizable, type SequentialModel } from '@caseload/storage-conformance'
 *
 * // A number that is read, or written by giving one.
 * const register: SequentialModel<number, number | 'read', number> = {
 *   start: 0,
 *   step: (state, input, output) => (input === 'read' ? (output === undefined || output === state ? state : null) : input),
 *   keyOf: String,
 * }
 * const write = { input: 5, output: 5, asked: 1, answered: 4 } as const
 * isLinearizable([write, { input: 'read', output: 0, asked: 2, answered: 3 }], register) // => true
 * isLinearizable([write, { input: 'read', output: 0, asked: 5, answered: 6 }], register) // => false
 * ```
 */
export function isLinearizable<State, Input, Output>(
  calls: readonly Call<Input, Output>[],
  model: SequentialModel<State, Input, Output>,
  most = 1_000_000,
): boolean | null {
  const byQuestion = [...calls].sort((a, b) => a.asked - b.asked)
  const placed = byQuestion.map(() => false)
  const deadEnds = new Set<string>()
  const path: Placed<State>[] = []
  let state = model.start
  let from = 0
  for (;;) {
    if (byQuestion.every((call, index) => placed[index] === true || call.output === undefined)) return true
    if (deadEnds.size >= most) return null
    const next = nextPlaceable(byQuestion, placed, from, state, model, deadEnds)
    if (next !== null) {
      path.push({ index: next.index, before: state })
      placed[next.index] = true
      state = next.after
      from = 0
      continue
    }
    const last = path.pop()
    if (last === undefined) return false
    placed[last.index] = false
    state = last.before
    from = last.index + 1
  }
}

interface Placed<State> {
  readonly index: number
  readonly before: State
}

/** The first call from an index on that may come next and leads to where the search has not been. */
function nextPlaceable<State, Input, Output>(
  calls: readonly Call<Input, Output>[],
  placed: boolean[],
  from: number,
  state: State,
  model: SequentialModel<State, Input, Output>,
  deadEnds: Set<string>,
): { readonly index: number; readonly after: State } | null {
  const firstEnd = calls.reduce(
    (end, call, index) => (placed[index] === true ? end : Math.min(end, call.answered)),
    Number.POSITIVE_INFINITY,
  )
  for (const [index, call] of calls.entries()) {
    if (call.asked > firstEnd) break
    if (index < from || placed[index] === true) continue
    const after = model.step(state, call.input, call.output)
    if (after === null) continue
    placed[index] = true
    const place = `${firstUnplaced(placed)} ${model.keyOf(after)}`
    placed[index] = false
    if (deadEnds.has(place)) continue
    deadEnds.add(place)
    return { index, after }
  }
  return null
}

/** Which calls are placed, as a text: all up to the first that is not, and those of the others. */
function firstUnplaced(placed: readonly boolean[]): string {
  const first = placed.indexOf(false)
  if (first === -1) return 'all'
  const later: number[] = []
  for (let index = first + 1; index < placed.length; index += 1) if (placed[index] === true) later.push(index)
  return `${first}:${later.join(',')}`
}
