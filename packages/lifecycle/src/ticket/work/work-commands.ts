import { type ActorRef, type Instant, isInstant } from '@caseload/core'
import { anyCategory, notClosed, staff, type TicketCommandRule, unresolved } from '../command-rule.ts'
import {
  anyLabel,
  type Check,
  type CommandShapes,
  isCode,
  isIdOf,
  isLabel,
  may,
  need,
  orNull,
  shortCode,
} from '../decide/property-checks.ts'
import type { StatementId } from './work-part.ts'

/** How long somebody worked: a number of minutes, or from when to when. */
export type WorkTime = WorkedMinutes | WorkedSpan

/** Work of which only the length is known. */
export interface WorkedMinutes {
  /** Length in minutes, above 0, at most 1,440; fractions are allowed. */
  readonly minutes: number
}

/** Work of which start and stop are known. */
export interface WorkedSpan {
  /** When it began. */
  readonly from: Instant
  /** When it stopped; after `from`, at most 24 hours later, and not in the future. */
  readonly to: Instant
}

/** What an attempt to solve the problem did: `helped`, `no-effect`, or made it `worse`. */
export type ActionOutcome = 'helped' | 'no-effect' | 'worse'

/** Every {@link ActionOutcome}. */
export const actionOutcomes = ['helped', 'no-effect', 'worse'] as const satisfies readonly ActionOutcome[]

/** Say that desk and requester agree what the problem is. A workflow may ask for it: `requires: ['identifiedAt']`. */
export interface ConfirmProblem {
  /** Discriminant. */
  readonly type: 'confirm-problem'
  /** Identity of the statement agreed on; null where none was written down. */
  readonly statementId: StatementId | null
}

/** Tell of an attempt to solve the problem. */
export interface RecordAction {
  /** Discriminant. */
  readonly type: 'record-action'
  /** What was done, the desk's own code, e.g. `restart-router`. */
  readonly code: string
  /** What it did. */
  readonly outcome: ActionOutcome
  /** Step of a checklist that was followed, the desk's own code. */
  readonly step?: string
  /** Article that was followed, the desk's own code. */
  readonly article?: string
  /** How long it took; logged as work. */
  readonly time?: WorkTime
}

/** Tell of time that was worked. */
export interface LogWork {
  /** Discriminant. */
  readonly type: 'log-work'
  /** How long. */
  readonly time: WorkTime
  /** What sort of work, the desk's own code, e.g. `diagnosis`. */
  readonly code?: string
  /** Who worked; whoever gives the command where absent. */
  readonly worker?: ActorRef
}

/** Commands about the work itself. */
export type WorkCommand = ConfirmProblem | RecordAction | LogWork

/** Every command about the work itself. */
export const workCommandTypes = ['confirm-problem', 'record-action', 'log-work'] as const satisfies readonly WorkCommand['type'][]

/** Who may give them and where they apply. What was worked may be told after the end, too. */
export const workCommandRules: Readonly<Record<WorkCommand['type'], TicketCommandRule>> = {
  'confirm-problem': { actors: ['requester', 'agent', 'system'], from: unresolved, to: null },
  'record-action': { actors: staff, from: notClosed, to: null },
  'log-work': { actors: ['agent', 'system'], from: anyCategory, to: null },
}

const dayMs = 86_400_000
const workerPattern = /^(agent|bot):[A-Za-z0-9._:~-]{1,100}$/

const isTime: Check = (value) => isMinutes(value) || isSpan(value)
const isMinutes: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('minutes' in value) || 'from' in value) return false
  const { minutes } = value
  return typeof minutes === 'number' && minutes > 0 && minutes <= 1440
}
const isSpan: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value) || 'minutes' in value) return false
  const { from, to } = value
  if (typeof from !== 'number' || typeof to !== 'number') return false
  return isInstant(from) && isInstant(to) && to > from && to - from <= dayMs
}
const isWorker: Check = (value) => typeof value === 'string' && workerPattern.test(value)
const time = 'minutes above 0 and at most 1,440, or two instants at most 24 hours apart'

/** Their properties. */
export const workCommandShapes: CommandShapes<WorkCommand['type']> = {
  'confirm-problem': [need('statementId', orNull(isIdOf('rmk')), 'an identity rmk_…, or null')],
  'record-action': [
    need('code', isCode, shortCode),
    need('outcome', (value) => actionOutcomes.some((known) => known === value), `one of: ${actionOutcomes.join(', ')}`),
    may('step', isLabel, anyLabel),
    may('article', isLabel, anyLabel),
    may('time', isTime, time),
  ],
  'log-work': [need('time', isTime, time), may('code', isCode, shortCode), may('worker', isWorker, 'an actor agent:… or bot:…')],
}
