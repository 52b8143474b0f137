import { type Instant, instant, orThrow, type TenantId } from '@caseload/core'
import { guardStore, type KindSpec, type Storage, type Store } from '@caseload/storage'
import { leaseMs, release1Start } from './fill-as-release-1.ts'
import { acme, beta, release1Commits, release1Kinds } from './release-1-contents.ts'

/** The kinds as a later program declares them: with a field, a path and a kind that the store does not know yet. */
const laterKinds: readonly KindSpec[] = [
  ...release1Kinds.map(
    (spec): KindSpec =>
      spec.kind === 'ticket'
        ? {
            ...spec,
            fields: { ...spec.fields, texted: { type: 'bool', backfill: (doc) => JSON.stringify(doc).includes('text') } },
            paths: [...(spec.paths ?? []), { eq: ['texted'], sort: ['rank'] }],
          }
        : spec,
  ),
  { kind: 'later', fields: { n: { type: 'int' } } },
]

/**
 * Opens a store that is filled as release 1 left it with what a later program declares, which migrates it, and reads all of it back by every way of the port: documents, lists, counts, journals, receipts,
 * what was removed, work and its leases, followers. What comes is the same for the same content, whatever keeps it. It uses the store up.
 *
 * @param storageAt - The store with its clock at an instant.
 */
export async function everythingIn(storageAt: (now: Instant) => Storage): Promise<unknown> {
  const opened = orThrow(await storageAt(release1Start).open({ kinds: laterKinds }))
  const store = guardStore(opened, { kinds: laterKinds })
  const { pending } = orThrow(await opened.admin.migrate('check'))
  const tenants: unknown[] = []
  for (const tenant of [acme, beta]) {
    const exported: unknown[] = []
    for await (const line of opened.admin.exportTenant(tenant)) exported.push(JSON.parse(line))
    tenants.push({
      tenant,
      exported,
      verified: orThrow(await opened.admin.verify(tenant)),
      behind: orThrow(await opened.admin.lag({ consumer: 'outbox', limit: 9 })),
      ...(await readBack(store, guardStore(opened, { kinds: release1Kinds }), tenant)),
    })
  }
  const held = await claimed(store)
  await store.close()
  const later = orThrow(await storageAt(instant(release1Start + leaseMs + 1)).open({ kinds: laterKinds }))
  const free = await claimed(guardStore(later, { kinds: laterKinds }))
  await later.store.close()
  return { pending, tenants, held, free }
}

/** What can be claimed, but for the tokens, which nobody can know. */
async function claimed(store: Store): Promise<readonly unknown[]> {
  const due = { worker: 'w', limit: 9, leaseMs: 1000, queues: ['auto-close', 'survey'] }
  const follow = { worker: 'w', limit: 9, leaseMs: 1000 }
  const all: unknown[] = []
  for (const request of [
    { ...due, now: 4999 },
    { ...due, now: 5000 },
    { ...due, now: release1Start * 2 },
    { ...follow, consumer: 'outbox' },
    { ...follow, consumer: 'index' },
  ]) {
    for (const { token: _, ...claim } of orThrow(await store.claim(request))) {
      if (!('consumer' in claim)) all.push(claim)
      else {
        // A position is told in the words of a handle: what comes after it is the same for all.
        const { after, ...follower } = claim
        const page = orThrow(await store.journal(claim.tenant, { after, limit: 1 }))
        all.push({ ...follower, next: page.entries })
      }
    }
  }
  return all
}

/** As the later program, but for the commits, which are repeated as they were. */
async function readBack(store: Store, before: Store, tenant: TenantId) {
  const ticket = { kind: 'ticket', limit: 9 } as const
  const found: unknown[] = []
  for (const key of [
    { name: 'number', value: '1' },
    { name: 'number', value: '2' },
    { name: 'tag', value: 'vip' },
    { name: 'tag', value: 'Zoë 🔥' },
  ]) {
    found.push(orThrow(await store.find(tenant, { ...ticket, key })).items)
  }
  for (const [field, value] of [
    ['status', 'open'],
    ['status', 'new'],
    ['rank', -7],
    ['open', false],
    ['owner', 'ada'],
    ['owner', null],
    ['texted', true],
  ] as const) {
    found.push([field, value, orThrow(await store.find(tenant, { ...ticket, where: [{ field, op: 'eq', value }] })).items])
  }
  const refs = ['ticket/tkt_1', 'ticket/tkt_2', 'side-note/n.1'].map((place) => {
    const [kind = '', id = ''] = place.split('/')
    return { kind, id }
  })
  const loaded = orThrow(await store.load(tenant, refs))
  const counted = orThrow(await store.count(tenant, { kind: 'ticket', by: ['status', 'texted'], limit: 9 }))
  const receipts: unknown[] = []
  for (const [owner, commit] of release1Commits) {
    if (owner === tenant) receipts.push([commit.key, orThrow(await before.commit(tenant, commit)).replayed])
  }
  // The commits that filled the store are not all: one moved a follower on.
  const moved = await before.commit(tenant, { key: 'advance-1', writes: [], events: [] })
  receipts.push(['advance-1', orThrow(moved).replayed])
  // What was removed is remembered: who has its name next goes on with its versions.
  const fields = { status: 'open', rank: 0, at: 0, open: true, texted: false }
  const ref = { kind: 'ticket', id: 'tkt_2' }
  orThrow(await store.commit(tenant, { key: 'again-2', writes: [{ op: 'put', ref, version: 0, doc: {}, fields }], events: [] }))
  return {
    loaded,
    found,
    counted,
    journal: orThrow(await store.journal(tenant, { after: null, limit: 99 })).entries,
    stream: orThrow(await store.journal(tenant, { stream: 'tkt_1', after: 1, limit: 99 })).entries,
    receipts,
    again: orThrow(await store.load(tenant, [ref])),
  }
}
