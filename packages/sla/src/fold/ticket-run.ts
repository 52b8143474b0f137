import type { Instant } from '@caseload/core'
import type { Assignment, ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'
import type { PromiseRun } from '../promises/promise-state.ts'
import type { SlaFacts } from '../signals/sla-signal.ts'
import { copied } from './entries.ts'
import type { AppliedPolicy, ClockCycle } from './sla-state.ts'

/** What will be handed out, while it is worked out: made once, since a copy of everything at the end costs as much as working it out. */
export type Draft<Shown> = {
  -readonly [Name in keyof Shown]: Shown[Name] extends readonly (infer Entry)[] ? Entry[] : Shown[Name]
}

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
  goals: GoalRun[]
  assigned: ClockAssignment | null
  /** Since when it counts, in the calendar that is assigned; null while it stands still, and once it has ended. */
  countsFrom: Instant | null
  /** As it is shown, but for its goals and calendar and the span that goes on: `elapsedMs` is that of closed spans. Entries of its lists are replaced, never changed. */
  shown: Draft<ClockCycle>
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
  /** What was told of them since, oldest first: put together only for a policy that looks at all of them. */
  changes: SlaFacts[]
  category: number
  status: string | null
  teamId: string | null
  owner: 'agent' | 'bot' | null
  snoozed: boolean
  snoozedUntil: Instant | null
  answered: boolean
  started: boolean
  over: boolean
  /** Clocks that ended with the ticket, and that what ends them happened to since. */
  meanwhile: number[]
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
    changes: copied(run.changes),
    meanwhile: copied(run.meanwhile),
    applied: copied(run.applied),
    clocks: run.clocks.map(({ cycle, earlier }) => ({
      cycle: cycle === null ? null : copyCycle(cycle),
      earlier: earlier.map(copyCycle),
    })),
    promises: run.promises.map((promise) => ({ ...promise })),
  }
}

function copyCycle({ goals, assigned, countsFrom, shown }: CycleRun): CycleRun {
  return {
    goals: goals.map((goal) => ({ ...goal })),
    assigned,
    countsFrom,
    shown: {
      ...shown,
      pauses: copied(shown.pauses),
      retargets: copied(shown.retargets),
      spans: copied(shown.spans),
    },
  }
}
