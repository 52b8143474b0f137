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

/**
 * How something that was to be approved stands: `pending`: nobody has decided; `approved`; `declined`; `withdrawn`: it is no longer asked for; `passed-on`: the ticket is merged, and it is asked for where that goes on.
 */
export type ApprovalState = 'pending' | 'approved' | 'declined' | 'withdrawn' | 'passed-on'

/** Every {@link ApprovalState}. */
export const approvalStates = [
  'pending',
  'approved',
  'declined',
  'withdrawn',
  'passed-on',
] as const satisfies readonly ApprovalState[]

/** How a ticket stands with its approvals, as conditions ask. */
export type ApprovalStanding = 'pending' | 'approved' | 'declined'

/** Every {@link ApprovalStanding}. */
export const approvalStandings = ['pending', 'approved', 'declined'] as const satisfies readonly ApprovalStanding[]

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
  /** Whose request it is: who asked first, or who asked anew after it was withdrawn. */
  readonly requestedBy: ActorRef
  /** Everybody who ever asked for it under this name, in order: none of them decides. */
  readonly askedBy: readonly ActorRef[]
  /** When it was asked last. */
  readonly requestedAt: Instant
  /** Who decided, or withdrew it; null while nobody has. */
  readonly decidedBy: ActorRef | null
  /** When it was decided or withdrawn; null while it is neither. */
  readonly decidedAt: Instant | null
}

/** What a ticket knows of its approvals. */
export interface ApprovalPart {
  /** Everything that was to be approved, in the order it was asked; at most 50. */
  readonly approvals: readonly Approval[]
  /** For conditions: `pending` while any is, else the decision of the decided one that was asked last; null where none is asked for and none was decided. */
  readonly approval: ApprovalStanding | null
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
