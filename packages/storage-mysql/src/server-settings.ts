import { later, type StorageProblem, type StoreAbout, storageInvalid } from '@caseload/storage'
import { type SqlExecutor, storageProblemOf } from '@caseload/storage-sql'
import { errAsync, okAsync, type ResultAsync } from 'neverthrow'

/**
 * Makes the database if it is told to, and finds out what the server promises of an acknowledged commit: InnoDB that does not flush its log at each commit can lose the last few when the power
 * goes, and so can a server whose binary log decides what was committed and is not flushed.
 */
export function lookAtServer(executor: SqlExecutor, make: string | null): ResultAsync<StoreAbout['durability'], StorageProblem> {
  const sql = [
    'select @@character_set_client as charset, @@innodb_flush_log_at_trx_commit as flushes, @@log_bin as logged, @@sync_binlog as synced,',
    `(select count(*) from information_schema.schemata where schema_name = '${make ?? ''}') as found`,
  ].join(' ')
  return later(executor.query('*', { sql, params: [], returns: 'rows' }))
    .mapErr(storageProblemOf)
    .andThen(({ rows }): ResultAsync<StoreAbout['durability'], StorageProblem> => {
      const [server] = rows
      if (server?.['charset'] !== 'utf8mb4') return errAsync(storageInvalid('pool', 'connections with the character set utf8mb4'))
      const durability = survivesPower(server) ? 'power' : 'process'
      if (make === null || Number(server['found']) > 0) return okAsync(durability)
      // A database is looked for first, since a user may be allowed to use one and not to make one.
      return later(executor.query('*', { sql: `create database if not exists "${make}"`, params: [], returns: 'changes' }))
        .map(() => durability)
        .mapErr(storageProblemOf)
    })
}

/** MariaDB's 3 flushes at the commit itself, whatever the binary log does; with 1 and a binary log the commit is flushed there. */
function survivesPower(server: Readonly<Record<string, unknown>>): boolean {
  const flushes = Number(server['flushes'])
  return flushes === 3 || (flushes === 1 && (Number(server['logged']) === 0 || Number(server['synced']) === 1))
}
