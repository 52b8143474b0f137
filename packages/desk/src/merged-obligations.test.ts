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
      kind: 'ticket/merged',
      into: b,
    })
    expect((await eve.decline(a, { approvalId: 'other' }))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/merged' })
    expect((await ada.promiseUpdate(a, { dueAt }))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/merged' })
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
