import { orThrow } from '@caseload/core'
import { standardWorkflow } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture, fixturePolicies, hours } from '../../test/fixture.ts'

const opening = { channel: 'web', kind: 'question' } as const
const roster = { agents: ['agt_ada', 'agt_bob'], teams: ['team_one'] } as const
type Desk = Awaited<ReturnType<typeof fixture>>['ada']
const neglected = async (ada: Desk, people: Parameters<Desk['findNeglected']>[0] = roster) =>
  orThrow(await ada.findNeglected(people)).tickets.map(({ ticket, reason, carrier }) => [ticket.number, reason, carrier])

describe('given tickets of people and teams who come and go', () => {
  it('finds those in the hands of somebody who is gone, in the queue of a team that is no more, and of nobody', async () => {
    const { ada } = await fixture()
    orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_ada' }))
    orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_gone', teamId: 'team_one' }))
    orThrow(await ada.openTicket({ ...opening, teamId: 'team_one' }))
    orThrow(await ada.openTicket({ ...opening, teamId: 'team_dissolved' }))
    orThrow(await ada.openTicket(opening))
    expect(await neglected(ada)).toEqual([
      [2, 'agent-gone', 'agt_gone'],
      [5, 'unowned', 'nobody'],
      [4, 'team-removed', 'team_dissolved'],
    ])
    expect(await neglected(ada, { ...roster, commonQueue: true })).toEqual([
      [2, 'agent-gone', 'agt_gone'],
      [4, 'team-removed', 'team_dissolved'],
    ])
    expect(await neglected(ada, { agents: [], teams: [] })).toHaveLength(5)
  })

  it('leaves alone what time carries, until it is late', async () => {
    const { ada, desk, clock } = await fixture()
    const open = async () => orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_gone' })).ticket.id
    orThrow(await ada.snooze(await open(), { until: clock.now() + hours(5) }))
    orThrow(await ada.requestInformation(await open()))
    orThrow(await ada.scheduleFollowUp(await open(), { dueAt: clock.now() + hours(5) }))
    orThrow(await ada.resolve(await open(), { code: 'x' }))
    expect(await neglected(ada)).toEqual([])
    clock.advance(hours(4))
    expect(await neglected(ada)).toEqual([])
    clock.advance(hours(2))
    expect(await neglected(ada)).toEqual([
      [3, 'timer-dead', 'agt_gone'],
      [1, 'timer-dead', 'agt_gone'],
    ])
    orThrow(await desk.runDueTimers())
    expect(await neglected(ada)).toEqual([
      [1, 'agent-gone', 'agt_gone'],
      [3, 'agent-gone', 'agt_gone'],
    ])
    clock.advance(hours(400))
    orThrow(await desk.runDueTimers())
    expect(await neglected(ada)).toEqual([
      [1, 'agent-gone', 'agt_gone'],
      [2, 'agent-gone', 'agt_gone'],
      [3, 'agent-gone', 'agt_gone'],
    ])
  })

  it('wants nothing of a closed ticket, and everything again of one that comes back', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_gone' }))
    orThrow(await ada.cancel(ticket.id))
    expect(await neglected(ada)).toEqual([])
    orThrow(await ada.reopen(ticket.id))
    expect(await neglected(ada)).toEqual([[1, 'agent-gone', 'agt_gone']])
  })

  it('says where there are more than were asked for', async () => {
    const { ada } = await fixture()
    for (const assigneeId of ['agt_x', 'agt_x', 'agt_y', 'agt_ada']) orThrow(await ada.openTicket({ ...opening, assigneeId }))
    const asked = async (limit: number) => {
      const { tickets, complete } = orThrow(await ada.findNeglected(roster, { limit }))
      return [tickets.length, complete]
    }
    expect([await asked(1), await asked(2), await asked(3), await asked(4)]).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [3, true],
    ])
  })

  it('is asked by staff, with a roster that is one', async () => {
    const { ada, requester } = await fixture()
    expect((await requester('cus_eve').findNeglected(roster)).isErr()).toBe(true)
    expect((await ada.findNeglected({ agents: ['ada'], teams: [] }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [{ path: 'roster.agents[0]' }],
    })
  })
})

describe('given an index that still holds what older rules said', () => {
  it('reads past rows that are carried after all, page by page, and ends where the index does', async () => {
    const { ada, clock, desk } = await fixture({ policyRegistry: true })
    for (let index = 0; index < 101; index += 1) {
      const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_gone' }))
      orThrow(await ada.requestInformation(ticket.id))
    }
    orThrow(await ada.openTicket({ ...opening, teamId: 'team_removed' }))
    const longer = { ...standardWorkflow, version: 2, pendingReminderAfter: null, pendingExpiresAfter: 'PT2000H' }
    const workflows = [longer, ...fixturePolicies.workflows.slice(1)]
    orThrow(await ada.publishPolicies({ ...fixturePolicies, workflows }, { reason: 'x' }))
    orThrow(await ada.activatePolicies(1, { reason: 'x' }))
    clock.advance(hours(400))
    // No timer has run yet: what the index says is out of date.
    for (const limit of [1, 100]) {
      const found = orThrow(await ada.findNeglected(roster, { limit }))
      expect(found).toMatchObject({ complete: true, next: null, tickets: [{ reason: 'team-removed' }] })
    }
    orThrow(await desk.runDueTimers())
    expect(await neglected(ada)).toEqual([[102, 'team-removed', 'team_removed']])
  })

  it('goes on where it stopped, each ticket once', async () => {
    const { ada } = await fixture()
    for (let index = 0; index < 7; index += 1)
      orThrow(await ada.openTicket({ ...opening, assigneeId: index < 4 ? 'agt_x' : 'agt_y' }))
    const numbers: unknown[] = []
    let pages = 0
    for (let after: string | null | undefined; after !== null && pages < 9; pages += 1) {
      const page = orThrow(await ada.findNeglected(roster, { limit: 3, ...(after === undefined ? {} : { after }) }))
      expect(page.complete).toBe(page.next === null)
      numbers.push(...page.tickets.map(({ ticket }) => ticket.number))
      after = page.next
    }
    expect([numbers.sort(), pages]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3])
    expect((await ada.findNeglected(roster, { after: 'nonsense' }))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect((await ada.findNeglected(roster, { after: 'agt_x nonsense' })).isErr()).toBe(true)
  })
})
