import type { Instant } from '@caseload/core'
import type { PauseWhile } from '../document/clock-document.ts'
import type { PromiseState } from '../promises/promise-state.ts'

/** A stretch of time a clock counted in, and in which calendar. */
export interface CountedSpan {
  /** Where it begins. */
  readonly from: Instant
  /** Where it ends; null while the clock runs. */
  readonly to: Instant | null
  /** The calendar; null for time around the clock. */
  readonly calendar: string | null
}

/** A stretch in which a clock stood still. */
export interface Pause {
  /** Where it begins. */
  readonly from: Instant
  /** Where it ends; null while the clock stands still. */
  readonly to: Instant | null
  /** Why: the `category` or `status` the ticket was in, or another condition. */
  readonly reason: 'category' | 'status' | PauseWhile
}

/** The policy that was in force for a ticket from an instant on. */
export interface AppliedPolicy {
  /** Since when. */
  readonly at: Instant
  /** Id of the document. */
  readonly document: string
  /** Version of the document. */
  readonly version: number
  /** The policy; null where none matched. */
  readonly policy: string | null
}

/** The calendar a clock counted in, and which version of it. */
export interface AppliedCalendar {
  /** Its name in the document. */
  readonly name: string
  /** The version in force at the end of the cycle, or now; null where the calendar has none. */
  readonly version: string | null
}

/**
 * What became of a goal. `open`: neither met nor missed yet. `met`: fulfilled at or before the deadline. `missed`: the deadline passed, whatever came after. `void`: cancelled before its
 * deadline. `measured`: there was no deadline to meet.
 */
export type GoalOutcome = 'open' | 'met' | 'missed' | 'void' | 'measured'

/** One goal of a cycle. */
export interface GoalState {
  /** Its name; `main` is the target's own goal. */
  readonly id: string
  /** What became of it. */
  readonly outcome: GoalOutcome
  /** How much time it has in the clock's own time; null without a deadline. */
  readonly goalMs: number | null
  /** Time left in the clock's own time, negative once overdrawn; null without a deadline. */
  readonly remainingMs: number | null
  /** The deadline: of a running clock as things stand, of an ended one as it was at the end; null while it stands still, without a deadline, and where the calendar never opens for so long. Met means at or before it. */
  readonly dueAt: Instant | null
  /** Where the deadline would be if a clock that stands still went on now; null otherwise. */
  readonly dueIfResumedAt: Instant | null
  /** The instant it was missed, to the millisecond, even if nobody looked then; null where it was not. */
  readonly breachedAt: Instant | null
}

/** How a cycle ended. `withdrawn`: no policy promised anything on this clock any more. */
export type CycleEnding = 'fulfilled' | 'cancelled' | 'restarted' | 'merged' | 'ended' | 'withdrawn'

/** A goal that came to have another time while its cycle went on. */
export interface Retarget {
  /** When. */
  readonly at: Instant
  /** Which goal. */
  readonly goal: string
  /** The time it had, in the clock's own time; null where it had no deadline. */
  readonly fromMs: number | null
  /** The time it has since; null where it has no deadline any more. */
  readonly toMs: number | null
}

/** One run of a clock, from a start to its end. */
export interface ClockCycle {
  /** 1 for the first. */
  readonly cycle: number
  /** When it started to count. */
  readonly startedAt: Instant
  /** When it ended; null while it has not. */
  readonly endedAt: Instant | null
  /** How it ended; null while it has not. */
  readonly ending: CycleEnding | null
  /** Time counted, in the clock's own time, with what was carried over. */
  readonly elapsedMs: number
  /** Of `elapsedMs`, what earlier cycles had used up. */
  readonly carriedMs: number
  /** Where it stood still. */
  readonly pauses: readonly Pause[]
  /** Where it counted. */
  readonly spans: readonly CountedSpan[]
  /** Changes of its goals, oldest first. */
  readonly retargets: readonly Retarget[]
  /** Its goals, `main` first. */
  readonly goals: readonly GoalState[]
  /** The policy in force last; null where none was. */
  readonly policy: AppliedPolicy | null
  /** The calendar in force last; null for time around the clock. */
  readonly calendar: AppliedCalendar | null
  /** The team that held the ticket when it started. */
  readonly teamId: string | null
}

/** Whether a clock has not started (`idle`), runs, stands still, or has ended. */
export type ClockStatus = 'idle' | 'running' | 'paused' | 'fulfilled' | 'cancelled'

/** One clock of a ticket at an instant: its present or last cycle, and those before. */
export interface ClockState {
  /** The clock's name. */
  readonly clock: string
  /** Whether it runs. */
  readonly status: ClockStatus
  /** What became of the main goal; null before the clock started. */
  readonly outcome: GoalOutcome | null
  /** When the present or last cycle started; null before that. */
  readonly startedAt: Instant | null
  /** When the last cycle ended; null while it has not. */
  readonly endedAt: Instant | null
  /** Time counted in the clock's own time. */
  readonly elapsedMs: number
  /** Time the main goal has; null without a deadline. */
  readonly goalMs: number | null
  /** Time left for the main goal, negative once overdrawn; null without a deadline. */
  readonly remainingMs: number | null
  /** Deadline of the main goal; see {@link GoalState}. */
  readonly dueAt: Instant | null
  /** When the main goal was missed. */
  readonly breachedAt: Instant | null
  /** The present or last cycle; null before the clock started. */
  readonly current: ClockCycle | null
  /** The cycles before it, oldest first. */
  readonly earlier: readonly ClockCycle[]
}

/** The clocks of one ticket at an instant: plain JSON. */
export interface SlaState {
  /** The instant this is the state of. */
  readonly at: Instant
  /** The policy in force; null where none matches, or nothing has begun. */
  readonly policy: AppliedPolicy | null
  /** Every policy that was in force, oldest first: what `sla-applied` events record. */
  readonly applied: readonly AppliedPolicy[]
  /** Each clock that a policy in force promised something on, by name. */
  readonly clocks: Readonly<Record<string, ClockState>>
  /** Times told to the requester, in the order they were first told. */
  readonly promises: readonly PromiseState[]
}
