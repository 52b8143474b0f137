import { deriveId, type InstantInput, type InvalidInput } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { codeField, idField, instantField, reasonField, remarkField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** A time told to the requester. */
export interface PromiseUpdateInput {
  /** The time told, in the future; that instant is still in time. */
  readonly dueAt: InstantInput
  /** What is promised; a code. Where absent, word of how things stand: the next answer keeps it. */
  readonly about?: string
  /** An open promise (`prm_…`) for which another time is told; a new one where absent. */
  readonly promiseId?: string
}

/** Which promise. */
export interface PromiseInput {
  /** The promise (`prm_…`). */
  readonly promiseId: string
}

/** A promise to take back, and why. */
export interface WithdrawPromiseInput extends PromiseInput {
  /** Why; a code, e.g. `no-longer-wanted`. */
  readonly reason: string
  /** More about it, for staff; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** A time at which the desk will look after something. */
export interface ScheduleFollowUpInput {
  /** The time, in the future; that instant is still in time. */
  readonly dueAt: InstantInput
  /** What for; a code, e.g. `check-back`. */
  readonly purpose?: string
  /** Who is to do it (`agt_…`); whoever has the ticket then where absent. */
  readonly assigneeId?: string
  /** An open follow-up (`fup_…`) to set for another time; a new one where absent. */
  readonly followUpId?: string
}

/** A follow-up that was done. */
export interface CompleteFollowUpInput {
  /** The follow-up (`fup_…`). */
  readonly followUpId: string
  /** What came of it; a code, e.g. `still-works`. */
  readonly result?: string
}

/** A follow-up to give up, and why. */
export interface WithdrawFollowUpInput {
  /** The follow-up (`fup_…`). */
  readonly followUpId: string
  /** Why; a code, e.g. `no-longer-wanted`. */
  readonly reason: string
  /** More about it, for staff; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** What can be done with promises and follow-ups. */
export interface PromiseMethods {
  /** Tells the requester by when they will hear of the desk; the desk is reminded before, and a miss is recorded. A new promise has the token of the command. */
  readonly promiseUpdate: TicketMethod<PromiseUpdateInput>
  /** Says that what was promised was done, where no answer says it. */
  readonly keepPromise: TicketMethod<PromiseInput>
  /** Takes a promise back with the requester's consent. */
  readonly withdrawPromise: TicketMethod<WithdrawPromiseInput>
  /** Sets a time at which the desk will look after something. A new follow-up has the token of the command. */
  readonly scheduleFollowUp: TicketMethod<ScheduleFollowUpInput>
  /** Says that a follow-up was done. */
  readonly completeFollowUp: TicketMethod<CompleteFollowUpInput>
  /** Gives a follow-up up. */
  readonly withdrawFollowUp: TicketMethod<WithdrawFollowUpInput>
}

const optional = z.exactOptional
const promise = idField('prm')
const followUp = idField('fup')
const why = { reason: reasonField, remark: optional(remarkField) }
const promiseUpdateSchema = z.strictObject({ dueAt: instantField, about: optional(codeField), promiseId: optional(promise) })
const promiseSchema = z.strictObject({ promiseId: promise })
const withdrawPromiseSchema = z.strictObject({ promiseId: promise, ...why })
const scheduleFollowUpSchema = z.strictObject({
  dueAt: instantField,
  purpose: optional(codeField),
  assigneeId: optional(idField('agt')),
  followUpId: optional(followUp),
})
const completeFollowUpSchema = z.strictObject({ followUpId: followUp, result: optional(codeField) })
const withdrawFollowUpSchema = z.strictObject({ followUpId: followUp, ...why })

/** The methods about promises and follow-ups, bound to an actor. */
export function promiseMethods(engine: Engine, scope: Result<Scope, InvalidInput>): PromiseMethods {
  return {
    promiseUpdate: ticketMethod(engine, scope, promiseUpdateSchema, ({ promiseId, ...input }, messageId) => ({
      command: { type: 'promise-update', promiseId: promiseId ?? deriveId('prm', messageId), ...input },
    })),
    keepPromise: ticketMethod(engine, scope, promiseSchema, (input) => ({ command: { type: 'keep-promise', ...input } })),
    withdrawPromise: ticketMethod(engine, scope, withdrawPromiseSchema, ({ remark, ...input }) => ({
      command: { type: 'withdraw-promise', ...input },
      remark: remark === undefined ? null : { command: 'withdraw-promise', text: remark },
    })),
    scheduleFollowUp: ticketMethod(engine, scope, scheduleFollowUpSchema, ({ followUpId, ...input }, messageId) => ({
      command: { type: 'schedule-follow-up', followUpId: followUpId ?? deriveId('fup', messageId), ...input },
    })),
    completeFollowUp: ticketMethod(engine, scope, completeFollowUpSchema, (input) => ({
      command: { type: 'complete-follow-up', ...input },
    })),
    withdrawFollowUp: ticketMethod(engine, scope, withdrawFollowUpSchema, ({ remark, ...input }) => ({
      command: { type: 'withdraw-follow-up', ...input },
      remark: remark === undefined ? null : { command: 'withdraw-follow-up', text: remark },
    })),
  }
}
