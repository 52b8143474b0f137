import { type Result, ResultAsync } from 'neverthrow'

/**
 * What a call of an adapter gives: its result, where it is known when the call returns, or one that comes later. `await` takes either.
 *
 * A look-up in an embedded engine takes less time than three promises, and an adapter that answers at once is spared them.
 */
export type Answer<Value, E> = Result<Value, E> | ResultAsync<Value, E>

/**
 * An answer as what always comes later, to chain on; for those who wrap adapters.
 *
 * @param answer - What an adapter gave.
 *
 * @example
 * ```ts
 * import { type Answer, later } from '@caseload/storage'
 * import { ok } from 'neverthrow'
 *
 * const atOnce: Answer<number, never> = ok(1)
 * await later(atOnce).map((n) => n + 1) // => ok(2)
 * ```
 */
export function later<Value, E>(answer: Answer<Value, E>): ResultAsync<Value, E> {
  return 'then' in answer ? answer : new ResultAsync(Promise.resolve(answer))
}
