import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import type { Desk, EventBatch } from '@caseload/desk'
import type { KindSpec, Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { mysqlStorage } from '@caseload/storage-mysql'
import { postgresStorage } from '@caseload/storage-postgres'
import { pgliteStorage } from '@caseload/storage-postgres/pglite'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { createPool } from 'mysql2/promise'
import { err, ok } from 'neverthrow'
import { Pool } from 'pg'

/** Somewhere a desk can be, and how to leave it. */
export interface DeskPlace {
  readonly storage: Storage
  dispose(): void | Promise<void>
}

/** Whether servers are tried as well: `pnpm run test:server` of this package does, everything else leaves them alone. */
const onServers = process.env['CASELOAD_DESK_ON_SERVERS'] === 'yes'

/** The same tests run on each of these. */
export const deskPlaces: readonly { readonly name: string; readonly open: () => DeskPlace | Promise<DeskPlace> }[] = [
  { name: 'memory', open: () => ({ storage: memoryStorage(), dispose: () => undefined }) },
  { name: 'SQLite', open: sqlitePlace },
  ...(onServers
    ? [
        // No server, but an engine that takes seconds to start for each test.
        { name: 'PGlite', open: pglitePlace },
        { name: 'PostgreSQL', open: postgresPlace },
        { name: 'MariaDB', open: mariadbPlace },
      ]
    : []),
]

async function postgresPlace(): Promise<DeskPlace> {
  const schema = `desk_test_${randomBytes(6).toString('hex')}`
  const pool = new Pool({ connectionString: serverUrl('CASELOAD_TEST_POSTGRES_URL'), max: 5 })
  const dispose = async () => {
    await pool.query(`drop schema if exists "${schema}" cascade`)
    await pool.end()
  }
  return { storage: postgresStorage({ pool, schema }), dispose }
}

async function mariadbPlace(): Promise<DeskPlace> {
  const database = `desk_test_${randomBytes(6).toString('hex')}`
  const pool = createPool({ uri: serverUrl('CASELOAD_TEST_MARIADB_URL'), connectionLimit: 5 })
  const dispose = async () => {
    await pool.query(`drop database if exists \`${database}\``)
    await pool.end()
  }
  return { storage: mysqlStorage({ pool, database }), dispose }
}

function serverUrl(name: string): string {
  const url = process.env[name] ?? ''
  if (url === '') throw new Error(`${name} is not set`)
  return url
}

function pglitePlace(): DeskPlace {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-desk-'))
  return {
    storage: pgliteStorage({ folder: join(folder, 'desk') }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function sqlitePlace(): DeskPlace {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-desk-'))
  return {
    storage: sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A kind of the application's own: how many events each stream has had. */
export const projection: KindSpec = { kind: 'event-count', fields: { count: { type: 'int' } } }

/** What the projection says of a stream; null where it knows nothing of it. */
export async function projected(desk: Desk, tenant: string, stream: string): Promise<number | null> {
  const [doc] = orThrow(await desk.tenant(tenant).load([{ kind: projection.kind, id: stream }]))
  return doc === undefined || doc === null ? null : Number(doc.doc)
}

/** Counts the events of each stream in a document of its own: what is lost, repeated or out of order shows. */
export async function countEvents({ events, load }: EventBatch) {
  const streams = [...new Set(events.map(({ stream }) => stream))]
  const docs = await load(streams.map((id) => ({ kind: projection.kind, id })))
  if (docs.isErr()) return err(docs.error)
  const writes = streams.map((id, index) => {
    const doc = docs.value[index] ?? null
    const count = Number(doc?.doc ?? 0) + events.filter(({ stream }) => stream === id).length
    return { op: 'put', ref: { kind: projection.kind, id }, version: doc?.version ?? 0, doc: count, fields: { count } } as const
  })
  return ok({ writes })
}

/** The same, but refuses what does not follow on what it has counted. */
export async function countInOrder(batch: EventBatch) {
  const streams = [...new Set(batch.events.map(({ stream }) => stream))]
  const docs = await batch.load(streams.map((id) => ({ kind: projection.kind, id })))
  if (docs.isErr()) return err(docs.error)
  const next = new Map(streams.map((id, index) => [id, Number(docs.value[index]?.doc ?? 0) + 1]))
  for (const { stream, version } of batch.events) {
    if (next.get(stream) !== version) return err({ kind: 'test/out-of-order', message: `${stream}#${version}` })
    next.set(stream, version + 1)
  }
  return countEvents(batch)
}
