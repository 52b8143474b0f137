import { type Actor, actorRef } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { ApprovalCommand, Approve, Decline, RequestApproval, WithdrawApproval } from './approval-commands.ts'
import type { Approval, ApprovalPart, Approver } from './approval-part.ts'

/** Most approvals of a ticket. */
export const mostApprovals = 50

/** What a command about approvals leads to. */
export function decideApproval(situation: Situation, command: ApprovalCommand): Result<readonly TicketEvent[], Denial> {
  if (command.type === 'request-approval') return request(situation, command)
  return command.type === 'withdraw-approval' ? withdrawal(situation, command) : decision(situation, command)
}

/** Whether there is an approval about which a command of an actor would be granted. */
export function hasApprovalFor(
  { approvals }: ApprovalPart,
  type: Exclude<ApprovalCommand, RequestApproval>['type'],
  { workflow, actor }: Pick<Situation, 'workflow' | 'actor'>,
): boolean {
  return approvals.some((approval) =>
    type === 'withdraw-approval'
      ? changeObstacle(approval, { workflow, actor }) === null
      : obstacle(approval, type, actor) === null,
  )
}

function request(situation: Situation, command: RequestApproval): Result<readonly TicketEvent[], Denial> {
  const { approvalId, about, approver } = command
  const { ticket, actor } = situation
  const known = ticket.approvals.find(({ id }) => id === approvalId)
  if (known !== undefined && known.state !== 'withdrawn') {
    const decision = decisionOf(known)
    if (decision !== null) return err({ kind: 'ticket/approval-decided', approvalId, decision })
    const refused = changeObstacle(known, situation)
    if (refused !== null) return err(refused)
  }
  const askedBy = known?.askedBy ?? []
  if (approver.kind === 'agent' && [...askedBy, actorRef(actor)].includes(`agent:${approver.id}`))
    return err({ kind: 'ticket/invalid-command', path: 'approver.id', expected: 'somebody who has not asked for it' })
  if (known === undefined && ticket.approvals.length >= mostApprovals)
    return err({ kind: 'ticket/too-many-approvals', most: mostApprovals })
  const same = known?.state === 'pending' && known.about === about && named(known.approver) === named(approver)
  return ok(
    same && askedBy.includes(actorRef(actor))
      ? []
      : [happened(situation, 'approval-requested', { approvalId, about, approver: plain(approver) })],
  )
}

function decision(situation: Situation, { type, approvalId }: Approve | Decline): Result<readonly TicketEvent[], Denial> {
  const approval = situation.ticket.approvals.find(({ id }) => id === approvalId)
  if (approval === undefined) return err({ kind: 'ticket/no-such-approval', approvalId })
  const refused = obstacle(approval, type, situation.actor)
  if (refused !== null) return err(refused)
  if (approval.state !== 'pending') return ok([])
  const { about } = approval
  return ok([
    type === 'approve'
      ? happened(situation, 'approval-granted', { approvalId, about })
      : happened(situation, 'approval-declined', { approvalId, about }),
  ])
}

function withdrawal(situation: Situation, { approvalId, reason }: WithdrawApproval): Result<readonly TicketEvent[], Denial> {
  const approval = situation.ticket.approvals.find(({ id }) => id === approvalId)
  if (approval === undefined) return err({ kind: 'ticket/no-such-approval', approvalId })
  const refused = changeObstacle(approval, situation)
  if (refused !== null) return err(refused)
  if (approval.state === 'withdrawn') return ok([])
  return ok([happened(situation, 'approval-withdrawn', { approvalId, about: approval.about, reason })])
}

/** Whose an approval is to ask somebody else about, or to withdraw: its asker's, an overseer's, or the application's for them. */
function changeObstacle(
  { id: approvalId, state, requestedBy }: Approval,
  { workflow, actor }: Pick<Situation, 'workflow' | 'actor'>,
): Denial | null {
  const oversees = (actor.roles ?? []).some((role) => workflow.approvalOverseers.includes(role))
  if (actor.kind !== 'system' && !oversees && requestedBy !== actorRef(actor))
    return { kind: 'ticket/not-the-asker', approvalId, requestedBy }
  return state === 'approved' || state === 'declined' ? { kind: 'ticket/approval-decided', approvalId, decision: state } : null
}

/** What stands of an approval that is over; null while it is not. */
function decisionOf({ state }: Approval): 'approved' | 'declined' | 'withdrawn' | null {
  return state === 'pending' || state === 'passed-on' ? null : state
}

function obstacle(approval: Approval, type: (Approve | Decline)['type'], actor: Actor): Denial | null {
  const { id: approvalId, approver, askedBy } = approval
  if (!isFor(approver, actor) || (actor.kind === 'agent' && askedBy.includes(actorRef(actor))))
    return { kind: 'ticket/not-the-approver', approvalId, approver: named(approver) }
  const decision = decisionOf(approval)
  if (decision === null || decision === (type === 'approve' ? 'approved' : 'declined')) return null
  return { kind: 'ticket/approval-decided', approvalId, decision }
}

function isFor(approver: Approver, actor: Actor): boolean {
  if (actor.kind === 'system') return true
  if (approver.kind === 'requester') return actor.kind === 'requester'
  if (actor.kind !== 'agent') return false
  return approver.kind === 'agent' ? approver.id === actor.id : (actor.roles ?? []).includes(approver.role)
}

function named(approver: Approver): string {
  if (approver.kind === 'agent') return approver.id
  return approver.kind === 'role' ? `role ${approver.role}` : 'requester'
}

/** An approver with nothing beside what it is: whatever else a caller's object holds does not belong into history. */
function plain(approver: Approver): Approver {
  if (approver.kind === 'agent') return { kind: 'agent', id: approver.id }
  return approver.kind === 'role' ? { kind: 'role', role: approver.role } : { kind: 'requester' }
}
