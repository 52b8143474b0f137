import type { Instant } from '@caseload/core'
import type { Engine } from '../compile/compiled-sla.ts'
import { promiseAt } from '../promises/promise-state.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { never } from '../time/never.ts'
import { calendarOf, dueFrom } from './cycle-time.ts'
import { appended, noEntries, shown } from './entries.ts'
import type { ClockCycle, ClockState, ClockStatus, GoalOutcome, GoalState, SlaState } from './sla-state.ts'
import type { CycleRun, GoalRun, TicketRun } from './ticket-run.ts'

/** The state of a ticket's clocks at an instant to which time has passed already. It is made of what the run holds, which is used up. */
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
  const before = viewCycles(earlier, engine, now)
  if (cycle === null) return idleClock(name, before)
  const current = viewCycle(cycle, engine, now)
  const main = current.goals.length === 0 ? noGoal : (current.goals[0] ?? noGoal)
  return {
    clock: name,
    status: statusOf(cycle),
    outcome: main.outcome,
    startedAt: current.startedAt,
    endedAt: current.endedAt,
    elapsedMs: current.elapsedMs,
    goalMs: main.goalMs,
    remainingMs: main.remainingMs,
    dueAt: main.dueAt,
    breachedAt: main.breachedAt,
    current,
    earlier: before,
  }
}

function idleClock(name: string, earlier: readonly ClockCycle[]): ClockState {
  const { outcome, goalMs, remainingMs, dueAt, breachedAt } = noGoal
  const started = { startedAt: null, endedAt: null, elapsedMs: 0 }
  return { clock: name, status: 'idle', outcome, ...started, goalMs, remainingMs, dueAt, breachedAt, current: null, earlier }
}

/** What a clock without a main goal shows of it. */
const noGoal: Pick<ClockState, 'outcome' | 'goalMs' | 'remainingMs' | 'dueAt' | 'breachedAt'> = {
  outcome: null,
  goalMs: null,
  remainingMs: null,
  dueAt: null,
  breachedAt: null,
}

function statusOf({ countsFrom, shown: { endedAt, ending } }: CycleRun): ClockStatus {
  if (endedAt !== null) return ending === 'fulfilled' ? 'fulfilled' : 'cancelled'
  return countsFrom === null ? 'paused' : 'running'
}

function viewCycles(cycles: readonly CycleRun[], engine: Engine, now: Instant): readonly ClockCycle[] {
  const only = cycles.length === 0 ? undefined : cycles[0]
  if (only === undefined) return noEntries
  return cycles.length === 1 ? [viewCycle(only, engine, now)] : cycles.map((cycle) => viewCycle(cycle, engine, now))
}

/** Fills in what depends on `now`. */
function viewCycle(cycle: CycleRun, { calendars }: Engine, now: Instant): ClockCycle {
  const { shown, countsFrom, goals } = cycle
  const { name, time, appliedAt } = calendarOf(cycle.assigned, calendars)
  if (countsFrom !== null) {
    if (now > countsFrom) shown.elapsedMs += time.between(countsFrom, now)
    shown.spans = appended(shown.spans, { from: countsFrom, to: null, calendar: name })
  } else if (shown.spans.length === 0) shown.spans = noEntries
  if (shown.pauses.length === 0) shown.pauses = noEntries
  if (shown.retargets.length === 0) shown.retargets = noEntries
  shown.calendar = appliedAt(shown.endedAt ?? now)
  const main = goals.length === 0 ? undefined : goals[0]
  if (main === undefined) shown.goals = noEntries
  else if (goals.length === 1) shown.goals = [viewGoal(main, cycle, time, now)]
  else shown.goals = goals.map((goal) => viewGoal(goal, cycle, time, now))
  return shown
}

function viewGoal(run: GoalRun, cycle: CycleRun, time: BusinessTime, now: Instant): GoalState {
  const { endedAt, elapsedMs } = cycle.shown
  const { targetMs, dueAt } = run
  const breachedAt = run.breachedAt ?? (endedAt === null && dueAt !== null && now > dueAt ? dueAt : null)
  const resumes = endedAt === null && cycle.countsFrom === null && breachedAt === null
  return {
    id: run.goal.id,
    outcome: outcomeOf(targetMs, breachedAt, cycle),
    goalMs: targetMs,
    remainingMs: targetMs === null ? null : targetMs - elapsedMs,
    dueAt: within(dueAt ?? run.breachedAt),
    dueIfResumedAt: resumes && targetMs !== null ? within(dueFrom(cycle, run, targetMs, now, time)) : null,
    breachedAt,
  }
}

/** A calendar that never opens again has no deadline to show. */
function within(due: Instant | null): Instant | null {
  return due !== null && due < never ? due : null
}

function outcomeOf(targetMs: number | null, breachedAt: Instant | null, { shown: { endedAt, ending } }: CycleRun): GoalOutcome {
  if (targetMs === null) return 'measured'
  if (breachedAt !== null) return 'missed'
  if (endedAt === null) return 'open'
  return ending === 'fulfilled' ? 'met' : 'void'
}
