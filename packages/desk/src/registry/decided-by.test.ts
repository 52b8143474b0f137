import { standardAccess } from '@caseload/access'
import { addMs, type Clock, instant, orThrow, renderExplanation, seededEntropy } from '@caseload/core'
import { type ManualClock, manualClock, sequentialIds } from '@caseload/core/testing'
import { createDesk, type Desk, type PoliciesDocument, type RecordedEvent, standardPolicies } from '@caseload/desk'
import { standardCatalogue, standardWorkflow } from '@caseload/lifecycle'
import { plannerMessages, policyVersionAt } from '@caseload/planner'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'

const start = instant('2026-03-02T09:00:00Z')
const reason = 'because'

/** Policies of which every document has the version's number. */
function policies(version: number): PoliciesDocument {
  const number = 100 + version
  return {
    ...standardPolicies,
    workflows: [{ ...standardWorkflow, version: number }],
    catalogue: { ...standardCatalogue, version: number },
    access: { ...standardAccess, version: number },
    fields: { allergies: { type: 'text', personal: true } },
    calendars: { office: { zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } } },
    sla: [
      {
        schema: 1,
        id: 'support',
        version: number,
        policies: [{ id: 'all', calendar: 'office', targets: { firstReply: { goal: 'PT1H' } } }],
      },
    ],
  }
}

async function process(storage: Storage, clock: Clock, name: string): Promise<Desk> {
  const made = { storage, clock, policies: policies(0), policyRegistry: true, numberBlock: 1 }
  return orThrow(await createDesk({ ...made, ids: sequentialIds(name), entropy: seededEntropy(1) }))
}

const admin = (desk: Desk) => desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
const agent = (desk: Desk) => desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
const opening = { channel: 'web', kind: 'question', from: { email: 'eve@example.com' } } as const

async function journal(desk: Desk): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = []
  for (let after: string | null = null; ; ) {
    const page: { readonly events: readonly RecordedEvent[]; readonly next: string; readonly end: boolean } = orThrow(
      await desk.tenant('acme').events({ after, limit: 500 }),
    )
    all.push(...page.events)
    if (page.end) return all
    after = page.next
  }
}

async function switching(): Promise<{ readonly clock: ManualClock; readonly one: Desk; readonly two: Desk }> {
  const storage = memoryStorage()
  const clock = manualClock(start)
  const [one, two] = [await process(storage, clock, 'a'), await process(storage, clock, 'b')]
  orThrow(await admin(one).publishPolicies(policies(1), { reason }))
  orThrow(await admin(one).activatePolicies(1, { at: addMs(start, 60_000), reason }))
  clock.advance(59_999)
  return { clock, one, two }
}

const decidedBy = (version: number) => ({
  set: version,
  digest: expect.stringMatching(/^[0-9a-f]{16}$/),
  workflow: `standard@${100 + version}`,
  catalogue: `standard@${100 + version}`,
  intake: 'standard@1',
  access: `standard@${100 + version}`,
  sla: `support@${100 + version}`,
})

describe('given policies that change at an instant', () => {
  it('records with every event by which versions it was decided: the old ones a millisecond before, the new ones at it', async () => {
    const { clock, one, two } = await switching()
    const before = orThrow(await agent(one).openTicket(opening))
    clock.advance(1)
    const after = orThrow(await agent(two).openTicket(opening))
    expect(before.events.find(({ type }) => type === 'ticket-opened')?.policies).toEqual(decidedBy(0))
    expect(after.events.find(({ type }) => type === 'ticket-opened')?.policies).toEqual(decidedBy(1))
    const opened = (await journal(two)).filter(({ type }) => type === 'ticket-opened')
    expect(opened.map(({ policies }) => policies)).toEqual([decidedBy(0), decidedBy(1)])
    expect(opened[0]?.policies?.digest).not.toBe(opened[1]?.policies?.digest)
    const shown = orThrow(await agent(one).timeline(before.ticket.id)).entries.map(({ event }) => event.policies)
    expect(shown[0]).toEqual(decidedBy(0))
  })

  it('names the workflow that decided, not the one a ticket carries', async () => {
    const { clock, one } = await switching()
    const { ticket } = orThrow(await agent(one).openTicket(opening))
    clock.advance(1)
    const { events, ticket: resolved } = orThrow(await agent(one).assign(ticket.id, { assigneeId: 'agt_ada' }))
    expect(resolved.workflow).toEqual({ id: 'standard', version: 100 })
    expect(events.map(({ policies }) => policies)).toEqual(events.map(() => decidedBy(1)))
  })

  it('says so in the account of a decision', async () => {
    const { one } = await switching()
    const { explanations } = orThrow(await agent(one).openTicket(opening))
    const account = explanations.find(({ key }) => key === 'planner/decided-by')
    expect(account?.params).toEqual(decidedBy(0))
    expect(account && renderExplanation(account, plannerMessages)).toMatch(
      /^· decided by policies 0 \([0-9a-f]{16}\): workflow standard@100, catalogue standard@100, intake standard@1, access standard@100, promises support@100$/,
    )
    const refused = await agent(one).eraseCustomer('cus_none')
    const why = refused.isErr() && refused.error.kind === 'access/denied' ? refused.error.explanation.because : []
    expect(why).toContainEqual(expect.objectContaining({ key: 'access/by', params: { document: 'standard', version: 100 } }))
  })

  it('says so in a refusal, too: the old ones a millisecond before, the new ones at it, and no workflow of a ticket that the actor does not know of', async () => {
    const { clock, one } = await switching()
    const { ticket } = orThrow(await agent(one).openTicket(opening))
    const refusal = async (desk = agent(one)) => (await desk.close(ticket.id))._unsafeUnwrapErr()
    const early = await refusal()
    expect(early).toMatchObject({ allowedNow: expect.any(Array), policies: decidedBy(0) })
    clock.advance(1)
    expect(await refusal()).toMatchObject({ kind: early.kind, policies: decidedBy(1) })
    const stranger = one.tenant('acme').as({ kind: 'requester', id: 'cus_stranger' })
    const hidden = (await stranger.withdrawPromise(ticket.id, { promiseId: 'prm_1', reason }))._unsafeUnwrapErr()
    const absent = (await stranger.withdrawPromise('tkt_none', { promiseId: 'prm_1', reason }))._unsafeUnwrapErr()
    expect(hidden).toMatchObject({ kind: absent.kind, policies: { ...decidedBy(1), workflow: null } })
    expect('policies' in absent && absent.policies).toEqual('policies' in hidden && hidden.policies)
  })

  it('leaves no event without: whoever caused it, of whatever sort', async () => {
    const { clock, one } = await switching()
    const ada = admin(one)
    orThrow(await ada.receiveContact({ ...opening, contactId: 'mail-1', subject: 's', body: 'b' }))
    const { ticket } = orThrow(await ada.openTicket({ ...opening, personalFields: { allergies: 'nuts' } }))
    orThrow(await ada.personalFields(ticket.id, { purpose: 'care' }))
    orThrow(await ada.importTickets([{ key: 'old-1', openedAt: start, channel: 'web', kind: 'question' }]))
    orThrow(await ada.recordHistory('tkt_old', { key: 'row-1', at: start, open: { channel: 'web', kind: 'question' } }))
    clock.advance(1)
    clock.advance(86_400_000)
    orThrow(await one.runDueTimers())
    orThrow(await ada.rollBackPolicies({ reason }))
    orThrow(await ada.eraseCustomer(ticket.requesterId ?? ''))
    const all = await journal(one)
    const types = new Set(all.map(({ type }) => type))
    for (const type of ['policies-published', 'contact-decided', 'protected-fields-read', 'sla-breached', 'customer-erased'])
      expect(types).toContain(type)
    expect(all.filter(({ policies }) => policies === null)).toEqual([])
    const registry = { schema: 1, latest: 1, version: 0, activations: [{ version: 1, from: addMs(start, 60_000) }] } as const
    expect(all.filter((event) => event.policies?.set !== policyVersionAt(registry, event.recordedAt))).toEqual([])
  })

  it('holds where time goes on while a decision is made, in two processes', async () => {
    const storage = memoryStorage()
    let time: number = start
    const clock: Clock = {
      now: () => {
        time += 1
        return instant(time)
      },
    }
    const [one, two] = [await process(storage, clock, 'a'), await process(storage, clock, 'b')]
    const root = admin(one)
    for (const version of [1, 2, 3, 4]) orThrow(await root.publishPolicies(policies(version), { reason }))
    for (let round = 0; round < 5; round += 1) {
      orThrow(await root.activatePolicies(1 + (round % 4), { at: addMs(clock.now(), 1100 + round), reason }))
      for (let turn = 0; turn < 90; turn += 1) {
        const [made] = await Promise.all([agent(one).openTicket(opening), agent(two).openTicket(opening)])
        const { ticket } = orThrow(made)
        orThrow(await agent(two).note(ticket.id, { body: 'n' }))
      }
      time += 2000
    }
    const { activations, latest } = orThrow(await root.policyHistory())
    const registry = { schema: 1, latest, version: 0, activations } as const
    const all = await journal(one)
    const wrong = all.filter((event) => event.policies?.set !== policyVersionAt(registry, event.recordedAt))
    expect(wrong.map(({ type, recordedAt, policies: by }) => [type, recordedAt - start, by?.set])).toEqual([])
    expect(new Set(all.map(({ policies: by }) => by?.set)).size).toBe(5)
  }, 60_000)
})
