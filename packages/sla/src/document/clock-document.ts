import type { SlaCategory } from '../signals/status-category.ts'
import type { TriggerDocument } from './trigger-document.ts'

/** A condition of the ticket, beside its status, in which a clock may stand still. */
export const pauseReasons = ['snoozed', 'bot-owned', 'unassigned'] as const

/** One of {@link pauseReasons}. */
export type PauseWhile = (typeof pauseReasons)[number]

/**
 * How often a clock may run on one ticket.
 *
 * `none`: once. `independent`: each start after an end begins a fresh cycle. `chained`: each fulfilment begins the next cycle in the same instant. `continued`: a start after an
 * end goes on where the clock stopped, so that a reopened ticket has only the rest of its time; the time in between does not count.
 */
export type Recurrence = 'none' | 'independent' | 'chained' | 'continued'

/** Cuts pauses to whole units, as desks do that store minutes. */
export interface PauseRounding {
  /** The unit, such as `PT1M`. */
  readonly to: string
  /** `edges`: both ends of a pause are moved back to the unit, counted from 1970 in UTC. `length`: each pause keeps its beginning, and its length in the clock's own time is cut. */
  readonly of: 'edges' | 'length'
}

/** One clock: what starts and stops it and when it stands still. Which tickets have how much time is for policies to say. */
export interface ClockDocument {
  /** What people read; the clock's name where absent. */
  readonly title?: string
  /** What starts it. A start while it runs changes nothing, so it counts from the *first* unanswered message. */
  readonly starts: readonly TriggerDocument[]
  /** What fulfils it. Where one signal both stops and starts, it stops first. */
  readonly stops: readonly TriggerDocument[]
  /** What ends it without a result; a breach before that stays. */
  readonly cancels?: readonly TriggerDocument[]
  /** What begins it anew while it runs or is paused; the time so far is forgotten, a breach is not. */
  readonly restarts?: readonly TriggerDocument[]
  /** Categories in which it stands still. */
  readonly pausedIn?: readonly SlaCategory[]
  /** The desk's own statuses in which it stands still. */
  readonly pausedInStatuses?: readonly string[]
  /** Other conditions in which it stands still. */
  readonly pausedWhile?: readonly PauseWhile[]
  /** How exact pauses are; to the millisecond where absent. */
  readonly pauseRounding?: PauseRounding
  /** How often it may run; `none` where absent. */
  readonly recurrence?: Recurrence
  /** Whether it runs once for each team that holds the ticket: a change of team then ends its cycle, as `fulfilled`, and starts the next. `carried` adds up what one team held it before; `fresh` does not. */
  readonly perTeam?: 'fresh' | 'carried'
}
