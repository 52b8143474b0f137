import { type Actor, actorRef } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { ApprovalCommand, Approve, Decline, RequestApproval } from './approval-commands.ts'
import type { Approval, ApprovalPart, Approver } from './approval-part.ts'

/** Most approvals of a ticket. */
const mostApprovals = 50

/** What a command about approvals leads to. */
export function decideApproval(situation: Situation, command: ApprovalCommand): Result<readonly TicketEvent[], Denial> {
  return command.type === 'request-approval' ? request(situation, command) : decision(situation, command)
}

/** Whether there is an approval about which a command of an actor would be granted. */
export function hasApprovalFor({ approvals }: ApprovalPart, type: (Approve | Decline)['type'], actor: Actor): boolean {
  return approvals.some((approval) => obstacle(approval, type, actor) === null)
}

function request(situation: Situation, command: RequestApproval): Result<readonly TicketEvent[], Denial> {
  const { approvalId, about, approver } = command
  const { ticket, actor } = situation
  if (approver.kind === 'agent' && actor.kind === 'agent' && approver.id === actor.id) {
    return err({ kind: 'ticket/invalid-command', path: 'approver.id', expected: 'somebody other than who asks' })
  }
  const known = ticket.approvals.find(({ id }) => id === approvalId)
  if (known !== undefined && known.state !== 'pending')
    return err({ kind: 'ticket/approval-decided', approvalId, decision: known.state })
  if (known === undefined && ticket.approvals.length >= mostApprovals)
    return err({ kind: 'ticket/too-many-approvals', most: mostApprovals })
  const same = known !== undefined && known.about === about && named(known.approver) === named(approver)
  return ok(same ? [] : [happened(situation, 'approval-requested', { approvalId, about, approver: plain(approver) })])
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

function obstacle(approval: Approval, type: (Approve | Decline)['type'], actor: Actor): Denial | null {
  const { id: approvalId, approver, state, requestedBy } = approval
  if (!isFor(approver, actor) || (actor.kind === 'agent' && requestedBy === actorRef(actor)))
    return { kind: 'ticket/not-the-approver', approvalId, approver: named(approver) }
  if (state === 'pending' || (state === 'approved') === (type === 'approve')) return null
  return { kind: 'ticket/approval-decided', approvalId, decision: state }
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
