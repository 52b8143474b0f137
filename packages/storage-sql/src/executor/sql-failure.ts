import type { SqlFailure } from './sql-executor.ts'

/**
 * Says how an engine failed, for authors of executors.
 *
 * @param reason - What the caller has to know.
 * @param cause - What the driver said; kept beside the failure, not in its JSON.
 *
 * @example
 * ```ts
 * import { sqlFailure } from '@caseload/storage-sql'
 *
 * sqlFailure('full', new Error('disk full')).message // => 'the database engine failed: full'
 * ```
 */
export function sqlFailure(reason: SqlFailure['reason'], cause?: unknown): SqlFailure {
  const failure: SqlFailure = { kind: 'sql/failure', reason, message: `the database engine failed: ${reason}` }
  if (cause !== undefined) Object.defineProperty(failure, 'cause', { value: cause, enumerable: false })
  return failure
}
