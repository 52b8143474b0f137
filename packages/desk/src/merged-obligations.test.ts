import { addMs, orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/planner'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../test/fixture.ts'

const opening = { from: { email: 'eve@example.com' }, channel: 'email', kind: 'incident', body: 'It burns.' } as const
const opened = async ({ ada }: Fixture, count: number): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) ids.push(orThrow(await ada.openTicket(opening)).ticket.id)
  return ids
}
const stored = async ({ ada }: Fixture, id: string) => orThrow(await ada.ticket(id))
const approvalsOf = async (made: Fixture, id: string) => {
  const approvals = (await stored(made, id))?.approvals
  return approvals !== undefined && 'map' in approvals ? approvals.map((each) => [each.id, each.state]) : approvals
}
const typesOf = async ({ ada }: Fixture, id: string) =>
  orThrow(await ada.timeline(id, { limit: 500 }))
    .entries.filter((each) => each.ticketId === id)
    .map(({ event }) => event.type)

describe('given a merged ticket that promised something', () => {
  it('is reminded and missed where it goes on, at the time that was told, and nowhere else', async () => {
    const made = await fixture()
    const { ada, clock, desk } = made
    const [a = '', b = ''] = await opened(made, 2)
    const dueAt = addMs(clock.now(), hours(8))
    orThrow(await ada.promiseUpdate(a, { dueAt, about: 'call-back' }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    clock.advance(hours(7))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
    clock.advance(hours(1) + 1)
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
    expect((await stored(made, b))?.promises).toMatchObject([{ dueAt, reminded: true, missed: true }])
    expect((await stored(made, a))?.promises).toEqual([])
    expect((await typesOf(made, a)).slice(-3)).toEqual(['ticket-merged', 'ticket-status-changed', 'obligations-passed-on'])
  })

  it('has its timer again when the merge is taken back, and the survivor has none', async () => {
    const made = await fixture()
    const { ada, clock, desk } = made
    const [a = '', b = ''] = await opened(made, 2)
    const dueAt = addMs(clock.now(), hours(8))
    orThrow(await ada.promiseUpdate(a, { dueAt }))
    orThrow(await ada.scheduleFollowUp(a, { dueAt: addMs(dueAt, hours(1)) }))
    const before = await stored(made, a)
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.unmerge(a))
    expect([(await stored(made, a))?.promises, (await stored(made, a))?.followUps]).toEqual([before?.promises, before?.followUps])
    expect((await stored(made, b))?.promises).toEqual([])
    clock.advance(hours(9) + 1)
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
    expect(await typesOf(made, a)).toContain('promise-missed')
    expect(await typesOf(made, b)).not.toContain('promise-missed')
  })

  it('is kept by an answer where it goes on, and counted once', async () => {
    const sla = [{ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }] as const
    const made = await fixture({ policies: { ...standardPolicies, sla } })
    const { ada, clock } = made
    const [a = '', b = '', c = ''] = await opened(made, 3)
    const dueAt = addMs(clock.now(), hours(8))
    orThrow(await ada.promiseUpdate(a, { dueAt }))
    orThrow(await ada.promiseUpdate(c, { dueAt }))
    orThrow(await ada.scheduleFollowUp(c, { dueAt }))
    clock.advance(hours(1))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.mergeInto(c, { survivorId: b }))
    orThrow(await ada.unmerge(c))
    clock.advance(hours(1))
    orThrow(await ada.reply(b, { body: 'Still at it.' }))
    expect((await stored(made, b))?.promises).toEqual([])
    clock.advance(hours(9))
    expect(orThrow(await ada.promisesKept())).toMatchObject({ population: 2, settled: 2, keptShare: 0.5, medianToldMs: hours(8) })
    expect(orThrow(await ada.promisesKept({ about: 'follow-ups' }))).toMatchObject({ population: 1 })
    orThrow(await ada.unmerge(a))
    expect(orThrow(await ada.promisesKept())).toMatchObject({ population: 2, settled: 2, keptShare: 0.5 })
    expect((await stored(made, a))?.promises).toEqual([])
    const told = orThrow(await ada.timeline(a, { limit: 500 })).entries.map(({ event }) => event)
    expect(told.at(-1)).toMatchObject({ type: 'obligations-taken-over', data: { promises: [], settled: [{ owed: 'promise' }] } })
  })
})

describe('given a merged ticket that waits for a decision', () => {
  it('waits for it where it goes on, over several merges, and gets it back past the middle', async () => {
    const made = await fixture()
    const { ada, timers } = made
    const [a = '', b = '', c = ''] = await opened(made, 3)
    const asked = { about: 'quote', approver: { kind: 'requester' } } as const
    for (const id of [a, b]) orThrow(await ada.requestApproval(id, { approvalId: 'q', ...asked }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.mergeInto(b, { survivorId: c }))
    expect(await approvalsOf(made, c)).toEqual([
      ['q', 'pending'],
      ['q~2', 'pending'],
    ])
    orThrow(await ada.unmerge(a))
    expect(await approvalsOf(made, a)).toEqual([['q', 'pending']])
    orThrow(await timers.approve(c, { approvalId: 'q' }))
    orThrow(await ada.unmerge(b))
    expect(await approvalsOf(made, b)).toEqual([['q', 'approved']])
  })
})

describe('given a survivor on which something is asked, promised or noted while another ticket goes on in it', () => {
  const asked = { about: 'quote', approver: { kind: 'agent', id: 'agt_bob' } } as const

  it('keeps what was asked anew under the name of a withdrawn approval; the other gets back what was withdrawn', async () => {
    const made = await fixture()
    const { ada } = made
    const [a = '', b = ''] = await opened(made, 2)
    orThrow(await ada.requestApproval(a, { approvalId: 'q', ...asked }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.withdrawApproval(b, { approvalId: 'q', reason: 'moot' }))
    orThrow(await ada.requestApproval(b, { approvalId: 'q', about: 'deposit', approver: { kind: 'requester' } }))
    expect((await ada.withdrawApproval(a, { approvalId: 'q', reason: 'moot' }))._unsafeUnwrapErr().kind).toBe('ticket/merged')
    orThrow(await ada.unmerge(a))
    expect((await stored(made, a))?.approvals).toMatchObject([{ id: 'q', about: 'quote', state: 'withdrawn' }])
    expect((await stored(made, b))?.approvals).toMatchObject([{ id: 'q', about: 'deposit', state: 'pending' }])
  })

  it('keeps promises and follow-ups of its own, also under an identity that was settled before', async () => {
    const made = await fixture()
    const { ada, clock } = made
    const [a = '', b = ''] = await opened(made, 2)
    const dueAt = addMs(clock.now(), hours(8))
    const later = addMs(dueAt, hours(1))
    orThrow(await ada.promiseUpdate(a, { dueAt, about: 'call-back' }, { commandId: 'cmd_p' }))
    orThrow(await ada.scheduleFollowUp(a, { dueAt }, { commandId: 'cmd_f' }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.keepPromise(b, { promiseId: 'prm_p' }))
    orThrow(await ada.completeFollowUp(b, { followUpId: 'fup_f' }))
    orThrow(await ada.promiseUpdate(b, { promiseId: 'prm_p', dueAt: later, about: 'call-back' }))
    orThrow(await ada.scheduleFollowUp(b, { followUpId: 'fup_f', dueAt: later }))
    orThrow(await ada.unmerge(a))
    expect(await stored(made, a)).toMatchObject({ promises: [], followUps: [] })
    expect(await stored(made, b)).toMatchObject({
      promises: [{ id: 'prm_p', dueAt: later }],
      followUps: [{ id: 'fup_f', dueAt: later }],
    })
  })

  it('keeps watchers, tags, links, fields and checklists of its own, and the other has its own as they were', async () => {
    const made = await fixture()
    const { ada } = made
    const [a = '', b = '', c = ''] = await opened(made, 3)
    const furnished = async (id: string, name: string): Promise<void> => {
      orThrow(await ada.watch(id, { watcherId: `agt_${name}` }))
      orThrow(await ada.tag(id, { tags: [name] }))
      orThrow(await ada.setField(id, { field: 'product', value: name }))
      orThrow(await ada.startChecklist(id, { checklistId: 'c', steps: [{ id: name, required: false, title: name }] }))
    }
    const own = async (id: string) => {
      const { watchers, tags, links, attributes, checklists } = (await stored(made, id)) ?? {}
      return { watchers, tags, links, attributes, checklists, worded: orThrow(await ada.checklists(id)) }
    }
    await furnished(a, 'one')
    orThrow(await ada.link(a, { relation: 'related', otherId: c }))
    const [before, survivor] = [await own(a), await own(b)]
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    expect([await own(a), await own(b)]).toEqual([before, survivor])
    for (const refused of [await ada.watch(a, { watcherId: 'agt_x' }), await ada.tag(a, { tags: ['x'] })])
      expect(refused._unsafeUnwrapErr().kind).toBe('ticket/merged')
    await furnished(b, 'two')
    orThrow(await ada.link(b, { relation: 'duplicate-of', otherId: c }))
    const meanwhile = await own(b)
    expect(orThrow(await ada.gathered(b))).toMatchObject({
      watchers: ['agt_one', 'agt_two'],
      links: [
        { of: b, ticketId: c },
        { of: a, ticketId: c },
      ],
    })
    orThrow(await ada.unmerge(a))
    expect([await own(a), await own(b)]).toEqual([before, meanwhile])
  })
})

describe('given somebody who does not know that the ticket was merged', () => {
  it('decides, keeps and completes on the merged ticket what is owed where it goes on', async () => {
    const made = await fixture()
    const { ada, clock, requester } = made
    const [a = '', b = '', c = ''] = await opened(made, 3)
    const asked = { about: 'quote', approver: { kind: 'requester' } } as const
    for (const id of [a, b]) orThrow(await ada.requestApproval(id, { approvalId: 'q', ...asked }))
    const dueAt = addMs(clock.now(), hours(8))
    orThrow(await ada.promiseUpdate(a, { dueAt, about: 'call-back' }, { commandId: 'cmd_p' }))
    orThrow(await ada.scheduleFollowUp(a, { dueAt }, { commandId: 'cmd_f' }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.mergeInto(b, { survivorId: c }))
    const { requesterId = '' } = (await stored(made, a)) ?? {}
    const eve = requester(requesterId ?? '')
    const decided = orThrow(await eve.approve(a, { approvalId: 'q', reason: 'Go ahead.' }, { commandId: 'cmd_yes' }))
    expect(decided.ticket.id).toBe(c)
    expect(await approvalsOf(made, c)).toEqual([
      ['q', 'pending'],
      ['q~2', 'approved'],
    ])
    const again = orThrow(await eve.approve(a, { approvalId: 'q', reason: 'Go ahead.' }, { commandId: 'cmd_yes' }))
    expect([again.replayed, again.ticket.id]).toEqual([true, c])
    for (const replayed of [false, true])
      expect(orThrow(await ada.keepPromise(a, { promiseId: 'prm_p' }, { commandId: 'cmd_kept' }))).toMatchObject({
        replayed,
        ticket: { id: c },
      })
    expect(orThrow(await ada.completeFollowUp(a, { followUpId: 'fup_f' })).ticket).toMatchObject({
      id: c,
      followUps: [],
      promises: [],
    })
    expect((await ada.keepPromise(a, { promiseId: 'prm_p' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/no-such-promise',
      promiseId: 'prm_p',
    })
    expect((await eve.decline(a, { approvalId: 'other' }))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/merged' })
    expect((await ada.promiseUpdate(a, { dueAt }))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/merged' })
  })
})

describe('given something owed that was settled where a merged ticket goes on', () => {
  it('is told to be settled to whoever asks again on the merged ticket, as on any other', async () => {
    const made = await fixture()
    const { ada } = made
    const [a = '', b = ''] = await opened(made, 2)
    const dueAt = '2030-01-01T00:00:00Z'
    orThrow(await ada.promiseUpdate(a, { dueAt }, { commandId: 'cmd_p' }))
    orThrow(await ada.scheduleFollowUp(a, { dueAt }, { commandId: 'cmd_f' }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    const keep = () => ada.keepPromise(a, { promiseId: 'prm_p' })
    const complete = () => ada.completeFollowUp(a, { followUpId: 'fup_f' })
    orThrow(await keep())
    orThrow(await complete())
    expect((await keep())._unsafeUnwrapErr().kind).toBe('ticket/no-such-promise')
    expect((await complete())._unsafeUnwrapErr().kind).toBe('ticket/no-such-follow-up')
    expect((await ada.keepPromise(a, { promiseId: 'prm_other' }))._unsafeUnwrapErr().kind).toBe('ticket/merged')
  })
})

describe('given a merged ticket that has a parent', () => {
  it('can be taken apart again, and the parent knows of both', async () => {
    const made = await fixture()
    const { ada } = made
    const [a = '', b = '', parent = ''] = await opened(made, 3)
    orThrow(await ada.link(a, { relation: 'child-of', otherId: parent }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    expect((await stored(made, parent))?.openChildren).toEqual([])
    orThrow(await ada.unmerge(a))
    expect((await stored(made, parent))?.openChildren).toEqual([a])
  })
})
