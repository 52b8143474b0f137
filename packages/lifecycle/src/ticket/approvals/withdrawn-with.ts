import { happened, type Situation } from '../decide/situation.ts'
import type { Outcome } from '../ticket.ts'
import type { ApprovalWithdrawn } from './approval-events.ts'

/** What becomes of approvals that are asked for where a ticket ends otherwise than solved: nobody is asked any longer. */
export function approvalsWithdrawnWith(situation: Situation, outcome: Outcome): readonly ApprovalWithdrawn[] {
  return situation.ticket.approvals.flatMap(({ id: approvalId, about, state }) =>
    state === 'pending' ? [happened(situation, 'approval-withdrawn', { approvalId, about, reason: outcome })] : [],
  )
}
