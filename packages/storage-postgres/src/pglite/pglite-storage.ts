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
 * for every other `open` gives `storage/busy`. Further: `storage/invalid` for kinds that contradict themselves, `storage/unavailable` for a folder that cannot be used (`other`) or has another form than this version can
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
  const shared = sharedEngine(folder ?? null)
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

interface SharedEngine {
  /** Gives the engine, started for the first handle. */
  readonly take: () => Promise<Result<PGlite, StorageProblem>>
  /** Takes it back; with the last handle it stops, unless that would lose everything. */
  readonly give: () => Promise<void>
}

/** One engine for all handles of a place. */
function sharedEngine(folder: string | null): SharedEngine {
  let handles = 0
  let running: Promise<Result<{ readonly engine: PGlite; readonly unlock: () => void }, StorageProblem>> | null = null
  return {
    async take() {
      handles += 1
      running ??= start(folder)
      const started = await running
      if (started.isOk()) return ok(started.value.engine)
      handles -= 1
      running = null
      return err(started.error)
    },
    async give() {
      handles -= 1
      if (handles > 0 || folder === null || running === null) return
      const started = await running
      running = null
      if (started.isErr()) return
      await started.value.engine.close()
      started.value.unlock()
    },
  }
}

async function start(
  folder: string | null,
): Promise<Result<{ readonly engine: PGlite; readonly unlock: () => void }, StorageProblem>> {
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
    return ok({ engine: await PGlite.create(folder === null ? 'memory://' : join(folder, 'data')), unlock })
  } catch (cause) {
    unlock()
    return err(storageUnavailable('other', cause))
  }
}
