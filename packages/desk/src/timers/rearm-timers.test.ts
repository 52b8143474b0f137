import { orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import type { PoliciesDocument } from '@caseload/desk'
import { standardWorkflow, type WorkflowDocument } from '@caseload/lifecycle'
import { rearmQueue } from '@caseload/planner'
import type { StoreAdapter } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { damagingStorage } from '../../test/damaging-storage.ts'
import { type Fixture, fixture, fixturePolicies, hours, start } from '../../test/fixture.ts'

const reason = 'because'
const opening = {
  channel: 'web',
  kind: 'incident',
  assigneeId: 'agt_ada',
  from: { email: 'eve@example.com' },
  body: 'It burns.',
} as const

/** The policies with another standard workflow. */
const withRules = (rules: Partial<WorkflowDocument>, version = 2): PoliciesDocument => ({
  ...fixturePolicies,
  workflows: [{ ...standardWorkflow, version, ...rules }, ...fixturePolicies.workflows.slice(1)],
})

/** Policies that do not hold the workflow of any ticket there is. */
const withoutWorkflow: PoliciesDocument = {
  ...fixturePolicies,
  workflows: [{ ...standardWorkflow, id: 'other' }],
  defaultWorkflow: 'other',
}

async function inForce({ ada }: Fixture, policies: PoliciesDocument): Promise<void> {
  const { version } = orThrow(await ada.publishPolicies(policies, { reason }))
  orThrow(await ada.activatePolicies(version, { reason }))
}

async function resolved({ ada }: Fixture) {
  const { ticket } = orThrow(await ada.openTicket(opening))
  orThrow(await ada.reply(ticket.id, { body: 'x' }))
  return orThrow(await ada.resolve(ticket.id, { code: 'fixed' })).ticket.id
}

const categoryOf = async ({ ada }: Fixture, id: string) => orThrow(await ada.ticket(id))?.category

describe('given rules that time tickets otherwise than those before', () => {
  it('sets anew the timers that were settled under a version that was rolled back', async () => {
    const made = await fixture({ policyRegistry: true })
    const id = await resolved(made)
    await inForce(made, withRules({ autoCloseAfter: null }))
    made.clock.advance(hours(100))
    orThrow(await made.desk.runDueTimers())
    expect(await categoryOf(made, id)).toBe('resolved')
    orThrow(await made.ada.rollBackPolicies({ reason }))
    made.clock.advance(hours(1))
    orThrow(await made.desk.runDueTimers())
    expect(await categoryOf(made, id)).toBe('closed')
  })

  it('closes what the new version closes: where there was no moment, and where there was a later one', async () => {
    for (const [before, after] of [
      [null, 'PT96H'],
      ['PT1000H', 'PT1H'],
    ] as const) {
      const made = await fixture({ policyRegistry: true, policies: withRules({ autoCloseAfter: before }, 1) })
      const id = await resolved(made)
      await inForce(made, withRules({ autoCloseAfter: after }))
      made.clock.advance(hours(97))
      orThrow(await made.desk.runDueTimers())
      expect(await categoryOf(made, id)).toBe('closed')
    }
  })

  it('finds at once whom the new version no longer carries', async () => {
    const made = await fixture({ policyRegistry: true })
    const { ticket } = orThrow(await made.ada.openTicket({ ...opening, assigneeId: 'agt_gone' }))
    orThrow(await made.ada.requestInformation(ticket.id, { body: 'which?' }))
    await inForce(made, withRules({ pendingExpiresAfter: null, pendingReminderAfter: null }))
    made.clock.advance(hours(1))
    orThrow(await made.desk.runDueTimers())
    expect(orThrow(await made.ada.findNeglected({ agents: ['agt_ada'], teams: [] })).tickets).toMatchObject([
      { ticket: { id: ticket.id }, reason: 'agent-gone' },
    ])
  })

  it('goes through many tickets in batches, also where a batch is lost between them', async () => {
    // Leases end by the store's own clock.
    const clock = manualClock(start)
    const memory = memoryStorage({ clock })
    const stores: StoreAdapter[] = []
    const open = (options: Parameters<typeof memory.open>[0]) =>
      memory.open(options).map((opened) => {
        stores.push(opened.store)
        return opened
      })
    const made = { ...(await fixture({ policyRegistry: true, clock, storage: { ...memory, open } })), clock }
    const { desk } = made
    const store = stores[0]
    if (store === undefined) throw new TypeError('expected a store')
    const ids: string[] = []
    for (let index = 0; index < 50; index += 1) ids.push(await resolved(made))
    const closed = async () => {
      let count = 0
      for (const id of ids) if ((await categoryOf(made, id)) === 'closed') count += 1
      return count
    }
    // Those that wait for their requester come before them.
    const { ticket: asked } = orThrow(await made.ada.openTicket(opening))
    orThrow(await made.ada.requestInformation(asked.id, { body: 'which?' }))
    await inForce(made, withRules({ autoCloseAfter: 'PT2H', pendingExpiresAfter: 'PT2000H' }))
    clock.advance(hours(1))
    orThrow(await desk.runDueTimers({ limit: 1 }))
    // A worker takes the next batch and is never heard of again.
    const lost = { worker: 'lost', limit: 10, leaseMs: 60_000, queues: [rearmQueue], now: clock.now() }
    expect(orThrow(await store.claim(lost))).toHaveLength(1)
    clock.advance(hours(2))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 50, refused: [], failed: [] })
    expect(await closed()).toBe(50)
    // It is over: nothing is left to go through.
    clock.advance(hours(1))
    expect(orThrow(await store.claim({ ...lost, now: clock.now() }))).toEqual([])
  })
})

describe('given a version that may have timed tickets and can no longer be read', () => {
  it('sets every ticket anew', async () => {
    const { storage, damaged } = damagingStorage()
    const made = await fixture({ policyRegistry: true, storage })
    await inForce(made, withRules({ autoCloseAfter: 'PT1000H' }))
    made.clock.advance(hours(3))
    orThrow(await made.desk.runDueTimers())
    const id = await resolved(made)
    await inForce(made, withRules({ autoCloseAfter: 'PT2H' }, 3))
    made.clock.advance(hours(3))
    damaged.add('policy-version/v1')
    const { clock } = made
    const other = { ...(await fixture({ policyRegistry: true, storage, clock, idPrefix: 'n' })), clock }
    expect(orThrow(await other.desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
    expect(await categoryOf(other, id)).toBe('closed')
  })
})

describe('given a version that does not hold the workflow of tickets', () => {
  it('keeps what time was to do until their workflow is there again', async () => {
    const made = await fixture({ policyRegistry: true })
    const { ada, desk, clock } = made
    const closing = await resolved(made)
    const open = async () => orThrow(await ada.openTicket(opening)).ticket.id
    const [asked, asleep, promised] = [await open(), await open(), await open()]
    orThrow(await ada.requestInformation(asked, { body: 'which?' }))
    orThrow(await ada.snooze(asleep, { until: clock.now() + hours(97) }))
    orThrow(await ada.promiseUpdate(promised, { dueAt: clock.now() + hours(97), about: 'call-back' }))
    await inForce(made, withoutWorkflow)
    clock.advance(hours(400))
    const under = orThrow(await desk.runDueTimers())
    expect(under).toMatchObject({ acted: 0, withoutReason: 0, refused: [], failed: [] })
    expect(under.postponed).toBeGreaterThanOrEqual(4)
    orThrow(await ada.rollBackPolicies({ reason }))
    clock.advance(hours(1))
    orThrow(await desk.runDueTimers())
    expect([await categoryOf(made, closing), await categoryOf(made, asked)]).toEqual(['closed', 'new'])
    expect(orThrow(await ada.ticket(asleep))).toMatchObject({ snoozedUntil: null })
    expect(orThrow(await ada.timeline(promised)).entries.map(({ event }) => event.type)).toContain('promise-missed')
  })

  it('keeps the incidents that are to be resolved with their problem, and what clocks wait for', async () => {
    const sla = [{ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }] as const
    const policies = { ...fixturePolicies, sla }
    for (const gone of [{ ...withoutWorkflow, sla }, withoutWorkflow]) {
      const made = await fixture({ policyRegistry: true, policies })
      const { ada, desk, clock } = made
      const open = async (kind: string) => orThrow(await ada.openTicket({ ...opening, kind })).ticket.id
      const [problem, incident, late] = [await open('problem'), await open('incident'), await open('incident')]
      orThrow(await ada.link(incident, { relation: 'incident-of', otherId: problem }))
      for (const id of [problem, incident]) orThrow(await ada.reply(id, { body: 'x' }))
      await inForce(made, gone)
      orThrow(await ada.resolve(problem, { code: 'fixed', incidents: 'resolve' }))
      clock.advance(hours(5))
      expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [], failed: [] })
      orThrow(await ada.rollBackPolicies({ reason }))
      clock.advance(hours(2))
      orThrow(await desk.runDueTimers())
      expect(await categoryOf(made, incident)).toBe('resolved')
      const { events } = orThrow(await desk.tenant('acme').events({ limit: 500 }))
      expect(
        events.filter(({ type, data }) => type === 'sla-breached' && 'ticketId' in data && data.ticketId === late),
      ).toHaveLength(1)
    }
  })
})
