import { orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../../test/fixture.ts'

const actions = [
  { do: 'raise-priority', to: 'high' },
  { do: 'reassign', team: 'team_second' },
  { do: 'change-level', level: 2 },
] as const
const policies: PoliciesDocument = {
  ...standardPolicies,
  workflows: [...standardPolicies.workflows, carefulWorkflow],
  sla: [
    {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [
        { id: 'all', targets: { resolution: { goal: 'PT4H', steps: [{ id: 'late', at: { after: 'PT1H' }, actions }] } } },
      ],
    },
  ],
}

async function escalated(given: { readonly workflow?: string; readonly priority?: 'urgent' }) {
  const { ada, clock, desk } = await fixture({ policies })
  const call = { channel: 'web', kind: 'incident', teamId: 'team_first', assigneeId: 'agt_ada' } as const
  const { ticket } = orThrow(await ada.openTicket({ ...call, ...given }))
  clock.advance(hours(6))
  expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
  expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0 })
  const { events } = orThrow(await desk.tenant('acme').events({ types: ['sla-step-reached'] }))
  return {
    ticket: orThrow(await ada.ticket(ticket.id)),
    told: events.map(({ data }) => ('refused' in data ? data.refused : null)),
  }
}

describe('given an escalation of several actions', () => {
  it('carries out what the workflow lets it and tells what was refused, once: a team gets nothing without a briefing', async () => {
    const { ticket, told } = await escalated({ workflow: 'careful' })
    expect(ticket).toMatchObject({ priority: 'high', teamId: 'team_first', level: 2 })
    expect(told).toEqual([{ reassign: expect.stringMatching(/^ticket\//) }])
  })

  it('refuses nothing where the workflow asks for nothing', async () => {
    const { ticket, told } = await escalated({})
    expect(ticket).toMatchObject({ priority: 'high', teamId: 'team_second', level: 2 })
    expect(told).toEqual([{}])
  })

  it('never lowers a priority', async () => {
    expect((await escalated({ priority: 'urgent' })).ticket).toMatchObject({ priority: 'urgent', level: 2 })
  })
})
