import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import type { Desk, EventBatch } from '@caseload/desk'
import type { KindSpec, Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { err, ok } from 'neverthrow'

/** Somewhere a desk can be, and how to leave it. */
export interface DeskPlace {
  readonly storage: Storage
  dispose(): void | Promise<void>
}

/** The same tests run on each of these. */
export const deskPlaces: readonly { readonly name: string; readonly open: () => DeskPlace | Promise<DeskPlace> }[] = [
  { name: 'memory', open: () => ({ storage: memoryStorage(), dispose: () => undefined }) },
  { name: 'SQLite', open: sqlitePlace },
]

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
