import type { Result } from 'neverthrow'

/**
 * How a thing with a history decides: state and command in, facts or a refusal out, without clock, chance or storage.
 *
 * The idea and its name are Jérémie Chassaing's. `decide` is total: what it will not do it refuses with a value that says why, and `ok([])` means
 * "granted, and there is nothing to do". `evolve` is total and never refuses: what is recorded has happened.
 */
export interface Decider<State, Command, Context, Event, Rejection> {
  /** The state before anything happened. */
  readonly initialState: State
  /** Which facts a command leads to in a state; or why it is refused and what is allowed instead. */
  decide(state: State, command: Command, context: Context): Result<readonly Event[], Rejection>
  /** The state after one more fact. */
  evolve(state: State, event: Event): State
}

/**
 * The state a history leads to.
 *
 * @param decider - The thing's rules; only `initialState` and `evolve` are used.
 * @param events - The history, oldest first; not mutated.
 * @param from - Where to start (default: `initialState`), to go on from a snapshot.
 *
 * @example
 * ```ts
 * import { foldEvents } from '@caseload/core'
 *
 * foldEvents({ initialState: 0, evolve: (sum: number, event: number) => sum + event }, [1, 2, 3]) // => 6
 * ```
 */
export function foldEvents<State, Event>(
  decider: { readonly initialState: State; evolve(state: State, event: Event): State },
  events: Iterable<Event>,
  from: State = decider.initialState,
): State {
  let state = from
  for (const event of events) state = decider.evolve(state, event)
  return state
}
