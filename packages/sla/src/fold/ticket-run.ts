import type { Instant } from '@caseload/core'
import type { Assignment, ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'
import type { PromiseRun } from '../promises/promise-state.ts'
import type { SlaFacts } from '../signals/sla-signal.ts'
import { copied } from './entries.ts'
import type { AppliedPolicy, CountedSpan, CycleEnding, Pause, Retarget } from './sla-state.ts'

/** A goal while its cycle runs. */
export interface GoalRun {
  goal: ResolvedGoal
  /** In terms of the cycle's elapsed time; null without a deadline. */
  targetMs: number | null
  dueAt: Instant | null
  breachedAt: Instant | null
  /** No deadline lies before this: the instant of the last change. */
  floorAt: Instant | null
}

/** A cycle while it runs. */
export interface CycleRun {
  number: number
  startedAt: Instant
  endedAt: Instant | null
  ending: CycleEnding | null
  carriedMs: number
  /** Of closed spans, with what was carried. */
  elapsedMs: number
  /** Since when it counts, in the calendar that is assigned; null while it stands still, and once it has ended. */
  countsFrom: Instant | null
  /** Where it counted before that, as it is shown: an entry is replaced, never changed. */
  spans: CountedSpan[]
  /** Where it stood still; the last goes on while its end is null. */
  pauses: Pause[]
  goals: GoalRun[]
  retargets: Retarget[]
  assigned: ClockAssignment | null
  applied: AppliedPolicy | null
  teamId: string | null
}

/** A clock of a ticket. */
export interface ClockRun {
  cycle: CycleRun | null
  earlier: CycleRun[]
}

/** A ticket's clocks while they are being worked on: changed in place, copied by `copyRun` before anybody else sees them. */
export interface TicketRun {
  version: number
  assignment: Assignment | null
  facts: SlaFacts
  category: number
  status: string | null
  teamId: string | null
  owner: 'agent' | 'bot' | null
  snoozed: boolean
  snoozedUntil: Instant | null
  answered: boolean
  started: boolean
  over: boolean
  at: Instant
  /** Nothing happens by itself before this. */
  nextChange: number
  applied: AppliedPolicy[]
  clocks: ClockRun[]
  promises: PromiseRun[]
}

/** A copy that shares nothing that changes. */
export function copyRun(run: TicketRun): TicketRun {
  return {
    ...run,
    applied: copied(run.applied),
    clocks: run.clocks.map(({ cycle, earlier }) => ({
      cycle: cycle === null ? null : copyCycle(cycle),
      earlier: earlier.map(copyCycle),
    })),
    promises: run.promises.map((promise) => ({ ...promise })),
  }
}

function copyCycle(cycle: CycleRun): CycleRun {
  return {
    ...cycle,
    spans: copied(cycle.spans),
    pauses: copied(cycle.pauses),
    retargets: copied(cycle.retargets),
    goals: cycle.goals.map((goal) => ({ ...goal })),
  }
}
