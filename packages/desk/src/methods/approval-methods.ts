import type { InvalidInput } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { codeField, idField, labelField, reasonField, remarkField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** Who is to decide. */
export type ApproverInput =
  | {
      /** The requester of the ticket. */
      readonly kind: 'requester'
    }
  | {
      /** One agent. */
      readonly kind: 'agent'
      /** Which one (`agt_…`). */
      readonly id: string
    }
  | {
      /** Any agent with a role. */
      readonly kind: 'role'
      /** Which role. */
      readonly role: string
    }

/** Something to be approved. */
export interface RequestApprovalInput {
  /** Its name on this ticket: 1 to 64 letters, digits or `. _ : / ~ -`. */
  readonly approvalId: string
  /** What it is about, a code, e.g. `quote`. */
  readonly about: string
  /** Who is to decide. */
  readonly approver: ApproverInput
  /** What the approver should know; at most 5,000 characters. Content, not history. */
  readonly reason?: string
}

/** A decision. */
export interface ApprovalDecisionInput {
  /** About what. */
  readonly approvalId: string
  /** Why; at most 5,000 characters. Content, not history. */
  readonly reason?: string
}

/** Something that is no longer asked for, and why. */
export interface WithdrawApprovalInput {
  /** What was to be approved. */
  readonly approvalId: string
  /** Why; a code, e.g. `no-longer-needed`. */
  readonly reason: string
  /** More about it, for staff; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** What can be done with approvals. */
export interface ApprovalMethods {
  /** Asks somebody to decide; the ticket cannot be closed as solved before they have. Under the same name again while it is pending, it asks somebody else: for whoever may withdraw it only. Nobody decides what they ever asked for. */
  readonly requestApproval: TicketMethod<RequestApprovalInput>
  /** Says yes. */
  readonly approve: TicketMethod<ApprovalDecisionInput>
  /** Says no. */
  readonly decline: TicketMethod<ApprovalDecisionInput>
  /** Asks no longer; only who asked, who has a role that the workflow names among `approvals.overseers` (supervisors and administrators in the standard one), or the application for them. The ticket is not held up by it any more. */
  readonly withdrawApproval: TicketMethod<WithdrawApprovalInput>
}

const approver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('requester') }),
  z.strictObject({ kind: z.literal('agent'), id: idField('agt') }),
  z.strictObject({ kind: z.literal('role'), role: codeField }),
])
const reason = z.exactOptional(remarkField)
const requestSchema = z.strictObject({ approvalId: labelField, about: codeField, approver, reason })
const decisionSchema = z.strictObject({ approvalId: labelField, reason })
const withdrawSchema = z.strictObject({ approvalId: labelField, reason: reasonField, remark: z.exactOptional(remarkField) })

/** The methods about approvals, bound to an actor. */
export function approvalMethods(engine: Engine, scope: Result<Scope, InvalidInput>): ApprovalMethods {
  return {
    requestApproval: ticketMethod(engine, scope, requestSchema, ({ reason: text, ...input }) => ({
      command: { type: 'request-approval', ...input },
      remark: text === undefined ? null : { command: 'request-approval', text },
    })),
    approve: ticketMethod(engine, scope, decisionSchema, ({ approvalId, reason: text }) => ({
      command: { type: 'approve', approvalId },
      remark: text === undefined ? null : { command: 'approve', text },
    })),
    decline: ticketMethod(engine, scope, decisionSchema, ({ approvalId, reason: text }) => ({
      command: { type: 'decline', approvalId },
      remark: text === undefined ? null : { command: 'decline', text },
    })),
    withdrawApproval: ticketMethod(engine, scope, withdrawSchema, ({ remark: text, ...input }) => ({
      command: { type: 'withdraw-approval', ...input },
      remark: text === undefined ? null : { command: 'withdraw-approval', text },
    })),
  }
}
