import type { InvalidInput } from '@caseload/core'
import { type CheckBackAnswer, checkBackAnswers } from '@caseload/lifecycle'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { codeField, reasonField, remarkField } from '../inputs/fields.ts'
import { type SolutionToldInput, solutionToldSchema } from '../inputs/solution-told.ts'
import type { Scope } from '../scope.ts'
import { type EasyTicketMethod, type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** How the requester was told. */
export interface TellSolutionInput {
  /** How, or why not. */
  readonly told: SolutionToldInput
  /** More about it, for staff; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** That the solution works. */
export interface ConfirmResolutionInput {
  /** How the requester said so, where staff enters it; a code. */
  readonly channel?: string
}

/** That the solution does not work. */
export interface RejectResolutionInput {
  /** Why; a code. */
  readonly reason?: string
  /** In the requester's words; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
  /** Status to come back to; the default of `open` where absent. */
  readonly toStatus?: string
}

/** What came of asking the requester whether the solution works. */
export interface RecordCheckBackInput {
  /** What they said, or that nobody was reached. */
  readonly answer: CheckBackAnswer
  /** How they were asked, a code; as planned where absent. */
  readonly channel?: string
  /** In the requester's words; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** What can be done about how a solution was told and received. */
export interface SolutionMethods {
  /** Says how the requester was told of the solution of a resolved ticket, where resolving did not. */
  readonly tellSolution: TicketMethod<TellSolutionInput>
  /** Says that the solution works; the workflow may close the ticket with it. */
  readonly confirmResolution: EasyTicketMethod<ConfirmResolutionInput>
  /** Says that the solution of a resolved or closed ticket does not work: it comes back, or answers with a follow-up where it is too late for that or no way back is open. */
  readonly rejectResolution: EasyTicketMethod<RejectResolutionInput>
  /**
   * Records what came of a check-back that the policies' `checkBack` planned. `does-not-work` brings the ticket back, or answers with a follow-up where it is too late for that; `not-reached` plans the next attempt
   * while there is one; refused as `ticket/no-check-back` where nobody is to be asked.
   */
  readonly recordCheckBack: TicketMethod<RecordCheckBackInput>
}

const optional = z.exactOptional
const tellSchema = z.strictObject({ told: solutionToldSchema, remark: optional(remarkField) })
const confirmSchema = z.strictObject({ channel: optional(codeField) })
const rejectSchema = z.strictObject({
  reason: optional(reasonField),
  remark: optional(remarkField),
  toStatus: optional(codeField),
})

const checkBackSchema = z.strictObject({
  answer: z.enum(checkBackAnswers),
  channel: optional(codeField),
  remark: optional(remarkField),
})

/** The methods about how a solution was told and received, bound to an actor. */
export function solutionMethods(engine: Engine, scope: Result<Scope, InvalidInput>): SolutionMethods {
  return {
    tellSolution: ticketMethod(engine, scope, tellSchema, ({ told, remark }) => ({
      command: { type: 'tell-solution', told },
      remark: remark === undefined ? null : { command: 'tell-solution', text: remark },
    })),
    confirmResolution: ticketMethod(engine, scope, confirmSchema, (input) => ({
      command: { type: 'confirm-resolution', ...input },
    })),
    rejectResolution: ticketMethod(engine, scope, rejectSchema, ({ remark, ...input }) => ({
      command: { type: 'reject-resolution', ...input },
      remark: remark === undefined ? null : { command: 'reject-resolution', text: remark },
    })),
    recordCheckBack: ticketMethod(engine, scope, checkBackSchema, ({ remark, ...input }) => ({
      command: { type: 'record-check-back', ...input },
      remark: remark === undefined ? null : { command: 'record-check-back', text: remark },
    })),
  }
}
