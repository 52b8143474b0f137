import type { Clock } from '@caseload/core'
import { contractLimits, randomSecret, type Storage, storageUnavailable } from '@caseload/storage'
import type { Obstacle, StatementFaults } from '@caseload/storage-conformance'
import { statementHook } from '@caseload/storage-conformance'
import { openSqlStore, type SqlExecutor, type SqlScript, type SqlStatement, sqliteDialect } from '@caseload/storage-sql'
import { errAsync } from 'neverthrow'
import { nodeSqlite } from '../src/sqlite-driver.ts'
import { sqliteExecutor } from '../src/sqlite-executor.ts'

/** The store on an SQLite file, with a hook before each statement of a transaction and obstacles in the way of writing. */
export interface FaultyStorage {
  /** The store. */
  readonly storage: Storage
  /** The hook. */
  readonly statements: StatementFaults
  /** A file that may not grow, and one that may not be written to. */
  readonly obstacles: readonly Obstacle[]
}

/** Puts faults into the store on a file. What the driver throws is what SQLite says: 5 that somebody else is writing, 10 that the disk is gone. */
export function faultyStorage(path: string, clock: Clock): FaultyStorage {
  const hook = statementHook({
    gone: () => Object.assign(new Error('disk I/O error'), { errcode: 10 }),
    busy: () => Object.assign(new Error('database is locked'), { errcode: 5 }),
  })
  const executors: SqlExecutor[] = []

  function* hooked<Value>(script: SqlScript<Value>): SqlScript<Value> {
    let step = script.next()
    while (step.done !== true) {
      hook.before()
      step = script.next(yield step.value)
    }
    // The commit is a statement too.
    hook.before()
    return step.value
  }

  const onAll = async (sql: string): Promise<void> => {
    const statement: SqlStatement = { sql, params: [], returns: 'rows' }
    for (const executor of executors) await executor.query('*', statement)
  }

  return {
    statements: hook.faults,
    obstacles: [
      // A limit below the size there is means: no further.
      { why: 'full', raise: () => onAll('pragma max_page_count = 1'), clear: () => onAll('pragma max_page_count = 1073741823') },
      { why: 'readonly', raise: () => onAll('pragma query_only = 1'), clear: () => onAll('pragma query_only = 0') },
    ],
    storage: {
      name: 'sqlite',
      open({ kinds }) {
        const opened = sqliteExecutor({ driver: nodeSqlite, path, synchronous: 'normal', busyTimeoutMs: 1000 })
        if (opened.isErr()) return errAsync(storageUnavailable('other', opened.error))
        const executor = opened.value
        executors.push(executor)
        const faulty: SqlExecutor = { ...executor, write: (scope, script) => executor.write(scope, () => hooked(script())) }
        const about = {
          name: 'sqlite',
          contract: 1,
          durability: 'process',
          writers: 'one-host',
          lanes: 1,
          limits: contractLimits,
        } as const
        return openSqlStore(faulty, { kinds, about, dialect: sqliteDialect, clock, secret: randomSecret, migrations: 'apply' })
      },
    },
  }
}
