import { conditionMessages } from '@caseload/conditions'
import { renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, furtherLives, hour, lives, message, ticketAfter, variant, workflow } from '../../test/desk-day.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { decideTicket } from './decide-ticket.ts'
import { explainDecision } from './explain.ts'
import { lifecycleMessages } from './lifecycle-messages.ts'
import type { TicketCommand } from './ticket-commands.ts'

const words = (
  status: string,
  command: TicketCommand,
  rules = workflow,
  now = hour(10),
  kind: keyof typeof actors = 'requester',
) =>
  renderExplanation(
    explainDecision(decideTicket(rules, ticketAfter(lives[status] ?? []), command, { actor: actors[kind], now })),
    { ...conditionMessages, ...lifecycleMessages },
  )

describe('given a decision', () => {
  it('says what happened', () => {
    expect(words('new', { type: 'reply', messageId: message }, workflow, hour(10), 'agent')).toBe(
      '✓ granted\n  · message msg_1 added, outbound\n  · moved from new to open by reply',
    )
  })

  it('says that there was nothing to do', () => {
    expect(words('new', { type: 'unassign' }, workflow, hour(10), 'agent')).toBe('✓ granted; nothing to do')
  })

  it('says which guard did not hold, with what was found, and what is allowed', () => {
    expect(words('open', { type: 'close' })).toBe(
      [
        '✗ close refused: the way from open to closed is not open',
        '  ✗ its condition on outcome does not hold, found: solved',
        '  · allowed now: receive-reply',
        '  · allowed now: cancel to closed',
        '  · allowed now: confirm-problem',
        '  · allowed now: watch',
        '  · allowed now: unwatch',
      ].join('\n'),
    )
  })

  it('says of every way why it is closed', () => {
    const rules = variant({
      transitions: [
        ...standardWorkflow.transitions,
        { from: 'resolved', to: 'pending', by: ['system'] },
        { from: 'resolved', to: 'pending', roles: ['lead'], requires: ['topic'] },
      ],
    })
    expect(
      words('resolved', { type: 'change-status', toStatus: 'pending' }, rules, hour(10), 'agent').split('\n').slice(0, 5),
    ).toEqual([
      '✗ change-status refused: the way from resolved to pending is not open',
      '  ✗ open to system, asked by agent',
      '  ✗ another way leads there:',
      '    ✗ needs one of the roles lead, found: ',
      '    ✗ needs topic',
    ])
  })

  it('says until when it could have come back', () => {
    expect(words('closed', { type: 'reopen' }, workflow, hour(2000)).split('\n')[0]).toBe(
      '✗ reopen refused: the ticket could come back until 2026-03-30T10:00:00.000Z',
    )
  })

  it('says what a command needs', () => {
    expect(words('open', { type: 'resolve' }, workflow, hour(10), 'agent')).toContain(
      'allowed now with resolutionCode: resolve to resolved',
    )
  })

  it('names what is owed where a ticket may not be closed', () => {
    const ticket = ticketAfter(furtherLives['resolved with open steps'] ?? [])
    const refused = decideTicket(workflow, ticket, { type: 'close' }, { actor: actors.requester, now: hour(10) })
    expect(renderExplanation(explainDecision(refused), lifecycleMessages).split('\n').slice(0, 2)).toEqual([
      '✗ close refused: something is still owed',
      '  ✗ step one of setup is required and open',
    ])
  })
})
