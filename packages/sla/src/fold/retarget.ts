import type { Instant } from '@caseload/core'
import type { ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'
import type { RetargetMode } from '../document/sla-document.ts'
import {
  beginSpan,
  type Calendars,
  calendarAt,
  dueFrom,
  endSpan,
  instantOfElapsed,
  lengthOf,
  openSpan,
  settle,
} from './cycle-time.ts'
import type { ClockRun, CycleRun, GoalRun } from './ticket-run.ts'

/** Brings a clock under another calendar or other goals, at the instant they come into force. */
export function retarget(
  clock: ClockRun,
  next: ClockAssignment | null,
  mode: RetargetMode,
  at: Instant,
  calendars: Calendars,
): void {
  if (mode === 'latest-for-all' && next !== null) {
    for (const cycle of [...clock.earlier, ...(clock.cycle === null ? [] : [clock.cycle])]) {
      const goals = cycle.goals
      remeasure(cycle, next, at, calendars)
      noteChanges(cycle, goals, at)
    }
    return
  }
  const { cycle } = clock
  if (cycle === null || cycle.endedAt !== null) return
  const running = openSpan(cycle) !== null
  // A clock that stands still may have been overdrawn by an earlier change: that miss is a result, too.
  if (running) endSpan(cycle, at, calendars)
  else for (const goal of cycle.goals) settle(goal, at)
  // What was counted while nothing was promised was counted around the clock; the first promise counts it in its own hours.
  if (cycle.assigned === null && next !== null) recount(cycle, next.calendar, calendars)
  const time = next === null ? null : calendarAt(calendars, next.calendar)
  const goals: GoalRun[] = cycle.goals.filter(({ breachedAt }) => breachedAt !== null)
  if (next !== null && time !== null) {
    for (const goal of next.goals) {
      const old = goalNamed(cycle.goals, goal.id)
      if (old !== null && old.breachedAt !== null) continue
      const same = old !== null && old.goal === goal
      const targetMs = same ? old.targetMs : newTarget(cycle, old, goal, mode, at, calendars, next.calendar)
      const run: GoalRun = { goal, targetMs, dueAt: null, breachedAt: null, floorAt: at }
      if (targetMs !== null && targetMs < cycle.elapsedMs) run.dueAt = dueFrom(cycle, run, targetMs, at, time)
      goals.push(run)
    }
  }
  const former = cycle.goals
  cycle.goals = goals
  cycle.assigned = next
  noteChanges(cycle, former, at)
  if (!running) return
  beginSpan(cycle, at, next?.calendar ?? 0, calendars)
}

/** Remembers which goals came to have another time. */
function noteChanges(cycle: CycleRun, former: readonly GoalRun[], at: Instant): void {
  for (const { goal, targetMs: toMs } of cycle.goals) {
    const fromMs = goalNamed(former, goal.id)?.targetMs ?? null
    if (fromMs !== toMs) cycle.retargets.push({ at, goal: goal.id, fromMs, toMs })
  }
  for (const { goal, targetMs: fromMs } of former) {
    if (fromMs !== null && goalNamed(cycle.goals, goal.id) === null) {
      cycle.retargets.push({ at, goal: goal.id, fromMs, toMs: null })
    }
  }
}

function goalNamed(goals: readonly GoalRun[], id: string): GoalRun | null {
  for (const goal of goals) if (goal.goal.id === id) return goal
  return null
}

function newTarget(
  cycle: CycleRun,
  old: GoalRun | null,
  goal: ResolvedGoal,
  mode: RetargetMode,
  at: Instant,
  calendars: Calendars,
  calendar: number,
): number | null {
  const restarts = mode === 'restart' && old !== null
  const length = lengthOf(goal, restarts ? at : cycle.startedAt, calendarAt(calendars, calendar))
  if (length === null || old === null || old.targetMs === null) return length
  if (mode === 'restart') return cycle.elapsedMs + length
  if (mode !== 'proportional' || old.targetMs === 0) return length
  return Math.round(cycle.elapsedMs + length * (1 - cycle.elapsedMs / old.targetMs))
}

function recount(cycle: CycleRun, calendar: number, calendars: Calendars): void {
  const time = calendarAt(calendars, calendar)
  cycle.elapsedMs = cycle.carriedMs
  for (const span of cycle.spans) {
    span.calendar = calendar
    if (span.to !== null) cycle.elapsedMs += time.between(span.from, span.to)
  }
}

function remeasure(cycle: CycleRun, next: ClockAssignment, at: Instant, calendars: Calendars): void {
  const time = calendarAt(calendars, next.calendar)
  recount(cycle, next.calendar, calendars)
  cycle.assigned = next
  const running = openSpan(cycle) !== null
  cycle.goals = next.goals.map((goal): GoalRun => {
    const targetMs = lengthOf(goal, cycle.startedAt, time)
    const dueAt = targetMs === null ? null : instantOfElapsed(cycle, targetMs, calendars)
    const until = cycle.endedAt ?? at
    const breachedAt = dueAt !== null && dueAt < until ? dueAt : null
    return {
      goal,
      targetMs,
      dueAt: running || cycle.endedAt !== null || breachedAt !== null ? dueAt : null,
      breachedAt,
      floorAt: null,
    }
  })
}
