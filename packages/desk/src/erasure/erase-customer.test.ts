import { orThrow } from '@caseload/core'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const opening = {
  from: { email: 'eve@example.com', phone: '040 123 4567', name: 'Eve' },
  channel: 'email',
  kind: 'question',
  subject: 'Mine',
  body: 'Help!',
} as const

describe('given a customer who wants to be forgotten', () => {
  it('leaves what happened and takes every word of it', async () => {
    const { ada, desk } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.note(ticket.id, { body: 'A nice person.' }))
    orThrow(await ada.resolve(ticket.id, { code: 'answered', summary: 'Told Eve.' }))
    const other = orThrow(await ada.openTicket({ ...opening, from: { email: 'bob@example.com' } })).ticket
    const before = orThrow(await desk.tenant('acme').events()).events
    const customerId = ticket.requesterId ?? ''
    expect(orThrow(await ada.eraseCustomer(customerId))).toMatchObject({ customerId, tickets: 1, documents: 4 })
    expect(orThrow(await ada.customer(customerId))).toMatchObject({ name: null, emails: [], phones: [], accounts: [] })
    expect(orThrow(await ada.subject(ticket.id))).toBeNull()
    expect(orThrow(await ada.conversation(ticket.id)).messages).toEqual([])
    const { entries } = orThrow(await ada.timeline(ticket.id))
    expect(entries.map(({ message, remark }) => message ?? remark)).toEqual([null, null, null, null])
    const after = orThrow(await desk.tenant('acme').events()).events
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length).map(({ type }) => type)).toEqual(['customer-erased'])
    expect(orThrow(await ada.conversation(other.id)).messages).toHaveLength(1)
  })

  it('does not know them any more, and takes them for somebody new', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.eraseCustomer(ticket.requesterId ?? ''))
    const again = orThrow(await ada.openTicket(opening)).ticket
    expect(again.requesterId).not.toBe(ticket.requesterId)
    expect((await ada.openTicket({ ...opening, requesterId: ticket.requesterId ?? '' }))._unsafeUnwrapErr().kind).toBe(
      'customer/erased',
    )
  })

  it('may be done twice, and says the first time as the time', async () => {
    const { ada, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const first = orThrow(await ada.eraseCustomer(ticket.requesterId ?? ''))
    clock.advance(1000)
    expect(orThrow(await ada.eraseCustomer(ticket.requesterId ?? ''))).toEqual({ ...first, documents: 0 })
    expect((await ada.eraseCustomer('cus_none'))._unsafeUnwrapErr()).toMatchObject({ kind: 'customer/not-found' })
  })

  it('goes on in bounded commits where there is much, and after a crash with the timers', async () => {
    const storage = memoryStorage()
    let commits = 0
    const dying = {
      ...storage,
      open: (options: Parameters<typeof storage.open>[0]) =>
        storage.open(options).map((opened) => ({
          ...opened,
          store: {
            ...opened.store,
            commit: (...[tenant, change]: Parameters<typeof opened.store.commit>) => {
              const erasing = change.writes.some((write) => write.op === 'remove')
              commits += erasing ? 1 : 0
              const doomed = { ...change, expect: [{ ref: { kind: 'ticket', id: 'tkt_none' }, version: 7 }] }
              return opened.store.commit(tenant, erasing && commits > 2 ? doomed : change)
            },
          },
        })),
    }
    const { ada } = await fixture({ storage: dying })
    const { ticket } = orThrow(await ada.openTicket(opening))
    for (let count = 0; count < 330; count += 1) orThrow(await ada.note(ticket.id, { body: `note ${count}` }))
    expect((await ada.eraseCustomer(ticket.requesterId ?? ''))._unsafeUnwrapErr().kind).toBe('desk/contended')
    const next = await fixture({ storage, idPrefix: 'next' })
    expect(orThrow(await next.ada.conversation(ticket.id, { limit: 500 })).messages.length).toBeGreaterThan(100)
    expect(orThrow(await next.desk.runDueTimers())).toMatchObject({ acted: 1, failed: [] })
    expect(orThrow(await next.ada.conversation(ticket.id)).messages).toEqual([])
  })
})
