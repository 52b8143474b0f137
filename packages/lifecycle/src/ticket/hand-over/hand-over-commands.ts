import { type AgentId, type Id, type Instant, isInstant } from '@caseload/core'
import { notClosed, people, type TicketCommandRule } from '../command-rule.ts'
import { type Check, type CommandShapes, isAgentId, isCode, isIdOf, may, need, shortCode } from '../decide/property-checks.ts'
import type { PromiseId } from '../promise/promise-part.ts'

/**
 * What the team that gets a ticket has to know. The words are content; the command names the remarks that hold them. Which parts a hand-over needs stands in the workflow (`handOver.requires`).
 */
export interface HandOverBriefing {
  /** What was done so far. */
  readonly done?: Id<'rmk'>
  /** What is wanted of the team. */
  readonly wanted?: Id<'rmk'>
  /** What the requester was told. */
  readonly told?: Id<'rmk'>
  /** When the requester was told to expect an answer; it becomes a promise. An open promise does as well. */
  readonly answerBy?: {
    /** Identity of the promise. */
    readonly promiseId: PromiseId
    /** The time told, in the future. */
    readonly dueAt: Instant
  }
}

/** Take a ticket that is offered: from now on the team that it was offered to has it. */
export interface AcceptHandOver {
  /** Discriminant. */
  readonly type: 'accept-hand-over'
  /** Agent who takes it; the one it was meant for where absent, else nobody yet. */
  readonly assigneeId?: AgentId
}

/** Send a ticket that is offered back to whoever has it. */
export interface ReturnHandOver {
  /** Discriminant. */
  readonly type: 'return-hand-over'
  /** Why, the desk's own code, e.g. `not-ours`. */
  readonly reason: string
}

/** Take an offer back: whoever has the ticket goes on with it. */
export interface WithdrawHandOver {
  /** Discriminant. */
  readonly type: 'withdraw-hand-over'
  /** Why, the desk's own code. */
  readonly reason: string
}

/** Commands about a hand-over that is offered; `transfer` offers it. */
export type HandOverCommand = AcceptHandOver | ReturnHandOver | WithdrawHandOver

/** Every command about a hand-over that is offered. */
export const handOverCommandTypes = [
  'accept-hand-over',
  'return-hand-over',
  'withdraw-hand-over',
] as const satisfies readonly HandOverCommand['type'][]

/** Who may give them and where they apply. */
export const handOverCommandRules: Readonly<Record<HandOverCommand['type'], TicketCommandRule>> = {
  'accept-hand-over': { actors: people, from: notClosed, to: null },
  'return-hand-over': { actors: people, from: notClosed, to: null },
  'withdraw-hand-over': { actors: people, from: notClosed, to: null },
}

const isRemark = isIdOf('rmk')
const isPromise = isIdOf('prm')

/** Whether a value is a {@link HandOverBriefing}. */
export const isBriefing: Check = (value) => {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(([name, part]: [string, unknown]) => {
    if (name === 'answerBy') return isAnswerBy(part)
    return (name === 'done' || name === 'wanted' || name === 'told') && (part === undefined || isRemark(part))
  })
}

const isAnswerBy: Check = (value) => {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null || !('promiseId' in value) || !('dueAt' in value)) return false
  return isPromise(value.promiseId) && typeof value.dueAt === 'number' && isInstant(value.dueAt)
}

const reason = need('reason', isCode, shortCode)

/** Their properties. */
export const handOverCommandShapes: CommandShapes<HandOverCommand['type']> = {
  'accept-hand-over': [may('assigneeId', isAgentId, 'an identity agt_…')],
  'return-hand-over': [reason],
  'withdraw-hand-over': [reason],
}
