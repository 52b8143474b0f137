import { later, type StorageProblem, type StoreAbout } from '@caseload/storage'
import { type SqlExecutor, type SqlFailure, type SqlScript, storageProblemOf } from '@caseload/storage-sql'
import { errAsync, ok, okAsync, type Result, type ResultAsync } from 'neverthrow'

/**
 * What the server promises of an acknowledged commit: one that does not wait for its disk can lose the last few when the power goes. Relatives of PostgreSQL that do not have these settings always
 * wait.
 */
export function durabilityOf(executor: SqlExecutor): ResultAsync<StoreAbout['durability'], StorageProblem> {
  const sql = "select current_setting('fsync', true) as fsync, current_setting('synchronous_commit', true) as commits"
  return later(executor.query('*', { sql, params: [], returns: 'rows' }))
    .map(({ rows }) =>
      rows[0]?.['fsync'] === 'off' || rows[0]?.['commits'] === 'off' ? ('process' as const) : ('power' as const),
    )
    .mapErr(storageProblemOf)
}

/** Makes the schema if it is not there. It is looked for first, since a role may be allowed to use a schema and not to make one. */
export function makeSchema(executor: SqlExecutor, schema: string): ResultAsync<void, StorageProblem> {
  return isThere(executor, schema)
    .andThen((there) => (there ? okAsync(undefined) : madeByAnybody(executor, schema)))
    .mapErr(storageProblemOf)
}

function isThere(executor: SqlExecutor, schema: string): ResultAsync<boolean, SqlFailure> {
  const sql = 'select 1 as found from information_schema.schemata where schema_name = ?'
  return later(executor.query('*', { sql, params: [schema], returns: 'rows' })).map(({ rows }) => rows.length > 0)
}

/** Of several who make it at once all but one may fail, and then it is there. */
function madeByAnybody(executor: SqlExecutor, schema: string): ResultAsync<void, SqlFailure> {
  return later(executor.write('*', () => create(schema))).orElse((failure) =>
    failure.reason === 'retry'
      ? isThere(executor, schema).andThen((there) => (there ? okAsync(undefined) : errAsync(failure)))
      : errAsync(failure),
  )
}

function* create(schema: string): SqlScript<Result<void, never>> {
  yield { sql: `create schema if not exists "${schema}"`, params: [], returns: 'changes' }
  return ok(undefined)
}
