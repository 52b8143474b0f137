import { canonicalJson } from '../canonical-json.ts'
import { type Decider, foldEvents } from '../decider.ts'

/** The second step of a specification: what is asked of the thing. */
export interface When<Command, Context, Event, Rejection> {
  /** Gives the command and the circumstances it is decided in. */
  when(command: Command, context: Context): Then<Event, Rejection>
}

/** The last step of a specification: what must have come of it. Each throws an `Error` that shows both sides where it did not. */
export interface Then<Event, Rejection> {
  /** Exactly these events, in order, compared as JSON. */
  then(events: readonly Event[]): void
  /** The command was granted and there was nothing to do. */
  thenNothing(): void
  /** Exactly this refusal, compared as JSON. */
  thenRefused(rejection: Rejection): void
}

/**
 * Starts a given/when/then specification of a decider; works under any test runner.
 *
 * @param decider - The rules under test.
 * @param history - What happened before, oldest first.
 *
 * @example
 * ```ts
 * import { given } from '@caseload/core/testing'
 * import { err, ok } from 'neverthrow'
 *
 * const door = {
 *   initialState: 'closed',
 *   decide: (state: string, command: string) => (state === command ? err('already') : ok([command])),
 *   evolve: (_: string, event: string) => event,
 * }
 * given(door, ['open']).when('closed', {}).then(['closed'])
 * given(door, ['open']).when('open', {}).thenRefused('already')
 * ```
 */
export function given<State, Command, Context, Event, Rejection>(
  decider: Decider<State, Command, Context, Event, Rejection>,
  history: readonly Event[],
): When<Command, Context, Event, Rejection> {
  const state = foldEvents(decider, history)
  return {
    when: (command, context) => {
      const decision = decider.decide(state, command, context)
      const outcome = decision.isOk() ? { granted: decision.value } : { refused: decision.error }
      return {
        then: (events) => same(outcome, { granted: events }),
        thenNothing: () => same(outcome, { granted: [] }),
        thenRefused: (rejection) => same(outcome, { refused: rejection }),
      }
    },
  }
}

function same(actual: unknown, expected: unknown): void {
  const left = canonicalJson(actual)
  const right = canonicalJson(expected)
  if (left.isErr()) throw new Error(`the decision is not plain JSON: ${left.error.message}`)
  if (right.isErr()) throw new Error(`the expectation is not plain JSON: ${right.error.message}`)
  if (left.value === right.value) return
  throw new Error(
    `decided differently\nexpected ${JSON.stringify(expected, null, 2)}\nactual   ${JSON.stringify(actual, null, 2)}`,
  )
}
