import { orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../../test/fixture.ts'

const policies: PoliciesDocument = {
  ...standardPolicies,
  sla: [
    {
      schema: 1,
      id: 'support',
      version: 1,
      clocks: {
        ownReply: {
          starts: [{ on: 'started' }],
          stops: [{ on: 'message', from: ['agent'], by: 'assigned-team' }],
        },
      },
      policies: [{ id: 'all', targets: { ownReply: 'PT4H', firstReply: 'PT4H' } }],
    },
  ],
}

/** A ticket of the network team, and what its clocks said after a reply of an agent of some teams; also as made anew from the journal. */
async function afterReplyOf(teams: readonly string[] | undefined) {
  const { desk, clock, ada } = await fixture({ policies })
  const from = { email: 'eve@example.com' }
  const { ticket } = orThrow(
    await ada.openTicket({ channel: 'email', kind: 'question', from, body: 'Help', teamId: 'team_network' }),
  )
  clock.advance(hours(1))
  const roles = ['administrator']
  const bob = desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob', roles, ...(teams === undefined ? {} : { teams }) })
  orThrow(await bob.reply(ticket.id, { body: 'It is the printer.' }))
  const outcomes = async () => {
    const clocks = orThrow(await ada.clocks(ticket.id))?.clocks
    return [clocks?.['ownReply']?.outcome, clocks?.['firstReply']?.outcome]
  }
  const live = await outcomes()
  orThrow(await desk.tenant('acme').as({ kind: 'system', id: 'upkeep' }).rebuildClocks())
  expect(await outcomes()).toEqual(live)
  return live
}

describe('given a clock that only a reply of the assigned team stops', () => {
  it('runs on after a reply of an agent of another team, which is a reply to the requester all the same', async () => {
    expect(await afterReplyOf(['team_billing'])).toEqual(['open', 'met'])
  })
  it.each([[['team_network']], [['team_billing', 'team_network']]])('stops at a reply of an agent of %j', async (teams) => {
    expect(await afterReplyOf(teams)).toEqual(['met', 'met'])
  })
  it('takes an agent of whom no team is known for one of the team the ticket is with', async () => {
    expect(await afterReplyOf(undefined)).toEqual(['met', 'met'])
  })
})
