import { orThrow } from '@caseload/core'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture, fixturePolicies, hours } from '../../test/fixture.ts'

const policies = { ...fixturePolicies, checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 1 } } as const
const opening = { from: { email: 'eve@example.com' }, channel: 'email', kind: 'question', body: 'x' } as const

/** The same storage, in which one ticket is as a version stored it that knew of no check-backs and no links. */
function withOld(inner: Storage, id: string): Storage {
  const aged = <Stored extends { readonly ref: { readonly kind: string; readonly id: string }; readonly doc: string }>(
    stored: Stored,
  ): Stored => {
    if (stored.ref.kind !== 'ticket' || stored.ref.id !== id) return stored
    const { checkBack: _, links: __, ...rest } = JSON.parse(stored.doc)
    return { ...stored, doc: JSON.stringify(rest) }
  }
  return {
    ...inner,
    open: (options) =>
      inner.open(options).map((opened) => {
        const { store } = opened
        const load: typeof store.load = (tenant, refs, more) =>
          store.load(tenant, refs, more).map((docs) => docs.map((doc) => (doc === null ? null : aged(doc))))
        const find: typeof store.find = (tenant, query, more) =>
          store.find(tenant, query, more).map((page) => ({ ...page, items: page.items.map(aged) }))
        return { ...opened, store: { ...store, load, find } }
      }),
  }
}

describe('given a ticket that an earlier version stored among others', () => {
  const among = async () => {
    const inner = memoryStorage()
    const made = await fixture({ storage: inner, policies })
    const solved = async () => {
      const { ticket } = orThrow(await made.ada.openTicket(opening))
      orThrow(await made.ada.resolve(ticket.id, { code: 'fixed' }))
      return ticket.id
    }
    const [old, other] = [await solved(), await solved()]
    made.clock.advance(hours(73))
    orThrow(await made.desk.runDueTimers())
    const alone = orThrow(await made.ada.openTicket({ ...opening, assigneeId: 'agt_gone' })).ticket.id
    const later = await fixture({ storage: withOld(inner, old), policies, idPrefix: 'n', clock: made.clock })
    const eve = later.requester(String(orThrow(await later.ada.ticket(other))?.requesterId))
    return { ada: later.ada, clock: made.clock, old, other, alone, eve }
  }
  const named = (id: string) => ({
    ...{ kind: 'planner/unreadable-document', ref: { kind: 'ticket', id } },
    lacks: ['checkBack', 'links'],
  })

  it('lists the others, and names it with what it lacks', async () => {
    const { ada, clock, old, other, alone } = await among()
    const list = orThrow(await ada.tickets({ sort: 'openedAt', direction: 'asc' }))
    expect(list).toMatchObject({ tickets: [{ id: other }, { id: alone }], unreadable: [named(old)], next: null })
    const due = orThrow(await ada.checkBacksDue())
    expect(due).toMatchObject({ checkBacks: [{ ticket: { id: other } }], unreadable: [named(old)] })
    clock.advance(hours(1))
    const neglected = orThrow(await ada.findNeglected({ agents: [], teams: [] }))
    expect(neglected.tickets.map(({ ticket }) => ticket.id)).toContain(alone)
    expect([neglected.complete, neglected.tickets.map(({ ticket }) => ticket.id).includes(old)]).toEqual([true, false])
  })

  it('does not tell those of it who may not read every ticket', async () => {
    const { eve, other, alone } = await among()
    const list = orThrow(await eve.tickets({ sort: 'openedAt', direction: 'asc' }))
    expect(list).toMatchObject({ tickets: [{ id: other }, { id: alone }], unreadable: [] })
  })

  it('says the same of whatever is done with it', async () => {
    const { ada, old } = await among()
    const noted = await ada.note(old, { body: 'x' })
    const checked = await ada.recordCheckBack(old, { answer: 'works' })
    const read = await ada.ticket(old)
    for (const answer of [noted, checked, read]) expect(answer._unsafeUnwrapErr()).toMatchObject(named(old))
    expect(checked._unsafeUnwrapErr().message).toBe(
      `the stored ticket ${old} is not in a form this version can read: it lacks checkBack, links, which an earlier version did not know`,
    )
  })
})
