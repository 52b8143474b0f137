import type { Instant } from '@caseload/core'
import type { Engine } from '../compile/compiled-sla.ts'
import { promiseAt } from '../promises/promise-state.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { never } from '../time/never.ts'
import { calendarOf, dueFrom } from './cycle-time.ts'
import { noEntries, shown } from './entries.ts'
import type { ClockCycle, ClockState, ClockStatus, CountedSpan, GoalOutcome, GoalState, SlaState } from './sla-state.ts'
import type { CycleRun, GoalRun, TicketRun } from './ticket-run.ts'

/** The state of a ticket's clocks at an instant to which time has passed already. */
export function viewRun(run: TicketRun, engine: Engine, now: Instant): SlaState {
  const clocks: Record<string, ClockState> = {}
  for (let index = 0; index < engine.clockNames.length; index += 1) {
    const clock = run.clocks[index]
    const name = engine.clockNames[index]
    if (clock === undefined || name === undefined) continue
    // A clock that only others wait for, or that nothing was ever promised on, is not shown.
    const promised = (run.assignment?.clocks[index] ?? null) !== null
    const earlier = allPromised(clock.earlier) ? clock.earlier : clock.earlier.filter(wasPromised)
    const cycle = clock.cycle !== null && wasPromised(clock.cycle) ? clock.cycle : null
    if (!promised && earlier.length === 0 && cycle === null) continue
    clocks[name] = viewClock(name, cycle, earlier, engine, now)
  }
  return {
    at: now,
    policy: run.assignment?.policy == null ? null : (run.applied.at(-1) ?? null),
    applied: shown(run.applied),
    clocks,
    promises: run.promises.length === 0 ? noEntries : run.promises.map((promise) => promiseAt(promise, now)),
  }
}

function allPromised(cycles: readonly CycleRun[]): boolean {
  for (const cycle of cycles) if (!wasPromised(cycle)) return false
  return true
}

/** Whether a policy promises something on this cycle, or did until it was missed. */
function wasPromised({ assigned, goals }: CycleRun): boolean {
  return assigned !== null || goals.length > 0
}

function viewClock(name: string, cycle: CycleRun | null, earlier: readonly CycleRun[], engine: Engine, now: Instant): ClockState {
  const current = cycle === null ? null : viewCycle(cycle, engine, now)
  const main = current?.goals[0] ?? null
  return {
    clock: name,
    status: statusOf(cycle),
    outcome: main?.outcome ?? null,
    startedAt: current?.startedAt ?? null,
    endedAt: current?.endedAt ?? null,
    elapsedMs: current?.elapsedMs ?? 0,
    goalMs: main?.goalMs ?? null,
    remainingMs: main?.remainingMs ?? null,
    dueAt: main?.dueAt ?? null,
    breachedAt: main?.breachedAt ?? null,
    current,
    earlier: viewCycles(earlier, engine, now),
  }
}

function statusOf(cycle: CycleRun | null): ClockStatus {
  if (cycle === null) return 'idle'
  if (cycle.endedAt !== null) return cycle.ending === 'fulfilled' ? 'fulfilled' : 'cancelled'
  return cycle.countsFrom === null ? 'paused' : 'running'
}

function viewCycles(cycles: readonly CycleRun[], engine: Engine, now: Instant): readonly ClockCycle[] {
  const only = cycles.length === 0 ? undefined : cycles[0]
  if (only === undefined) return noEntries
  return cycles.length === 1 ? [viewCycle(only, engine, now)] : cycles.map((cycle) => viewCycle(cycle, engine, now))
}

function viewCycle(cycle: CycleRun, engine: Engine, now: Instant): ClockCycle {
  const { name, time } = calendarOf(cycle.assigned, engine.calendars)
  const elapsedMs =
    cycle.elapsedMs + (cycle.countsFrom === null || now <= cycle.countsFrom ? 0 : time.between(cycle.countsFrom, now))
  return {
    cycle: cycle.number,
    startedAt: cycle.startedAt,
    endedAt: cycle.endedAt,
    ending: cycle.ending,
    elapsedMs,
    carriedMs: cycle.carriedMs,
    pauses: shown(cycle.pauses),
    retargets: shown(cycle.retargets),
    spans: viewSpans(cycle, name),
    goals: viewGoals(cycle, elapsedMs, time, now),
    policy: cycle.applied,
    calendar: name === null ? null : { name, version: time.versionAt(cycle.endedAt ?? now) },
    teamId: cycle.teamId,
  }
}

function viewSpans({ countsFrom, spans }: CycleRun, calendar: string | null): readonly CountedSpan[] {
  if (countsFrom === null) return shown(spans)
  const counting = { from: countsFrom, to: null, calendar }
  return spans.length === 0 ? [counting] : [...spans, counting]
}

function viewGoals(cycle: CycleRun, elapsedMs: number, time: BusinessTime, now: Instant): readonly GoalState[] {
  const { goals } = cycle
  const main = goals.length === 0 ? undefined : goals[0]
  if (main === undefined) return noEntries
  return goals.length === 1
    ? [viewGoal(main, cycle, elapsedMs, time, now)]
    : goals.map((goal) => viewGoal(goal, cycle, elapsedMs, time, now))
}

function viewGoal(run: GoalRun, cycle: CycleRun, elapsedMs: number, time: BusinessTime, now: Instant): GoalState {
  const ended = cycle.endedAt !== null
  const breachedAt = run.breachedAt ?? (!ended && run.dueAt !== null && now > run.dueAt ? run.dueAt : null)
  const paused = !ended && cycle.countsFrom === null
  const { targetMs } = run
  const resumes = paused && targetMs !== null && breachedAt === null
  return {
    id: run.goal.id,
    outcome: outcomeOf(run, cycle, breachedAt),
    goalMs: targetMs,
    remainingMs: targetMs === null ? null : targetMs - elapsedMs,
    dueAt: within(run.dueAt ?? run.breachedAt),
    dueIfResumedAt: resumes ? within(dueFrom(cycle, run, targetMs, now, time)) : null,
    breachedAt,
  }
}

/** A calendar that never opens again has no deadline to show. */
function within(due: Instant | null): Instant | null {
  return due !== null && due < never ? due : null
}

function outcomeOf(run: GoalRun, cycle: CycleRun, breachedAt: Instant | null): GoalOutcome {
  if (run.targetMs === null) return 'measured'
  if (breachedAt !== null) return 'missed'
  if (cycle.endedAt === null) return 'open'
  return cycle.ending === 'fulfilled' ? 'met' : 'void'
}
