import { orThrow } from '@caseload/core'
import type { Commit, Store } from '@caseload/storage'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { commits, tenant } from '../sqlite/workload.ts'
import { drizzleSqlite } from './peers/drizzle-sqlite.ts'
import { kyselySqlite } from './peers/kysely-sqlite.ts'
import { openStore, scratchDatabases } from './scratch-databases.ts'

const count = 800
const changes = commits(count)

interface Peer {
  readonly commit: (change: Commit) => unknown
  readonly close: () => unknown
}

/** The same commit through query builders, into the same tables: what a hand-written adapter is worth. */
export async function sqlitePeers(): Promise<Benchmark> {
  const databases = await scratchDatabases()
  const contender = (name: string, open: (path: string) => Peer | Promise<Peer>): Contender => {
    let peer: Peer | null = null
    return {
      name,
      before: async () => {
        await peer?.close()
        peer = await open(databases.fresh())
      },
      run: async () => {
        for (const change of changes) await peer?.commit(change)
      },
      close: async () => {
        await peer?.close()
        databases.dispose()
      },
    }
  }
  return {
    name: 'sqlite-peers',
    work: 'the same commit (document, 2 keys, 2 events, timer, counter, receipt) into the same tables, synchronous=normal',
    contenders: [
      contender('caseload, guard and all', async (path) => peerOf(await openStore(path))),
      contender('kysely 0.29, better-sqlite3', (path) => kyselySqlite(path, 'normal')),
      contender('drizzle 0.45, better-sqlite3', (path) => drizzleSqlite(path, 'normal')),
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
