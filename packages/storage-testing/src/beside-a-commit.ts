import { instant, orThrow, parseTenantId } from '@caseload/core'
import {
  type Commit,
  guardStore,
  type KindSpec,
  type NewEvent,
  type OpenStore,
  type Payload,
  type Store,
  type Write,
} from '@caseload/storage'

const acme = orThrow(parseTenantId('acme'))
const other = orThrow(parseTenantId('other'))

/** What a store is opened with that is tried beside a commit. */
export const notedKinds: readonly KindSpec[] = [{ kind: 'note', fields: {}, keys: { mail: { unique: true } } }]

/** A server on which something happens to a tenant while somebody commits. */
export interface ContendedPlace {
  /** Opens the store of {@link notedKinds}. */
  readonly open: () => Promise<OpenStore>
  /** Begins a transaction with a statement, which is given how a table is spelt; gives what takes it back. */
  readonly hold: (sql: (table: (name: string) => string) => string) => Promise<() => Promise<void>>
  /** Until so many of this store wait for a lock. */
  readonly waiting: (count: number) => Promise<void>
}

/** What there is of a commit: each of its parts, and whether it was acknowledged. */
export interface SeenOfCommit {
  readonly committed: boolean
  readonly doc: boolean
  readonly key: boolean
  readonly entries: readonly string[]
  readonly work: boolean
}

/** Commits while a tenant is being removed: the removal has done its documents, and waits at the journal. */
export async function committedWhileRemoved(place: ContendedPlace, events: boolean): Promise<SeenOfCommit> {
  const opened = await place.open()
  const store = guardStore(opened, { kinds: notedKinds })
  orThrow(await store.commit(acme, noted('n1', true)))
  const free = await place.hold(rowsOf('journal'))
  const dropping = Promise.resolve(opened.admin.dropTenant(acme))
  const committing = place.waiting(1).then(() => {
    const begun = Promise.resolve(store.commit(acme, noted('n2', events)))
    return Promise.race([begun, place.waiting(2)]).then(() => ({ begun }))
  })
  const { begun } = await committing.finally(free)
  orThrow(await dropping)
  const committed = (await begun).isOk()
  const [doc] = orThrow(await store.load(acme, [{ kind: 'note', id: 'n2' }]))
  const byKey = orThrow(await store.find(acme, { kind: 'note', key: { name: 'mail', value: 'n2@example.com' }, limit: 1 }))
  const { entries } = orThrow(await store.journal(acme, { after: null, limit: 10 }))
  const work = orThrow(await store.claim({ worker: 'w', queues: ['q'], now: instant(1), limit: 10, leaseMs: 1000 }))
  await store.close()
  return {
    committed,
    doc: doc !== null,
    key: byKey.items.length > 0,
    entries: entries.map(({ stream }) => stream),
    work: work.length > 0,
  }
}

/** What became of an import and a commit into one tenant at the same time. */
export interface SeenOfImport {
  /** Whether the one that came later waited for the other. */
  readonly waited: boolean
  /** Kind of the problem of the import; null where it went through. */
  readonly refused: string | null
  readonly ids: readonly string[]
  readonly whole: boolean
}

/** Commits into a tenant while a copy of another is being brought into it: the import waits at its first document. */
export async function committedWhileImported(place: ContendedPlace, events: boolean): Promise<SeenOfImport> {
  const contended = await openedWithExport(place)
  const free = await place.hold(
    (table) => `insert into ${table('k_note')} (tenant, id, version, doc) values ('acme', 'n1', 1, 'null')`,
  )
  return seenOfImport(contended, place, free, 'import', events)
}

/** Brings a copy of a tenant into another, for which a commit is under way: it has done all but the work it schedules. */
export async function importedWhileCommitted(place: ContendedPlace, events: boolean): Promise<SeenOfImport> {
  const contended = await openedWithExport(place)
  const free = await place.hold(
    (table) =>
      `insert into ${table('work')} (tenant, queue, id, due_at, leased, visible_at, attempt, payload) values ('acme', 'q', 'mine', 0, 0, 0, 0, 'null')`,
  )
  return seenOfImport(contended, place, free, 'commit', events)
}

interface Contended {
  readonly store: Store
  readonly opened: OpenStore
  readonly lines: readonly string[]
}

async function openedWithExport({ open }: ContendedPlace): Promise<Contended> {
  const opened = await open()
  const store = guardStore(opened, { kinds: notedKinds })
  orThrow(await store.commit(other, noted('n1', true)))
  const lines: string[] = []
  for await (const line of opened.admin.exportTenant(other)) lines.push(line)
  return { opened, store, lines }
}

async function seenOfImport(
  { opened, store, lines }: Contended,
  { waiting }: ContendedPlace,
  free: () => Promise<void>,
  first: 'import' | 'commit',
  events: boolean,
): Promise<SeenOfImport> {
  const importing = () => Promise.resolve(opened.admin.importTenant(acme, lines))
  const committing = () => Promise.resolve(store.commit(acme, noted('mine', events)))
  const both = async () => {
    const began = { import: first === 'import' ? importing() : null, commit: first === 'commit' ? committing() : null }
    await waiting(1)
    const imported = began.import ?? importing()
    const committed = began.commit ?? committing()
    const later: Promise<unknown> = first === 'import' ? committed : imported
    const waited = await Promise.race([later.then(() => false), waiting(2).then(() => true)])
    return { imported, committed, waited }
  }
  const { imported, committed, waited } = await both().finally(free)
  const brought = await imported
  orThrow(await committed)
  const { items } = orThrow(await store.find(acme, { kind: 'note', limit: 10 }))
  const { brokenAt } = orThrow(await opened.admin.verify(acme))
  await store.close()
  return {
    waited,
    refused: brought.isErr() ? brought.error.kind : null,
    ids: items.map(({ ref }) => ref.id),
    whole: brokenAt === null,
  }
}

/** Versions of a document before it was removed, and since it was made again at that very moment. */
export interface SeenOfRemoval {
  readonly before: number
  readonly since: number | null
}

/** Makes a document again while its removal has taken it away and waits at the journal's counter. */
export async function madeWhileRemoved(place: ContendedPlace, events: boolean): Promise<SeenOfRemoval> {
  const opened = await place.open()
  const store = guardStore(opened, { kinds: notedKinds })
  orThrow(await store.commit(acme, noted('n1', true)))
  const free = await place.hold(rowsOf('head'))
  const removing = Promise.resolve(store.commit(acme, removed('n1', events)))
  const making = place.waiting(1).then(() => {
    const begun = Promise.resolve(store.commit(acme, madeAgain('n1')))
    return Promise.race([begun, place.waiting(2)]).then(() => ({ begun }))
  })
  const { begun } = await making.finally(free)
  orThrow(await removing)
  orThrow(await begun)
  return { before: 1, since: await closedAt(store, 'n1') }
}

/** Begins a commit that makes a document and waits for another one; meanwhile somebody else makes that document and removes it. */
export async function madeAndRemovedWhileMade(place: ContendedPlace, events: boolean): Promise<SeenOfRemoval> {
  const opened = await place.open()
  const store = guardStore(opened, { kinds: notedKinds })
  orThrow(await store.commit(acme, noted('n1', true)))
  const free = await place.hold(rowsOf('k_note'))
  const [first] = noted('n1', false).writes
  const changed: readonly Write[] = first === undefined ? [] : [{ ...first, version: 1 }]
  const { writes } = madeAgain('n2')
  const making = Promise.resolve(store.commit(acme, { key: 'again', writes: [...changed, ...writes], events: [] }))
  const between = place.waiting(1).then(async () => {
    orThrow(await store.commit(acme, noted('n2', events)))
    orThrow(await store.commit(acme, removed('n2', events)))
  })
  await between.finally(free)
  orThrow(await making)
  return { before: 1, since: await closedAt(store, 'n2') }
}

function rowsOf(name: string): (table: (name: string) => string) => string {
  return (table) => `select 1 from ${table(name)} for update`
}

async function closedAt(store: Store, id: string): Promise<number | null> {
  const [doc] = orThrow(await store.load(acme, [{ kind: 'note', id }]))
  await store.close()
  return doc?.version ?? null
}

function removed(id: string, events: boolean): Commit {
  const {
    events: [event],
  } = noted(id, events)
  return {
    key: `removal-of-${id}`,
    writes: [{ op: 'remove', ref: { kind: 'note', id }, version: 1 }],
    events: event === undefined ? [] : [{ ...event, stream: `removal-of-${id}` }],
  }
}

function madeAgain(id: string): Commit {
  return { key: 'again', writes: [{ op: 'put', ref: { kind: 'note', id }, version: 0, doc: {}, fields: {} }], events: [] }
}

function noted(id: string, events: boolean): Commit {
  const at = instant(0)
  const event: NewEvent<Payload> = {
    stream: id,
    version: 1,
    type: 'noted',
    schema: 1,
    at,
    recordedAt: at,
    actor: 'system:test',
    cause: null,
    data: {},
  }
  const keys = [{ name: 'mail', value: `${id}@example.com` }]
  return {
    key: id,
    writes: [{ op: 'put', ref: { kind: 'note', id }, version: 0, doc: {}, fields: {}, keys }],
    events: events ? [event] : [],
    work: [{ op: 'schedule', queue: 'q', id, dueAt: at, payload: null }],
  }
}
