import { DatabaseSync } from 'node:sqlite'
import { orThrow } from '@caseload/core'
import type { Benchmark } from '../harness/benchmark.ts'
import { commits, tenant } from '../sqlite/workload.ts'
import { drizzleSqlite } from './peers/drizzle-sqlite.ts'
import { kyselySqlite } from './peers/kysely-sqlite.ts'
import { openStore, scratchDatabases } from './scratch-databases.ts'

const count = 4000

/** One ticket by its identity, as the document it was stored as. */
export async function sqliteRead(): Promise<Benchmark> {
  const databases = await scratchDatabases()
  const path = databases.fresh()
  const store = await openStore(path)
  const changes = commits(1600)
  for (const change of changes) orThrow(await store.commit(tenant, change))
  const ids = Array.from({ length: count }, (_, index) => `tkt_${String((index * 7) % 200).padStart(8, '0')}`)
  const bare = new DatabaseSync(path)
  const statement = bare.prepare('select id, version, doc from k_ticket where tenant = ? and id = ?')
  const kysely = kyselySqlite(path, 'normal')
  const drizzle = drizzleSqlite(path, 'normal')
  return {
    name: 'sqlite-read',
    work: 'one ticket by identity among 200, parsed',
    contenders: [
      {
        name: 'caseload, guard and all',
        run: async () => {
          for (const id of ids) orThrow(await store.load(tenant, [{ kind: 'ticket', id }]))
        },
        close: () => store.close(),
      },
      {
        name: 'bare node:sqlite, same statement',
        run: async () => {
          // Awaited like ours: whoever asks a store does.
          for (const id of ids) await Promise.resolve(statement.all(tenant, id).map((row) => JSON.parse(String(row['doc']))))
        },
        close: () => bare.close(),
      },
      {
        name: 'kysely 0.29, better-sqlite3',
        run: async () => {
          for (const id of ids) JSON.parse(String((await kysely.read(id))?.doc ?? null))
        },
        close: () => kysely.close(),
      },
      {
        name: 'drizzle 0.45, better-sqlite3',
        run: () => {
          for (const id of ids) JSON.parse(drizzle.read(id)[0]?.doc ?? 'null')
        },
        close: () => {
          drizzle.close()
          databases.dispose()
        },
      },
    ],
    promises: { 'bare node:sqlite, same statement': 1, 'kysely 0.29, better-sqlite3': 1, 'drizzle 0.45, better-sqlite3': 1 },
    batch: count,
    // Nothing here waits for the disk.
    clock: 'cpu',
    rounds: 11,
    callsPerRound: 1,
  }
}
