import type { ActorRef } from '@caseload/core'
import type { Refusal } from '../ticket-rejections.ts'
import type { ApprovalState } from './approval-part.ts'

/** Nothing of this name is to be approved. */
export interface NoSuchApproval extends Refusal<'ticket/no-such-approval'> {
  /** The name. */
  readonly approvalId: string
}
/** It was decided or withdrawn, which stands: ask for another approval; what was withdrawn may be asked for again under its name. */
export interface ApprovalDecided extends Refusal<'ticket/approval-decided'> {
  /** Which one. */
  readonly approvalId: string
  /** How it was decided, or that it was withdrawn. */
  readonly decision: Exclude<ApprovalState, 'pending' | 'passed-on'>
}
/** Only who asked for an approval, an agent with a role that the workflow names among `approvals.overseers`, or the application for them, withdraws it, or asks somebody else while it is pending. */
export interface NotTheAsker extends Refusal<'ticket/not-the-asker'> {
  /** Which one. */
  readonly approvalId: string
  /** Whose request it is. */
  readonly requestedBy: ActorRef
}
/** Somebody else was asked; or somebody who asked for it, now or before, would decide about their own request. */
export interface NotTheApprover extends Refusal<'ticket/not-the-approver'> {
  /** Which one. */
  readonly approvalId: string
  /** Who is to decide: `requester`, an agent's identity, or `role` and its name. */
  readonly approver: string
}
/** The ticket holds as many approvals as it can. */
export interface TooManyApprovals extends Refusal<'ticket/too-many-approvals'> {
  /** How many it can hold. */
  readonly most: number
}

/** Every way an approval can say no. */
export type ApprovalRejection = NoSuchApproval | ApprovalDecided | NotTheApprover | NotTheAsker | TooManyApprovals
