import { instant, orThrow, parseTenantId } from '@caseload/core'
import type {
  Commit,
  Doc,
  JournalCursor,
  JournalEntry,
  KeyValue,
  KindSpec,
  NewEvent,
  Payload,
  PutWrite,
  Query,
  Receipt,
  Ref,
  Scalar,
  Store,
} from '@caseload/storage'
import { value } from './expectations.ts'

/** Two tenants. */
export const acme = orThrow(parseTenantId('acme'))
export const beta = orThrow(parseTenantId('beta'))

/** The kinds the cases use: one with a field of every type, keys and access paths, and one with nothing. */
export const conformanceKinds: readonly KindSpec[] = [
  {
    kind: 'item',
    fields: {
      status: { type: 'text' },
      name: { type: 'text', sortable: true },
      rank: { type: 'int', sortable: true },
      at: { type: 'instant', sortable: true },
      open: { type: 'bool', sortable: true },
      owner: { type: 'text', nullable: true },
      score: { type: 'int', nullable: true },
      seen: { type: 'instant', nullable: true },
      hot: { type: 'bool', nullable: true },
    },
    keys: { mail: { unique: true }, account: { unique: true }, tag: { unique: false } },
    paths: [
      { eq: ['status'], sort: ['at'] },
      { eq: ['owner'], sort: ['rank', 'at'] },
    ],
  },
  { kind: 'side-note', fields: {} },
]

/** Field values that a test does not care about. */
export const plainFields = { status: 'open', name: 'n', rank: 0, at: 0, open: true }

/** A reference to an item. */
export function item(id: string): Ref {
  return { kind: 'item', id }
}

/** A write of an item. */
export function put(
  id: string,
  version = 0,
  more: { doc?: Payload; fields?: Readonly<Record<string, Scalar>>; keys?: readonly KeyValue[] } = {},
): PutWrite {
  const { doc = { id, version }, fields = {}, keys } = more
  const write = { op: 'put', ref: item(id), version, doc, fields: { ...plainFields, ...fields } } as const
  return keys === undefined ? write : { ...write, keys }
}

/** A look-up value. */
export function key(name: string, text: string): KeyValue {
  return { name, value: text }
}

/** An event. */
export function event(stream: string, version: number, more: Partial<NewEvent> = {}): NewEvent {
  const when = instant(1_000_000 + version)
  return {
    stream,
    version,
    type: 'item-changed',
    schema: 1,
    at: when,
    recordedAt: when,
    actor: 'agent:agt_1',
    cause: null,
    data: { version },
    ...more,
  }
}

/** A commit of what is named. */
export function commit(name: string, parts: Partial<Omit<Commit, 'key'>> = {}): Commit {
  return { key: name, writes: [], events: [], ...parts }
}

/** Carries out a commit that is expected to succeed. */
export async function done(store: Store, name: string, parts: Partial<Omit<Commit, 'key'>>, tenant = acme): Promise<Receipt> {
  return value(store.commit(tenant, commit(name, parts)))
}

/** One document, or null. */
export async function one(store: Store, id: string, tenant = acme): Promise<Doc | null> {
  const [doc] = await value(store.load(tenant, [item(id)]))
  return doc ?? null
}

/** Version of one document, or null. */
export async function versionOf(store: Store, id: string, tenant = acme): Promise<number | null> {
  return (await one(store, id, tenant))?.version ?? null
}

/** Ids of a page of items. */
export async function idsOf(store: Store, query: Partial<Query> = {}, tenant = acme): Promise<readonly string[]> {
  const page = await value(store.find(tenant, { kind: 'item', limit: 500, ...query }))
  return page.items.map(({ ref }) => ref.id)
}

/** Ids of all items, page by page. */
export async function walk(store: Store, query: Partial<Query>, limit: number): Promise<readonly string[]> {
  const ids: string[] = []
  let after: string | null = null
  do {
    const step: Query = { kind: 'item', ...query, limit, ...(after === null ? {} : { after }) }
    const page: { readonly items: readonly Doc[]; readonly next: string | null } = await value(store.find(acme, step))
    for (const { ref } of page.items) ids.push(ref.id)
    after = page.next
  } while (after !== null && ids.length < 200)
  return ids
}

/** The whole journal of a tenant. */
export async function journalOf(store: Store, limit = 500, tenant = acme): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = []
  let after: JournalCursor | null = null
  for (let pages = 0; pages < 1000; pages += 1) {
    const page: { readonly entries: readonly JournalEntry[]; readonly next: JournalCursor; readonly end: boolean } = await value(
      store.journal(tenant, { after, limit }),
    )
    entries.push(...page.entries)
    if (page.end) return entries
    after = page.next
  }
  throw new Error('the journal does not end')
}

/** All lines of an export. */
export async function linesOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}
