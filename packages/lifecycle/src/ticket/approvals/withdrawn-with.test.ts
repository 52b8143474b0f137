import { expect, it } from 'vitest'
import { open, type Step, ticketAfter } from '../../../test/desk-day.ts'
import { outcomeOf } from '../../../test/given-command.ts'

const ask = (approvalId: string): Step => [
  'agent',
  { type: 'request-approval', approvalId, about: 'refund', approver: { kind: 'requester' } },
]

it.each([
  [{ type: 'cancel' }, 'cancelled'],
  [{ type: 'cancel', outcome: 'duplicate' }, 'duplicate'],
  [{ type: 'mark-spam' }, 'spam'],
] as const)('withdraws what is asked for with %o, and leaves what was decided', (command, reason) => {
  const before = [open, ask('one'), ask('two'), ['requester', { type: 'approve', approvalId: 'two' }]] as const
  const events = outcomeOf(before, command)
  expect(events).toContainEqual(['approval-withdrawn', { approvalId: 'one', about: 'refund', reason }])
  const after = ticketAfter([...before, ['agent', command]])
  expect([after.approvals.map(({ state }) => state), after.approval]).toEqual([['withdrawn', 'approved'], 'approved'])
})
