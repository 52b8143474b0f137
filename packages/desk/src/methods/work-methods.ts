import { deriveId, type InstantInput, type InvalidInput } from '@caseload/core'
import { type ActionOutcome, actionOutcomes } from '@caseload/lifecycle'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { codeField, instantField, labelField, remarkField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type EasyTicketMethod, type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** How long somebody worked. */
export type WorkTimeInput =
  | {
      /** Length in minutes, above 0 and at most 1,440. */
      readonly minutes: number
    }
  | {
      /** When it began. */
      readonly from: InstantInput
      /** When it stopped; at most 24 hours later, and not in the future. */
      readonly to: InstantInput
    }

/** What desk and requester agree the problem to be. */
export interface ConfirmProblemInput {
  /** The statement, in words both understand; 1 to 5,000 characters. Content, not history. Absent where nothing was written down. */
  readonly statement?: string
}

/** An attempt to solve the problem. */
export interface RecordActionInput {
  /** What was done; a code. */
  readonly code: string
  /** What it did. */
  readonly outcome: ActionOutcome
  /** Step of a checklist that was followed; a code. */
  readonly step?: string
  /** Article that was followed; a code. */
  readonly article?: string
  /** How long it took, logged as work: `minutes`, above 0 and at most 1,440, or `from` and `to`, at most 24 hours apart and not in the future. */
  readonly time?: WorkTimeInput
  /** What was seen, for staff; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** Time that was worked. */
export interface LogWorkInput {
  /** How long: `minutes`, above 0 and at most 1,440, or `from` and `to`, at most 24 hours apart and not in the future. */
  readonly time: WorkTimeInput
  /** What sort of work; a code. */
  readonly code?: string
  /** Who worked, as `agent:agt_…` or `bot:…`; whoever logs it where absent. */
  readonly worker?: string
}

/** What can be told of the work itself. */
export interface WorkMethods {
  /** Says that desk and requester agree what the problem is. */
  readonly confirmProblem: EasyTicketMethod<ConfirmProblemInput>
  /** Tells of an attempt to solve the problem, and what it did. */
  readonly recordAction: TicketMethod<RecordActionInput>
  /** Tells of time that was worked. */
  readonly logWork: TicketMethod<LogWorkInput>
}

const optional = z.exactOptional
const time = z
  .custom((value) => !isBoth(value), 'minutes, or from and to')
  .pipe(
    z.union([
      z.strictObject({ minutes: z.number().positive().max(1440) }),
      z.strictObject({ from: instantField, to: instantField }),
    ]),
  )
/** Whether something says how long in both ways, which of them is meant nobody can tell. */
function isBoth(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'minutes' in value && ('from' in value || 'to' in value)
}

const worker: z.ZodType<`agent:${string}` | `bot:${string}`> = z.custom<`agent:${string}` | `bot:${string}`>(
  (value) => typeof value === 'string' && /^(agent|bot):[A-Za-z0-9._:~-]{1,100}$/.test(value),
  'an actor such as agent:agt_1',
)
const confirmProblemSchema = z.strictObject({ statement: optional(remarkField) })
const recordActionSchema = z.strictObject({
  code: codeField,
  outcome: z.enum(actionOutcomes),
  step: optional(labelField),
  article: optional(labelField),
  time: optional(time),
  remark: optional(remarkField),
})
const logWorkSchema = z.strictObject({ time, code: optional(codeField), worker: optional(worker) })

/** The methods about the work itself, bound to an actor. */
export function workMethods(engine: Engine, scope: Result<Scope, InvalidInput>): WorkMethods {
  return {
    confirmProblem: ticketMethod(engine, scope, confirmProblemSchema, ({ statement }, messageId) => ({
      command: { type: 'confirm-problem', statementId: statement === undefined ? null : deriveId('rmk', messageId) },
      remark: statement === undefined ? null : { command: 'confirm-problem', text: statement },
    })),
    recordAction: ticketMethod(engine, scope, recordActionSchema, ({ remark, ...input }) => ({
      command: { type: 'record-action', ...input },
      remark: remark === undefined ? null : { command: 'record-action', text: remark },
    })),
    logWork: ticketMethod(engine, scope, logWorkSchema, (input) => ({ command: { type: 'log-work', ...input } })),
  }
}
