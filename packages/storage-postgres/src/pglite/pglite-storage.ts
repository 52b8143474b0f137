import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, instant } from '@caseload/core'
import {
  contractLimits,
  randomSecret,
  type Storage,
  type StorageProblem,
  storageBusy,
  storageInvalid,
  storageUnavailable,
} from '@caseload/storage'
import { openSqlStore, postgresDialect } from '@caseload/storage-sql'
import { PGlite } from '@electric-sql/pglite'
import { err, errAsync, ok, type Result, ResultAsync } from 'neverthrow'
import { makeSchema } from '../server-settings.ts'
import { lockFolder } from './folder-lock.ts'
import { pgliteExecutor } from './pglite-executor.ts'
import { type StartedEngine, sharedEngine } from './shared-engine.ts'

/** Where a PGlite store is, and how it behaves. */
export interface PgliteStorageOptions {
  /** A folder for it alone, made if it is not there, for its owner only; by default everything stays in memory. */
  readonly folder?: string
  /** The store's clock, by which leases end and receipts age; by default the host's. */
  readonly clock?: Clock
  /** The random part of lease tokens, at least 128 bits; by default from the platform's cryptographic generator. */
  readonly secret?: () => string
}

/**
 * Keeps everything in a PostgreSQL inside this process, without a server: for tests and demos, with the very statements of `postgresStorage`.
 *
 * What is acknowledged survives the end of the process (`durability: 'process'`; in memory nothing does), not the loss of power: PGlite does not wait for the disk. One process has a folder at a time;
 * for every other `open` gives `storage/busy`. Opened anew while its last handle closes, a store waits for that. Further: `storage/invalid` for kinds that contradict themselves, `storage/unavailable` for a folder that cannot be used (`other`) or has another form than this version can
 * use (`schema`).
 *
 * @param options - The folder; none: in memory.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { pgliteStorage } from '@caseload/storage-postgres/pglite'
 *
 * const { store } = orThrow(await pgliteStorage().open({ kinds: [{ kind: 'note', fields: {} }] }))
 * store.about.durability // => 'memory'
 * await store.close()
 * ```
 */
export function pgliteStorage(options: PgliteStorageOptions = {}): Storage {
  const { folder, secret = randomSecret } = options
  const clock = options.clock ?? { now: () => instant(Date.now()) }
  const shared = sharedEngine(() => start(folder ?? null), folder === undefined)
  return {
    name: 'pglite',
    open({ kinds }) {
      if (folder === '') return errAsync(storageInvalid('folder', 'a folder; without one everything stays in memory'))
      return new ResultAsync(shared.take()).andThen((engine) => {
        const executor = pgliteExecutor(engine, schema, shared.give)
        return makeSchema(executor, schema)
          .andThen(() =>
            openSqlStore(executor, {
              kinds,
              about: {
                name: 'pglite',
                contract: 1,
                durability: folder === undefined ? 'memory' : 'process',
                writers: 'one-process',
                lanes: 1,
                limits: contractLimits,
              },
              dialect: postgresDialect(schema, 'postgres'),
              clock,
              secret,
              migrations: 'apply',
            }),
          )
          .orElse((problem) => executor.close().andThen(() => errAsync(problem)))
      })
    },
  }
}

const schema = 'caseload'

async function start(folder: string | null): Promise<Result<StartedEngine<PGlite>, StorageProblem>> {
  let unlock = (): void => undefined
  if (folder !== null) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      unlock = lockFolder(folder)
    } catch (cause) {
      const taken = typeof cause === 'object' && cause !== null && 'errcode' in cause && cause.errcode === 5
      return err(taken ? storageBusy(cause) : storageUnavailable('other', cause))
    }
  }
  try {
    const engine = await PGlite.create(folder === null ? 'memory://' : join(folder, 'data'))
    return ok({ engine, stop: () => engine.close().finally(unlock) })
  } catch (cause) {
    unlock()
    return err(storageUnavailable('other', cause))
  }
}
