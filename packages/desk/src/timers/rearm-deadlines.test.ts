import { orThrow } from '@caseload/core'
import type { PoliciesDocument } from '@caseload/desk'
import { standardWorkflow } from '@caseload/lifecycle'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, fixturePolicies, hours } from '../../test/fixture.ts'

const opening = { channel: 'web', kind: 'incident', from: { email: 'eve@example.com' }, body: 'It burns.' } as const
const urgent = [{ id: 'half', at: { percent: 50 }, actions: [{ do: 'raise-priority', to: 'urgent' }] }] as const
const promising = (version: number, goal: string): PoliciesDocument => ({
  ...fixturePolicies,
  sla: [{ schema: 1, id: 'support', version, policies: [{ id: 'all', targets: { firstReply: { goal, steps: urgent } } }] }],
})
const closing = (after: string, version: number): PoliciesDocument => ({
  ...fixturePolicies,
  workflows: [{ ...standardWorkflow, version, autoCloseAfter: after }, ...fixturePolicies.workflows.slice(1)],
})

async function inForce({ ada, desk, clock }: Fixture, policies: PoliciesDocument): Promise<void> {
  const { version } = orThrow(await ada.publishPolicies(policies, { reason: 'because' }))
  orThrow(await ada.activatePolicies(version, { reason: 'because' }))
  clock.advance(2000)
  expect(orThrow(await desk.runDueTimers())).toMatchObject({ refused: [], failed: [] })
}

const late = async ({ ada }: Fixture) => orThrow(await ada.overdue()).deadlines.map(({ ticket }) => ticket.id)
const told = async ({ desk }: Fixture) =>
  orThrow(await desk.tenant('acme').events({ limit: 500, types: ['sla-breached', 'sla-step-reached'] })).events.map(
    ({ type }) => type,
  )

describe('given promises that come to be shorter', () => {
  it('finds late at once who is late by them, tells the miss, and wakes nobody for what lies in the past', async () => {
    const made = await fixture({ policyRegistry: true, policies: promising(1, 'PT40H') })
    const { ada, clock, desk } = made
    const { ticket: old } = orThrow(await ada.openTicket(opening))
    clock.advance(hours(10))
    const { ticket: fresh } = orThrow(await ada.openTicket(opening))
    expect([await late(made), await told(made)]).toEqual([[], []])
    await inForce(made, promising(2, 'PT4H'))
    expect([await late(made), await told(made)]).toEqual([[old.id], ['sla-breached']])
    expect(orThrow(await ada.ticket(old.id))?.priority).toBe('normal')
    expect(orThrow(await ada.nextToBreach()).deadlines).toMatchObject([
      { ticket: { id: fresh.id }, dueAt: fresh.openedAt + hours(4) },
    ])
    // What lies ahead happens when it is due by them.
    clock.set(fresh.openedAt + hours(2))
    expect(orThrow(await desk.runDueTimers()).acted).toBe(1)
    expect(orThrow(await ada.ticket(fresh.id))?.priority).toBe('urgent')
  })

  it('waits longer where they come to be longer', async () => {
    const made = await fixture({ policyRegistry: true, policies: promising(1, 'PT4H') })
    orThrow(await made.ada.openTicket(opening))
    await inForce(made, promising(2, 'PT40H'))
    made.clock.advance(hours(5))
    expect(orThrow(await made.desk.runDueTimers())).toMatchObject({ acted: 0, postponed: 0 })
    expect([await late(made), await told(made)]).toEqual([[], []])
  })
})

describe('given a desk without a registry whose next release has other rules', () => {
  it('times open tickets by them once it is asked to, and until then as they were timed', async () => {
    const storage = memoryStorage()
    const sla = promising(1, 'PT4H').sla ?? []
    const before = await fixture({ storage, policies: { ...closing('PT1000H', 1), sla: [] } })
    const { ticket } = orThrow(await before.ada.openTicket({ ...opening, assigneeId: 'agt_ada' }))
    orThrow(await before.ada.reply(ticket.id, { body: 'x' }))
    orThrow(await before.ada.resolve(ticket.id, { code: 'fixed' }))
    const after = await fixture({ storage, policies: { ...closing('PT2H', 1), sla }, idPrefix: 'n' })
    const category = async () => orThrow(await after.ada.ticket(ticket.id))?.category
    after.clock.advance(hours(3))
    orThrow(await after.desk.runDueTimers())
    expect(await category()).toBe('resolved')
    expect(orThrow(await after.ada.rearmTimers())).toEqual({ from: after.clock.now() })
    orThrow(await after.desk.runDueTimers())
    expect(await category()).toBe('closed')
    // Nothing of the walk is left, and nothing is kept of it.
    after.clock.advance(hours(2000))
    expect(orThrow(await after.desk.runDueTimers())).toMatchObject({ acted: 0, refused: [], failed: [] })
  })

  it('sets deadlines by other promises, too', async () => {
    const storage = memoryStorage()
    const before = await fixture({ storage, policies: promising(1, 'PT40H') })
    const { ticket } = orThrow(await before.ada.openTicket(opening))
    const after = await fixture({ storage, policies: promising(2, 'PT4H'), idPrefix: 'n' })
    after.clock.advance(hours(5))
    expect(await late(after)).toEqual([])
    orThrow(await after.ada.rearmTimers())
    orThrow(await after.desk.runDueTimers())
    expect([await late(after), await told(after)]).toEqual([[ticket.id], ['sla-breached']])
  })

  it('is for those who may work histories over', async () => {
    const { desk } = await fixture()
    const agent = desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob' })
    expect((await agent.rearmTimers())._unsafeUnwrapErr().kind).toBe('access/denied')
  })
})
