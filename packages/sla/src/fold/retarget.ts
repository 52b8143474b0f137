import type { Instant } from '@caseload/core'
import type { ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'
import type { RetargetMode } from '../document/sla-document.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { beginSpan, type Calendars, calendarOf, dueFrom, endSpan, instantOfElapsed, lengthOf, settle } from './cycle-time.ts'
import { appended, none } from './entries.ts'
import { goalNamed } from './goal-named.ts'
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
  const running = cycle.countsFrom !== null
  // A clock that stands still may have been overdrawn by an earlier change: that miss is a result, too.
  if (running) endSpan(cycle, at, calendars)
  else for (const goal of cycle.goals) settle(goal, at)
  // What was counted while nothing was promised was counted around the clock; the first promise counts it in its own hours.
  if (cycle.assigned === null && next !== null) recount(cycle, next, calendars)
  let goals = missed(cycle.goals)
  if (next !== null) {
    const { time } = calendarOf(next, calendars)
    for (const goal of next.goals) {
      const old = goalNamed(cycle.goals, goal.id)
      if (old !== null && old.breachedAt !== null) continue
      const same = old !== null && old.goal === goal
      const targetMs = same ? old.targetMs : newTarget(cycle, old, goal, mode, at, time)
      const run: GoalRun = { goal, targetMs, dueAt: null, breachedAt: null, floorAt: at }
      if (targetMs !== null && targetMs < cycle.elapsedMs) run.dueAt = dueFrom(cycle, run, targetMs, at, time)
      goals = appended(goals, run)
    }
  }
  const former = cycle.goals
  cycle.goals = goals
  cycle.assigned = next
  noteChanges(cycle, former, at)
  if (running) beginSpan(cycle, at, calendars)
}

function missed(goals: readonly GoalRun[]): GoalRun[] {
  let those: GoalRun[] = none
  for (const goal of goals) if (goal.breachedAt !== null) those = appended(those, goal)
  return those
}

/** Remembers which goals came to have another time. */
function noteChanges(cycle: CycleRun, former: readonly GoalRun[], at: Instant): void {
  for (const { goal, targetMs: toMs } of cycle.goals) {
    const fromMs = goalNamed(former, goal.id)?.targetMs ?? null
    if (fromMs !== toMs) cycle.retargets = appended(cycle.retargets, { at, goal: goal.id, fromMs, toMs })
  }
  for (const { goal, targetMs: fromMs } of former) {
    if (fromMs !== null && goalNamed(cycle.goals, goal.id) === null) {
      cycle.retargets = appended(cycle.retargets, { at, goal: goal.id, fromMs, toMs: null })
    }
  }
}

function newTarget(
  cycle: CycleRun,
  old: GoalRun | null,
  goal: ResolvedGoal,
  mode: RetargetMode,
  at: Instant,
  time: BusinessTime,
): number | null {
  const restarts = mode === 'restart' && old !== null
  const length = lengthOf(goal, restarts ? at : cycle.startedAt, time)
  if (length === null || old === null || old.targetMs === null) return length
  if (mode === 'restart') return cycle.elapsedMs + length
  if (mode !== 'proportional' || old.targetMs === 0) return length
  return Math.round(cycle.elapsedMs + length * (1 - cycle.elapsedMs / old.targetMs))
}

function recount(cycle: CycleRun, assigned: ClockAssignment, calendars: Calendars): void {
  const { name, time } = calendarOf(assigned, calendars)
  cycle.elapsedMs = cycle.carriedMs
  cycle.spans = cycle.spans.map(({ from, to }) => ({ from, to, calendar: name }))
  for (const { from, to } of cycle.spans) if (to !== null) cycle.elapsedMs += time.between(from, to)
}

function remeasure(cycle: CycleRun, next: ClockAssignment, at: Instant, calendars: Calendars): void {
  const { time } = calendarOf(next, calendars)
  recount(cycle, next, calendars)
  cycle.assigned = next
  const running = cycle.countsFrom !== null
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
