import type { Result } from 'neverthrow'
import type { Problem } from './problem.ts'

/**
 * Takes the value out of a result where a failure can only be a programming mistake: start-up code, scripts, examples, notebooks.
 *
 * For `ok` it returns the value. For `err` it throws an `Error` whose message holds the problem's `kind` and `message`, and
 * whose `cause` is the problem itself (an array of problems: the first is named and the rest counted). Code that can do something about
 * a failure reads the result instead.
 *
 * @param result - A settled result; await a `ResultAsync` first.
 * @returns The value of an `ok`.
 *
 * @example
 * ```ts
 * import { orThrow, parseDuration } from '@caseload/core'
 *
 * orThrow(parseDuration('PT8H')) // => 28_800_000
 * ```
 */
export function orThrow<Value>(result: Result<Value, Problem | readonly Problem[]>): Value {
  if (result.isOk()) return result.value
  const problems: readonly Problem[] = Array.isArray(result.error) ? result.error : [result.error]
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  throw new Error(first === undefined ? 'failed without a stated problem' : `${first.kind}: ${first.message}${more}`, {
    cause: result.error,
  })
}
