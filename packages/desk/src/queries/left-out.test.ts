import { orThrow, parseTenantId, seededEntropy } from '@caseload/core'
import { deskKinds } from '@caseload/planner'
import { guardStore, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

/** A desk in which so many tickets go on in one, as a release left them that did not bound how many. */
async function crowded(count: number) {
  const storage = memoryStorage()
  let fields = {}
  const watched: Storage = {
    ...storage,
    open: (options) =>
      storage.open(options).map((opened) => {
        const { store } = opened
        const commit: typeof store.commit = (tenant, change, more) => {
          for (const write of change.writes) if (write.op === 'put' && write.ref.kind === 'ticket') fields = write.fields
          return store.commit(tenant, change, more)
        }
        return { ...opened, store: { ...store, commit } }
      }),
  }
  const { ada } = await fixture({ storage: watched })
  const survivor = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' })).ticket.id
  const parts = { kinds: deskKinds, entropy: seededEntropy(1), sleep: async () => undefined }
  const store = guardStore(orThrow(await storage.open({ kinds: deskKinds })), parts)
  const acme = orThrow(parseTenantId('acme'))
  const [doc] = orThrow(await store.load(acme, [{ kind: 'ticket', id: survivor }]))
  const ticket = Object(doc?.doc)
  const ids = Array.from({ length: count }, (_, index) => `tkt_old${String(index).padStart(3, '0')}`)
  const write = (id: string, version: number, body: object) =>
    ({ op: 'put', ref: { kind: 'ticket', id }, version, doc: { ...ticket, ...body }, fields, keys: [] }) as const
  const into = { ticketId: survivor, at: ticket.openedAt, before: { status: 'new', category: 'new' } }
  for (let first = 0; first < count; first += 50) {
    const writes = ids.slice(first, first + 50).map((id) => write(id, 0, { id, mergedInto: into }))
    orThrow(await store.commit(acme, { key: `cmd_old${first}`, writes, events: [] }))
  }
  const writes = [write(survivor, doc?.version ?? 0, { mergedFrom: ids })]
  orThrow(await store.commit(acme, { key: 'cmd_old', writes, events: [] }))
  return { ada, survivor }
}

describe('given a ticket in which more others go on than are read as one, as an earlier release left it', () => {
  it.each([
    [199, 0],
    [200, 1],
    [250, 51],
  ])('of %i says that %i are left out, and reads the others', async (count, leftOut) => {
    const { ada, survivor } = await crowded(count)
    expect(orThrow(await ada.gathered(survivor))).toMatchObject({ leftOut, ticketIds: { length: Math.min(count + 1, 200) } })
    expect(orThrow(await ada.timeline(survivor))).toMatchObject({ leftOut })
    expect(orThrow(await ada.conversation(survivor))).toMatchObject({ leftOut })
  })
})
