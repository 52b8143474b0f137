import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { type ActingDesk, standardPolicies } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { fixture, hours, start } from '../../test/fixture.ts'

const now = Date.parse(start)
const requester = { kind: 'requester' } as const

async function asked(options: Parameters<typeof fixture>[0] = {}) {
  const made = await fixture(options)
  const from = { email: 'eve@example.com' }
  const open = async () => orThrow(await made.ada.openTicket({ from, channel: 'email', kind: 'incident', body: 'b' })).ticket
  const ticket = await open()
  return { ...made, open, id: ticket.id, eve: made.requester(ticket.requesterId ?? '') }
}

const viewOf = async (desk: ActingDesk, id: string) => orThrow(await desk.requesterView(id))

describe('given a requester who is to approve something', () => {
  it('shows what, by which name, and what they should know, and nothing that others are to approve', async () => {
    const { ada, eve, id } = await asked()
    const approver = { kind: 'role', role: 'supervisor' } as const
    orThrow(await ada.requestApproval(id, { approvalId: 'discount', about: 'discount', approver, reason: 'She is a VIP' }))
    const quote = { approvalId: 'quote-1', about: 'quote', approver: requester, reason: 'It costs EUR 100' }
    orThrow(await ada.requestApproval(id, quote))
    const pending = { id: 'quote-1', about: 'quote', state: 'pending', requestedAt: now, decidedAt: null }
    expect(await viewOf(eve, id)).toEqual({
      approvals: [{ ...pending, reason: 'It costs EUR 100', answer: null }],
      promises: [],
      unreadable: [],
    })
    expect(orThrow(await eve.ticket(id))?.approvals).toEqual({ hidden: true, reason: 'staff-only' })
  })

  it('shows how they decided and what they said', async () => {
    const { ada, eve, id, clock } = await asked()
    orThrow(await ada.requestApproval(id, { approvalId: 'quote-1', about: 'quote', approver: requester }))
    clock.advance(hours(1))
    orThrow(await eve.decline(id, { approvalId: 'quote-1', reason: 'Too dear' }))
    const decided = { state: 'declined', decidedAt: now + hours(1), reason: null, answer: 'Too dear' }
    expect((await viewOf(eve, id))?.approvals).toMatchObject([decided])
  })

  it('shows nothing of what was said to an approver who was asked before', async () => {
    const { ada, eve, id } = await asked()
    const approver = { kind: 'role', role: 'supervisor' } as const
    orThrow(await ada.requestApproval(id, { approvalId: 'a', about: 'quote', approver, reason: 'Our margin is 40 %' }))
    expect((await viewOf(eve, id))?.approvals).toEqual([])
    orThrow(await ada.requestApproval(id, { approvalId: 'a', about: 'quote', approver: requester }))
    expect((await viewOf(eve, id))?.approvals).toMatchObject([{ id: 'a', reason: null }])
  })

  it('finds the question on a ticket of theirs that was merged, by the name it goes by now', async () => {
    const { ada, eve, id, open } = await asked()
    const other = await open()
    for (const [ticketId, reason] of [
      [id, 'EUR 100'],
      [other.id, 'EUR 200'],
    ] as const)
      orThrow(await ada.requestApproval(ticketId, { approvalId: 'quote', about: 'quote', approver: requester, reason }))
    orThrow(await ada.mergeInto(other.id, { survivorId: id }))
    const { approvals = [] } = (await viewOf(eve, id)) ?? {}
    expect(approvals).toMatchObject([
      { id: 'quote', reason: 'EUR 100', state: 'pending' },
      { reason: 'EUR 200', state: 'pending' },
    ])
    expect((await viewOf(eve, other.id))?.approvals).toMatchObject([{ state: 'passed-on', reason: 'EUR 200' }])
  })
})

describe('given promises to a requester', () => {
  it('shows which are open, kept, missed and withdrawn, with the time told last', async () => {
    const { ada, eve, id, clock, desk } = await asked()
    const promise = async (about: string, dueAt: number, commandId: string) =>
      orThrow(await ada.promiseUpdate(id, { about, dueAt }, { commandId }))
    await promise('call', now + hours(1), 'cmd_a')
    await promise('visit', now + hours(2), 'cmd_b')
    await promise('parts', now + hours(3), 'cmd_c')
    await promise('refund', now + hours(9), 'cmd_d')
    orThrow(await ada.keepPromise(id, { promiseId: 'prm_a' }))
    orThrow(await ada.withdrawPromise(id, { promiseId: 'prm_b', reason: 'no-longer-wanted' }))
    clock.advance(hours(4))
    orThrow(await desk.runDueTimers())
    const common = { madeAt: now, missed: false, settledAt: null }
    expect((await viewOf(eve, id))?.promises).toEqual([
      { ...common, id: 'prm_a', about: 'call', dueAt: now + hours(1), state: 'kept', settledAt: now },
      { ...common, id: 'prm_b', about: 'visit', dueAt: now + hours(2), state: 'withdrawn', settledAt: now },
      { ...common, id: 'prm_c', about: 'parts', dueAt: now + hours(3), state: 'open', missed: true },
      { ...common, id: 'prm_d', about: 'refund', dueAt: now + hours(9), state: 'open' },
    ])
  })

  it('follows them to the ticket theirs was merged into and back', async () => {
    const { ada, eve, id, open } = await asked()
    const other = await open()
    orThrow(await ada.promiseUpdate(other.id, { dueAt: now + hours(1), about: 'call' }))
    orThrow(await ada.mergeInto(other.id, { survivorId: id }))
    expect((await viewOf(eve, id))?.promises).toMatchObject([{ about: 'call', state: 'open' }])
    expect((await viewOf(eve, other.id))?.promises).toMatchObject([{ about: 'call', state: 'passed-on' }])
    orThrow(await ada.unmerge(other.id))
    expect((await viewOf(eve, other.id))?.promises).toMatchObject([{ about: 'call', state: 'open' }])
  })
})

describe('given somebody else who asks for the view of a requester', () => {
  it('finds nothing where they may not read the ticket', async () => {
    const { id, requester: by } = await asked()
    expect(await viewOf(by('cus_stranger'), id)).toBeNull()
  })

  it('hides what the rules hide from staff', async () => {
    const rule = { resource: 'ticket', fields: ['approvals', 'promises'], visibleTo: ['supervisor'], reason: 'heads-only' }
    const access = { ...standardAccess, id: 'heads', fields: [...standardAccess.fields, rule] }
    const { id, desk, eve } = await asked({ policies: { ...standardPolicies, access } })
    const hidden = { hidden: true, reason: 'heads-only' }
    const bob = desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob' })
    expect(await viewOf(bob, id)).toEqual({ approvals: hidden, promises: hidden, unreadable: [] })
    expect(await viewOf(eve, id)).toEqual({ approvals: [], promises: [], unreadable: [] })
  })

  it('is refused to those who may not read texts', async () => {
    const { id, desk } = await asked()
    const analyst = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ann', roles: ['analyst'] })
    expect((await analyst.requesterView(id))._unsafeUnwrapErr().kind).toBe('access/denied')
  })
})
