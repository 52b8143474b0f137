import type { Predicate } from '@caseload/conditions'
import type { Instant } from '@caseload/core'
import type { PauseWhile, Recurrence } from '../document/clock-document.ts'
import type { EscalationAction } from '../document/goal-document.ts'
import type { RetargetMode, SlaDocument } from '../document/sla-document.ts'
import type { AppliedCalendar } from '../fold/sla-state.ts'
import type { BusinessTime } from '../time/business-time.ts'

/** When a step happens, in milliseconds: relative to the start (`share` of the goal) or to the deadline. */
export interface CompiledStep {
  readonly id: string
  readonly percent: number | null
  /** Milliseconds after the deadline; negative before; null for a share. */
  readonly offsetMs: number | null
  readonly elapsed: boolean
  readonly actions: readonly EscalationAction[]
}

/** One goal as it holds for certain facts. `sameGoal` tells one from another. */
export interface ResolvedGoal {
  readonly id: string
  /** Exact length; null where it is in working days, or without promise. */
  readonly ms: number | null
  readonly days: number | null
  readonly untilEndOfDay: boolean
  /** Whether that is reckoned at the start only. */
  readonly endOnce: boolean
  /** Whether there is a deadline at all. */
  readonly promised: boolean
  readonly steps: readonly CompiledStep[]
}

/** One goal of a target, before facts are known. */
export interface CompiledGoal {
  readonly by: string | null
  readonly table: ReadonlyMap<string, ResolvedGoal>
  /** The goal where there is no table, or no entry. */
  readonly otherwise: ResolvedGoal | null
}

/** What one policy promises on one clock. */
export interface CompiledTarget {
  /** Index in {@link Engine.calendars}. */
  readonly calendar: number
  readonly goals: readonly CompiledGoal[]
}

/** One policy, ready to match. */
export interface CompiledPolicy {
  readonly id: string
  readonly when: Predicate | null
  readonly onChange: RetargetMode
  /** By clock index; null where it promises nothing. */
  readonly targets: readonly (CompiledTarget | null)[]
  /** What it promises, worked out for every value of the one fact its tables ask for; null where they ask for several. */
  readonly assignments: AssignmentTable | null
}

/** What a policy promises by the value of one fact. */
export interface AssignmentTable {
  /** The fact; null where nothing depends on any. */
  readonly by: string | null
  readonly of: ReadonlyMap<string, Assignment>
  /** Where the fact is missing, or has another value. */
  readonly otherwise: Assignment
}

/** What holds for one ticket now: the policy, and each clock's calendar and goals. */
export interface Assignment {
  readonly policy: CompiledPolicy | null
  /** By clock index; null where nothing is promised. */
  readonly clocks: readonly (ClockAssignment | null)[]
}

/** One clock's calendar and goals. */
export interface ClockAssignment {
  readonly calendar: number
  readonly goals: readonly ResolvedGoal[]
}

/** What a change of the desk's own status does. */
export interface StatusAction {
  readonly enters: ReadonlySet<string> | null
  readonly leaves: ReadonlySet<string> | null
  readonly bits: number
}

/** One clock, ready to run. */
export interface CompiledClock {
  /** What to do, by signal code. */
  readonly actions: Uint8Array
  readonly statusActions: readonly StatusAction[]
  /** Bit per category in which it stands still. */
  readonly pausedIn: number
  readonly pausedInStatuses: ReadonlySet<string> | null
  readonly pausedWhile: ReadonlySet<PauseWhile> | null
  /** Milliseconds of a unit; 0 for exact pauses. */
  readonly roundTo: number
  readonly roundEdges: boolean
  readonly recurrence: Recurrence
  readonly perTeam: 'fresh' | 'carried' | null
}

/** One version of the document. */
export interface CompiledVersion {
  /** Null before the first version is in force. */
  readonly document: SlaDocument | null
  /** First instant it holds; -Infinity for ever. */
  readonly from: number
  readonly policies: readonly CompiledPolicy[]
  /** By clock index; null where this version has no such clock. */
  readonly clocks: readonly (CompiledClock | null)[]
  /** By signal code, the indexes of the clocks that do something on it; empty where none does. */
  readonly reacting: readonly (readonly number[])[]
  /** Indexes of the clocks that can stand still. */
  readonly pausable: readonly number[]
  /** Indexes of the clocks that each team has its own of. */
  readonly perTeam: readonly number[]
  /** Indexes of the clocks that a status of the desk's own starts or ends. */
  readonly statusBound: readonly number[]
  /** Names of the declared facts: policies see no others. */
  readonly declared: readonly string[]
  /** Which of the facts that signals tell of are declared, and so may change the policy. */
  readonly reads: { readonly team: boolean; readonly category: boolean; readonly status: boolean; readonly owner: boolean }
}

/** Everything compiled. */
export interface Engine {
  readonly versions: readonly CompiledVersion[]
  readonly clockNames: readonly string[]
  /** First code of the application's own events. */
  readonly events: ReadonlyMap<string, number>
  /** Index 0 is time around the clock. */
  readonly calendars: readonly NamedCalendar[]
}

/** A calendar, and the name documents know it by; null for time around the clock. */
export interface NamedCalendar {
  readonly name: string | null
  readonly time: BusinessTime
  /** What results record of it at an instant; the same object for as long as its version stays the same. */
  readonly appliedAt: (at: Instant) => AppliedCalendar | null
}
