import { orThrow, parseId } from '@caseload/core'
import {
  type ApprovalCommand,
  type LinkCommand,
  linkRelations,
  type MergeCommand,
  type SplitOff,
  type Ticket,
  type TicketCommand,
} from '../src/index.ts'
import { bob } from './desk-day.ts'

const other = orThrow(parseId('tkt', 'tkt_other'))
const fresh = orThrow(parseId('tkt', 'tkt_fresh'))

/** Commands about approvals, links, merges and splits: about everything the ticket holds, and about what it does not. */
export function supplyLinked(
  type: (ApprovalCommand | LinkCommand | MergeCommand | SplitOff)['type'],
  ticket: Ticket | null,
): readonly TicketCommand[] {
  switch (type) {
    case 'request-approval':
      return [{ type, approvalId: 'fresh', about: 'quote', approver: { kind: 'agent', id: bob } }]
    case 'approve':
    case 'decline':
      return [...(ticket?.approvals ?? []).map(({ id }) => id), 'none'].map((approvalId) => ({ type, approvalId }))
    case 'withdraw-approval': {
      const named = [...(ticket?.approvals ?? []).map(({ id }) => id), 'none']
      return named.map((approvalId) => ({ type, approvalId, reason: 'agreed' }))
    }
    case 'link':
      return linkRelations.map((relation) => ({ type, relation, otherId: other, otherIsClosed: false }))
    case 'unlink':
      return linkRelations.map((relation) => ({ type, relation, otherId: other }))
    case 'merge-into':
      return [{ type, survivorId: other }]
    case 'unmerge':
      return [{ type, messagesStaying: 0 }]
    case 'split':
      return [{ type, messageIds: [orThrow(parseId('msg', 'msg_1'))], newTicketId: fresh }]
  }
}
