import type { ApprovalEvent, ApprovalRequested } from './approval-events.ts'
import type { Approval, ApprovalPart, ApprovalStanding, ApprovalState } from './approval-part.ts'

/** A ticket's approvals after one more fact about them. Total: a decision about something unknown changes nothing. */
export function evolveApprovals({ approvals }: ApprovalPart, event: ApprovalEvent): ApprovalPart {
  switch (event.type) {
    case 'approval-requested':
      return approvalsAs(requested(approvals, event))
    case 'approval-granted':
      return approvalsAs(decided(approvals, event, 'approved'))
    case 'approval-declined':
      return approvalsAs(decided(approvals, event, 'declined'))
    case 'approval-withdrawn':
      return approvalsAs(decided(approvals, event, 'withdrawn'))
  }
}

/** A ticket's approvals with how the ticket stands with them. */
export function approvalsAs(approvals: readonly Approval[]): ApprovalPart {
  let approval: ApprovalStanding | null = null
  for (const { state } of approvals) {
    if (state === 'pending') return { approvals, approval: 'pending' }
    if (state === 'approved' || state === 'declined') approval = state
  }
  return { approvals, approval }
}

function requested(approvals: readonly Approval[], { at, actor, data }: ApprovalRequested): readonly Approval[] {
  const { approvalId: id, about, approver } = data
  const before = approvals.find((known) => known.id === id)
  const askedBy = before === undefined ? [actor] : [...new Set([...before.askedBy, actor])]
  const requestedBy = before?.state === 'pending' ? before.requestedBy : actor
  const asked = {
    ...{ id, about, approver, state: 'pending' as const, requestedBy, askedBy },
    ...{ requestedAt: at, decidedBy: null, decidedAt: null },
  }
  return [...approvals.filter((known) => known.id !== id), asked]
}

function decided(
  approvals: readonly Approval[],
  { at, actor, data }: Exclude<ApprovalEvent, ApprovalRequested>,
  state: ApprovalState,
): readonly Approval[] {
  return approvals.map((each) => (each.id === data.approvalId ? { ...each, state, decidedBy: actor, decidedAt: at } : each))
}
