import { type AgentId, type Instant, isInstant } from '@caseload/core'
import { notClosed, people, staff, type TicketCommandRule } from '../command-rule.ts'
import { type Check, type CommandShapes, isAgentId, isCode, isIdOf, may, need, shortCode } from '../decide/property-checks.ts'
import type { FollowUpId, PromiseId } from './promise-part.ts'

/** Tell the requester by when they will hear of the desk; with the identity of an open promise: tell them another time. */
export interface PromiseUpdate {
  /** Discriminant. */
  readonly type: 'promise-update'
  /** Identity of the promise. */
  readonly promiseId: PromiseId
  /** The time told, in the future; that instant is still in time. */
  readonly dueAt: Instant
  /** What is promised, the desk's own code, e.g. `call-back`; where absent, word of how things stand: the next public answer of an agent keeps it. */
  readonly about?: string
}

/** Say that what was promised was done, where no answer says it. */
export interface KeepPromise {
  /** Discriminant. */
  readonly type: 'keep-promise'
  /** Which promise. */
  readonly promiseId: PromiseId
}

/** Take a promise back with the requester's consent. */
export interface WithdrawPromise {
  /** Discriminant. */
  readonly type: 'withdraw-promise'
  /** Which promise. */
  readonly promiseId: PromiseId
  /** Why, the desk's own code. */
  readonly reason: string
}

/** Set a time at which the desk will look after something; with the identity of an open follow-up: another time. */
export interface ScheduleFollowUp {
  /** Discriminant. */
  readonly type: 'schedule-follow-up'
  /** Identity of the follow-up. */
  readonly followUpId: FollowUpId
  /** The time, in the future; that instant is still in time. */
  readonly dueAt: Instant
  /** What for, the desk's own code, e.g. `check-back`. */
  readonly purpose?: string
  /** Who is to do it; whoever has the ticket then where absent. */
  readonly assigneeId?: AgentId
}

/** Say that a follow-up was done. */
export interface CompleteFollowUp {
  /** Discriminant. */
  readonly type: 'complete-follow-up'
  /** Which follow-up. */
  readonly followUpId: FollowUpId
  /** What came of it, the desk's own code, e.g. `still-works`. */
  readonly result?: string
}

/** Give a follow-up up. */
export interface WithdrawFollowUp {
  /** Discriminant. */
  readonly type: 'withdraw-follow-up'
  /** Which follow-up. */
  readonly followUpId: FollowUpId
  /** Why, the desk's own code. */
  readonly reason: string
}

/** Commands about promises and follow-ups. */
export type PromiseCommand =
  | PromiseUpdate
  | KeepPromise
  | WithdrawPromise
  | ScheduleFollowUp
  | CompleteFollowUp
  | WithdrawFollowUp

/** Every command about promises and follow-ups. */
export const promiseCommandTypes = [
  'promise-update',
  'keep-promise',
  'withdraw-promise',
  'schedule-follow-up',
  'complete-follow-up',
  'withdraw-follow-up',
] as const satisfies readonly PromiseCommand['type'][]

/** Who may give them and where they apply. */
export const promiseCommandRules: Readonly<Record<PromiseCommand['type'], TicketCommandRule>> = {
  'promise-update': { actors: staff, from: notClosed, to: null },
  'keep-promise': { actors: staff, from: notClosed, to: null },
  'withdraw-promise': { actors: people, from: notClosed, to: null },
  'schedule-follow-up': { actors: staff, from: notClosed, to: null },
  'complete-follow-up': { actors: staff, from: notClosed, to: null },
  'withdraw-follow-up': { actors: people, from: notClosed, to: null },
}

/** A moment in epoch milliseconds. */
const isMoment: Check = (value) => typeof value === 'number' && isInstant(value)
const promiseId = need('promiseId', isIdOf('prm'), 'an identity prm_…')
const followUpId = need('followUpId', isIdOf('fup'), 'an identity fup_…')
const dueAt = need('dueAt', isMoment, 'an instant')
const reason = need('reason', isCode, shortCode)

/** Their properties. */
export const promiseCommandShapes: CommandShapes<PromiseCommand['type']> = {
  'promise-update': [promiseId, dueAt, may('about', isCode, shortCode)],
  'keep-promise': [promiseId],
  'withdraw-promise': [promiseId, reason],
  'schedule-follow-up': [followUpId, dueAt, may('purpose', isCode, shortCode), may('assigneeId', isAgentId, 'an identity agt_…')],
  'complete-follow-up': [followUpId, may('result', isCode, shortCode)],
  'withdraw-follow-up': [followUpId, reason],
}
