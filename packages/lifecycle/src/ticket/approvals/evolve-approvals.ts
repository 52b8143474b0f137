import type { ApprovalEvent, ApprovalRequested } from './approval-events.ts'
import type { Approval, ApprovalPart, ApprovalState } from './approval-part.ts'

/** A ticket's approvals after one more fact about them. Total: a decision about something unknown changes nothing. */
export function evolveApprovals({ approvals }: ApprovalPart, event: ApprovalEvent): ApprovalPart {
  switch (event.type) {
    case 'approval-requested':
      return part(requested(approvals, event))
    case 'approval-granted':
      return part(decided(approvals, event, 'approved'))
    case 'approval-declined':
      return part(decided(approvals, event, 'declined'))
  }
}

function part(approvals: readonly Approval[]): ApprovalPart {
  const pending = approvals.some(({ state }) => state === 'pending')
  return { approvals, approval: pending ? 'pending' : (approvals.at(-1)?.state ?? null) }
}

function requested(approvals: readonly Approval[], { at, actor, data }: ApprovalRequested): readonly Approval[] {
  const { approvalId: id, about, approver } = data
  const asked = {
    ...{ id, about, approver, state: 'pending' as const },
    ...{ requestedBy: actor, requestedAt: at, decidedBy: null, decidedAt: null },
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
