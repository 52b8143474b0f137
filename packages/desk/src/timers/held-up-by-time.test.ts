import { orThrow } from '@caseload/core'
import type { ActingDesk, PoliciesDocument } from '@caseload/desk'
import { standardCatalogue, standardWorkflow, type WorkflowDocument } from '@caseload/lifecycle'
import { standardPolicies } from '@caseload/planner'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const minutes = (count: number): number => count * 60_000
const opening = { channel: 'phone', kind: 'incident', from: { email: 'eve@example.com' }, impact: 'one' } as const
const stored = async (ada: ActingDesk, id: string) => orThrow(await ada.ticket(id))

/** Runs what is due, and says what was refused. */
async function refusals({ desk }: Pick<Fixture, 'desk'>): Promise<readonly string[]> {
  return orThrow(await desk.runDueTimers()).refused.map(({ queue, problem }) => `${queue} ${problem.kind}`)
}

const guarded = (from: string, when: WorkflowDocument['transitions'][number]['when']): PoliciesDocument => {
  const transitions = standardWorkflow.transitions.map((way) =>
    way.from === from || (Array.isArray(way.from) && way.from.includes(from) && way.to !== 'resolved' && way.to !== 'closed')
      ? { ...way, ...(when === undefined ? {} : { when }) }
      : way,
  )
  return { ...standardPolicies, workflows: [{ ...standardWorkflow, transitions }] }
}

describe('given a closing that a guard of time holds up', () => {
  const rested = { not: { field: 'resolvedAt', within: 'PT100H', of: 'past' } } as const

  it('closes the ticket to the millisecond when the guard opens, though nothing changes the ticket', async () => {
    const made = await fixture({ policies: guarded('resolved', rested) })
    const { ada, clock, desk } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(hours(96))
    expect(await refusals(made)).toEqual(['auto-close ticket/guard-failed'])
    clock.advance(hours(3))
    expect(await refusals(made)).toEqual(['auto-close ticket/guard-failed'])
    clock.advance(hours(1))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [] })
    clock.advance(1)
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(ada, ticket.id))?.category).toBe('closed')
  })

  it('makes it the desk’s turn again at the end of a wait in the same way', async () => {
    const never = { not: { field: 'statusSince', within: 'PT400H', of: 'past' } } as const
    const made = await fixture({ policies: guarded('pending', never) })
    const { ada, clock, desk } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.requestInformation(ticket.id, { body: 'Which one?' }))
    clock.advance(hours(336))
    expect(await refusals(made)).toEqual(['pending-expiry ticket/guard-failed'])
    clock.advance(hours(64) + 1)
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(ada, ticket.id))?.category).not.toBe('pending')
  })
})

describe('given a closing that the catalogue holds up', () => {
  const asking: PoliciesDocument = {
    ...standardPolicies,
    catalogue: {
      ...standardCatalogue,
      kinds: standardCatalogue.kinds.map((each) =>
        each.id === 'incident'
          ? { ...each, needs: [{ field: 'topic', question: 'About?', neededBy: 'closing' as const }] }
          : each,
      ),
    },
  }
  const reason = 'because'

  it('is tried again a quarter of an hour later, then after as long again, at most a day', async () => {
    const made = await fixture({ policies: asking })
    const { ada, clock } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(hours(96))
    expect(await refusals(made)).toHaveLength(1)
    const waits: number[] = []
    for (let waited = 15; waits.length < 9; waited += 15) {
      clock.advance(minutes(15))
      if ((await refusals(made)).length > 0) waits.push(waited)
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1920, 3360])
    expect((await stored(ada, ticket.id))?.category).toBe('resolved')
  })

  it('closes the ticket once policies ask for less, though nothing changes the ticket', async () => {
    const made = await fixture({ policies: asking, policyRegistry: true })
    const { ada, clock, desk } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(hours(96))
    expect(await refusals(made)).toEqual(['auto-close ticket/data-missing'])
    const { version } = orThrow(await ada.publishPolicies(standardPolicies, { reason }))
    orThrow(await ada.activatePolicies(version, { reason }))
    clock.advance(minutes(15))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(ada, ticket.id))?.category).toBe('closed')
  })

  it('tries an incident again, too, that was to be resolved with its problem', async () => {
    const policies = { ...standardPolicies, catalogue: standardCatalogue }
    const made = await fixture({ policies, policyRegistry: true })
    const { ada, clock, desk } = made
    const problem = orThrow(await ada.openTicket({ channel: 'phone', kind: 'riddle' })).ticket.id
    const incident = orThrow(await ada.openTicket(opening)).ticket.id
    orThrow(await ada.link(incident, { relation: 'incident-of', otherId: problem }))
    orThrow(await ada.resolve(problem, { code: 'fixed', incidents: 'resolve' }))
    expect(await refusals(made)).toEqual(['resolve-incident ticket/data-missing'])
    const { version } = orThrow(await ada.publishPolicies(standardPolicies, { reason }))
    orThrow(await ada.activatePolicies(version, { reason }))
    clock.advance(minutes(15))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(ada, incident))?.category).toBe('resolved')
  })

  it('leaves nothing due where the ticket comes back meanwhile', async () => {
    const made = await fixture({ policies: asking })
    const { ada, clock, desk } = made
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(hours(96))
    expect(await refusals(made)).toHaveLength(1)
    orThrow(await ada.reopen(ticket.id))
    clock.advance(hours(48))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, withoutReason: 0, refused: [] })
  })
})
