import { notClosed, staff, type TicketCommandRule } from '../command-rule.ts'
import {
  anyLabel,
  type Check,
  type CommandShapes,
  isAgentId,
  isCode,
  isLabel,
  need,
  shortCode,
} from '../decide/property-checks.ts'
import type { Approver } from './approval-part.ts'

/** Ask somebody to decide; under the same name again while it is pending: ask somebody else, for whoever may withdraw it only; after it was withdrawn: ask anew. Nobody is asked who ever asked for it. Nothing changes where they were asked. */
export interface RequestApproval {
  /** Discriminant. */
  readonly type: 'request-approval'
  /** Its name on this ticket. */
  readonly approvalId: string
  /** What it is about, the desk's own code. */
  readonly about: string
  /** Who is to decide. */
  readonly approver: Approver
}

/** Say yes. Nothing changes where it was said. */
export interface Approve {
  /** Discriminant. */
  readonly type: 'approve'
  /** To what. */
  readonly approvalId: string
}

/** Say no. Nothing changes where it was said. */
export interface Decline {
  /** Discriminant. */
  readonly type: 'decline'
  /** To what. */
  readonly approvalId: string
}

/** Ask no longer: only who asked, somebody with a role that the workflow names among `approvals.overseers`, or the application for them. Nothing changes where it was withdrawn. */
export interface WithdrawApproval {
  /** Discriminant. */
  readonly type: 'withdraw-approval'
  /** What was to be approved. */
  readonly approvalId: string
  /** Why, the desk's own code, e.g. `no-longer-needed`. */
  readonly reason: string
}

/** What can be done with approvals. */
export type ApprovalCommand = RequestApproval | Approve | Decline | WithdrawApproval

/** Every command about approvals. */
export const approvalCommandTypes = [
  'request-approval',
  'approve',
  'decline',
  'withdraw-approval',
] as const satisfies readonly ApprovalCommand['type'][]

const deciders = ['requester', 'agent', 'system'] as const

/** Who may give them and where they apply. A bot decides nothing; `system` relays what an approver said elsewhere. */
export const approvalCommandRules: Readonly<Record<ApprovalCommand['type'], TicketCommandRule>> = {
  'request-approval': { actors: staff, from: notClosed, to: null },
  approve: { actors: deciders, from: notClosed, to: null },
  decline: { actors: deciders, from: notClosed, to: null },
  'withdraw-approval': { actors: staff, from: notClosed, to: null },
}

const isApprover: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  if (value.kind === 'agent') return 'id' in value && isAgentId(value.id)
  return value.kind === 'role' ? 'role' in value && isCode(value.role) : value.kind === 'requester'
}

const approval = [need('approvalId', isLabel, anyLabel)]

/** Their properties. */
export const approvalCommandShapes: CommandShapes<ApprovalCommand['type']> = {
  'request-approval': [
    ...approval,
    need('about', isCode, shortCode),
    need('approver', isApprover, 'the requester, an agent by identity, or a role'),
  ],
  approve: approval,
  decline: approval,
  'withdraw-approval': [...approval, need('reason', isCode, shortCode)],
}
