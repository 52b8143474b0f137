import { deriveId, type InstantInput, type InvalidInput, type MessageId } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { idField, instantField, reasonField, remarkField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type EasyTicketMethod, type Meaning, type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** Which team gets a ticket, and what it has to know. */
export interface TransferInput {
  /** Team (`team_…`). */
  readonly teamId: string
  /** Agent of that team (`agt_…`); nobody yet where absent. */
  readonly assigneeId?: string
  /** What was done so far; 1 to 5,000 characters. Content, not history. */
  readonly done?: string
  /** What is wanted of the team; 1 to 5,000 characters. Content, not history. */
  readonly wanted?: string
  /** What the requester was told; 1 to 5,000 characters. Content, not history. */
  readonly told?: string
  /** When the requester was told to expect an answer; it becomes a promise. */
  readonly answerBy?: InstantInput
}

/** Who takes a ticket that is offered. */
export interface AcceptHandOverInput {
  /** Agent (`agt_…`); the one it was meant for where absent, else nobody yet. */
  readonly assigneeId?: string
}

/** Why an offered ticket is not taken. */
export interface DeclineHandOverInput {
  /** Why; a code, e.g. `not-ours`. */
  readonly reason: string
  /** More about it, for staff; 1 to 5,000 characters. Content, not history. */
  readonly remark?: string
}

/** What can be done to hand a ticket over. */
export interface HandOverMethods {
  /** Hands a ticket to another team: at once, or as an offer where the workflow wants a receipt. */
  readonly transfer: TicketMethod<TransferInput>
  /** Takes a ticket that is offered. */
  readonly acceptHandOver: EasyTicketMethod<AcceptHandOverInput>
  /** Sends a ticket that is offered back, and says why. */
  readonly returnHandOver: TicketMethod<DeclineHandOverInput>
  /** Takes an offer back. */
  readonly withdrawHandOver: TicketMethod<DeclineHandOverInput>
}

const optional = z.exactOptional
const transferSchema = z.strictObject({
  teamId: idField('team'),
  assigneeId: optional(idField('agt')),
  done: optional(remarkField),
  wanted: optional(remarkField),
  told: optional(remarkField),
  answerBy: optional(instantField),
})
const acceptSchema = z.strictObject({ assigneeId: optional(idField('agt')) })
const declineSchema = z.strictObject({ reason: reasonField, remark: optional(remarkField) })

/** The methods of handing over, bound to an actor. */
export function handOverMethods(engine: Engine, scope: Result<Scope, InvalidInput>): HandOverMethods {
  const decline = (type: 'return-hand-over' | 'withdraw-hand-over') =>
    ticketMethod<DeclineHandOverInput, z.output<typeof declineSchema>>(engine, scope, declineSchema, ({ reason, remark }) => ({
      command: { type, reason },
      remark: remark === undefined ? null : { command: type, text: remark },
    }))
  return {
    transfer: ticketMethod(engine, scope, transferSchema, transferring),
    acceptHandOver: ticketMethod(engine, scope, acceptSchema, (input) => ({ command: { type: 'accept-hand-over', ...input } })),
    returnHandOver: decline('return-hand-over'),
    withdrawHandOver: decline('withdraw-hand-over'),
  }
}

function transferring(input: z.output<typeof transferSchema>, messageId: MessageId): Meaning {
  const { done, wanted, told, answerBy, ...to } = input
  const remark = deriveId('rmk', messageId)
  const texts = [done, wanted, told].filter((text) => text !== undefined)
  const briefing = {
    ...(done === undefined ? {} : { done: remark }),
    ...(wanted === undefined ? {} : { wanted: remark }),
    ...(told === undefined ? {} : { told: remark }),
    ...(answerBy === undefined ? {} : { answerBy: { promiseId: deriveId('prm', messageId), dueAt: answerBy } }),
  }
  const parts = {
    ...(done === undefined ? {} : { done }),
    ...(wanted === undefined ? {} : { wanted }),
    ...(told === undefined ? {} : { told }),
  }
  return {
    command: { type: 'transfer', ...to, ...(Object.keys(briefing).length === 0 ? {} : { briefing }) },
    remark: texts.length === 0 ? null : { command: 'transfer', text: texts.join('\n\n'), briefing: parts },
  }
}
