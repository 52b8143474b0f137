import { conditionMessages } from '@caseload/conditions'
import { renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, hour, lives, message, open, ticketAfter, variant, workflow } from '../../test/desk-day.ts'
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
    expect(words('closed', { type: 'reopen' }, workflow, hour(2000))).toBe(
      '✗ reopen refused: the ticket could come back until 2026-03-30T10:00:00.000Z',
    )
  })

  it('says what a command needs', () => {
    expect(words('open', { type: 'resolve' }, workflow, hour(10), 'agent')).toContain(
      'allowed now with resolutionCode: resolve to resolved',
    )
  })

  it('has words for every refusal and event', () => {
    expect(Object.keys(lifecycleMessages).filter((key) => key.startsWith('ticket/'))).toHaveLength(12)
    expect(ticketAfter([open]).status).toBe('new')
  })
})
