import { orThrow } from '@caseload/core'
import type { Commit, Store } from '@caseload/storage'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { commits, tenant } from '../sqlite/workload.ts'
import { drizzleSqlite } from './peers/drizzle-sqlite.ts'
import { emmettSqlite } from './peers/emmett-sqlite.ts'
import { kyselySqlite } from './peers/kysely-sqlite.ts'
import { openStore, type Synchronous, scratchDatabases } from './scratch-databases.ts'

/** Where each waits for the disk, fewer say as much. */
const counts = { normal: 800, full: 250 } as const
const changes = commits(counts.normal)
/** Its store opens and closes the file for each append, which takes milliseconds. */
const opening = 50

interface Peer {
  readonly commit: (change: Commit) => unknown
  readonly close: () => unknown
}

/** The same commit through query builders, into the same tables: what a hand-written adapter is worth. And an event store on the same engine, which keeps the two events and nothing else. */
export async function sqlitePeers(synchronous: Synchronous): Promise<Benchmark> {
  const count = counts[synchronous]
  const databases = await scratchDatabases()
  const contender = (name: string, open: (path: string) => Peer | Promise<Peer>, batch: number = count): Contender => {
    let peer: Peer | null = null
    return {
      name,
      batch,
      before: async () => {
        await peer?.close()
        peer = await open(databases.fresh())
      },
      run: async (units) => {
        for (const change of changes.slice(0, units)) await peer?.commit(change)
      },
      close: async () => {
        await peer?.close()
        databases.dispose()
      },
    }
  }
  const emmett = await emmettSqlite()
  if (emmett === null) {
    console.log(
      'emmett-sqlite left out: `npx -y pnpm@12 --filter @caseload/benchmarks run build:sqlite3` builds its driver, in minutes',
    )
  }
  return {
    name: synchronous === 'normal' ? 'sqlite-peers' : 'sqlite-peers-full',
    work: `the same commit (document, 2 keys, 2 events, timer, counter, receipt) into the same tables, synchronous=${synchronous}`,
    contenders: [
      contender('caseload, guard and all', async (path) => peerOf(await openStore(path, synchronous))),
      contender('kysely 0.29, better-sqlite3', (path) => kyselySqlite(path, synchronous)),
      contender('drizzle 0.45, better-sqlite3', (path) => drizzleSqlite(path, synchronous)),
      ...(emmett === null
        ? []
        : [contender('emmett-sqlite 0.38, the 2 events only', (path) => emmett.connection(path, synchronous))]),
      // Its connections are always of the engine's own setting.
      ...(emmett === null || synchronous === 'normal'
        ? []
        : [contender('… its store, which opens the file anew', (path) => emmett.store(path), opening)]),
    ],
    promises: { 'kysely 0.29, better-sqlite3': 1, 'drizzle 0.45, better-sqlite3': 1 },
    batch: count,
    rounds: 7,
    callsPerRound: 1,
  }
}

function peerOf(store: Store): Peer {
  return { commit: async (change) => orThrow(await store.commit(tenant, change)), close: () => store.close() }
}
