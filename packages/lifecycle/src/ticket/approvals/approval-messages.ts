import type { Wording } from '../wording.ts'
import type { ApprovalEvent } from './approval-events.ts'
import type { ApprovalRejection } from './approval-rejections.ts'

/** English wording of refusals and events of approvals. */
export const approvalMessages: Wording<ApprovalRejection, ApprovalEvent> = {
  'ticket/no-such-approval': '{command} refused: nothing called {approvalId} is to be approved',
  'ticket/approval-decided': '{command} refused: {approvalId} is {decision}',
  'ticket/not-the-approver': '{command} refused: {approvalId} is for {approver} to decide, and not for whoever asked',
  'ticket/too-many-approvals': '{command} refused: a ticket holds at most {most} approvals',
  'ticket/not-the-asker':
    '{command} refused: {approvalId} is for {requestedBy} or whoever oversees approvals to change or withdraw',
  'lifecycle/approval-requested': 'approval {approvalId} asked for: {about}',
  'lifecycle/approval-granted': 'approved: {about}',
  'lifecycle/approval-declined': 'declined: {about}',
  'lifecycle/approval-withdrawn': 'no longer asked for: {about}: {reason}',
}
