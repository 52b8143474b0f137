import type { Instant } from '@caseload/core'
import type { Assignment, ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'
import type { PromiseRun } from '../promises/promise-state.ts'
import type { SlaFacts } from '../signals/sla-signal.ts'
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
  /** Where it counted, as it is shown: an entry is replaced, never changed. The last goes on while its end is null; it counts in the calendar that is assigned. */
  spans: CountedSpan[]
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
    applied: [...run.applied],
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
    spans: [...cycle.spans],
    pauses: [...cycle.pauses],
    retargets: [...cycle.retargets],
    goals: cycle.goals.map((goal) => ({ ...goal })),
  }
}

/** A list with one more entry; the list itself, but where it was empty. Most stay that short, and a list that grows from nothing makes room for many. */
export function appended<Entry>(list: Entry[], entry: Entry): Entry[] {
  if (list.length === 0) return [entry]
  list.push(entry)
  return list
}
