import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { instant, orThrow } from '@caseload/core'
import { guardStore, type Store } from '@caseload/storage'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { bareDriver } from '../sqlite/bare-driver.ts'
import { recordStatements } from '../sqlite/record-statements.ts'
import { commits, kinds, tenant } from '../sqlite/workload.ts'
import { drizzleCommit } from './drizzle-commit.ts'
import { kyselyCommit } from './kysely-commit.ts'

const count = 800
const changes = commits(count)

/** A folder with an empty database of ours, and copies of it. */
async function emptyDatabases() {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const empty = join(folder, 'empty.db')
  await orThrow(await sqliteStorage(empty).open({ kinds })).store.close()
  let files = 0
  return {
    fresh: (): string => {
      files += 1
      const path = join(folder, `${files}.db`)
      cpSync(empty, path)
      return path
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function openOurs(path: string, synchronous: 'full' | 'normal'): Promise<Store> {
  return guardStore(orThrow(await sqliteStorage({ path, synchronous }).open({ kinds })), { kinds })
}

/** The same commit through query builders, into the same tables: what a hand-written adapter is worth. */
export async function sqlitePeers(): Promise<Benchmark> {
  const databases = await emptyDatabases()
  let ours: Store | null = null
  const builder = (name: string, open: (path: string) => { commit: (change: (typeof changes)[number]) => unknown; close: () => unknown }): Contender => {
    let peer: ReturnType<typeof open> | null = null
    return {
      name,
      before: async () => {
        await peer?.close()
        peer = open(databases.fresh())
      },
      run: async () => {
        for (const change of changes) await peer?.commit(change)
      },
      close: () => peer?.close(),
    }
  }
  return {
    name: 'sqlite-peers',
    work: 'the same commit (document, 2 keys, 2 events, timer, counter, receipt) into the same tables, synchronous=normal',
    contenders: [
      {
        name: 'caseload, guard and all',
        before: async () => {
          await ours?.close()
          ours = await openOurs(databases.fresh(), 'normal')
        },
        run: async () => {
          for (const change of changes) if (ours !== null) orThrow(await ours.commit(tenant, change))
        },
        close: () => ours?.close(),
      },
      builder('kysely 0.29, better-sqlite3', (path) => kyselyCommit(path, 'normal')),
      { ...builder('drizzle 0.45, better-sqlite3', (path) => drizzleCommit(path, 'normal')) },
      { name: 'nothing', run: () => undefined, close: databases.dispose },
    ].filter(({ name }, index, all) => name !== 'nothing' || disposedBy(all, databases.dispose)),
    promises: { 'kysely 0.29, better-sqlite3': 1, 'drizzle 0.45, better-sqlite3': 1 },
    batch: count,
    rounds: 7,
    callsPerRound: 1,
  }
}
