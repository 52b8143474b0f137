import type { ActorRef, AgentId, Instant } from '@caseload/core'

/** Who is to decide: the requester themselves, one agent, or any agent with a role. */
export type Approver =
  | {
      /** The requester of the ticket. */
      readonly kind: 'requester'
    }
  | {
      /** One agent. */
      readonly kind: 'agent'
      /** Which one. */
      readonly id: AgentId
    }
  | {
      /** Any agent with a role. */
      readonly kind: 'role'
      /** Which role. */
      readonly role: string
    }

/** How something that was to be approved stands. */
export type ApprovalState = 'pending' | 'approved' | 'declined'

/** Every {@link ApprovalState}. */
export const approvalStates = ['pending', 'approved', 'declined'] as const satisfies readonly ApprovalState[]

/** Something somebody was asked to approve. */
export interface Approval {
  /** Its name on this ticket. */
  readonly id: string
  /** What it is about, the desk's own code, e.g. `quote`. */
  readonly about: string
  /** Who is to decide. */
  readonly approver: Approver
  /** How it stands. */
  readonly state: ApprovalState
  /** Who asked. */
  readonly requestedBy: ActorRef
  /** When it was asked. */
  readonly requestedAt: Instant
  /** Who decided; null while nobody has. */
  readonly decidedBy: ActorRef | null
  /** When it was decided; null while it is not. */
  readonly decidedAt: Instant | null
}

/** What a ticket knows of its approvals. */
export interface ApprovalPart {
  /** Everything that was to be approved, in the order it was asked; at most 50. */
  readonly approvals: readonly Approval[]
  /** For conditions: `pending` while any is, else the decision of the one asked last; null where none was ever asked. */
  readonly approval: ApprovalState | null
}

/** Somebody has yet to decide. */
export interface ApprovalOwed {
  /** Discriminant. */
  readonly owed: 'approval'
  /** What is to be decided. */
  readonly approvalId: string
}

/** A new ticket's approvals. */
export const noApprovals: ApprovalPart = { approvals: [], approval: null }

/** Approvals nobody has decided, in order. */
export function owedApprovals({ approvals }: ApprovalPart): readonly ApprovalOwed[] {
  return approvals.flatMap(({ id, state }) => (state === 'pending' ? [{ owed: 'approval' as const, approvalId: id }] : []))
}
