import type { Instant } from '@caseload/core'
import type { ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'
import type { RetargetMode } from '../document/sla-document.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { beginSpan, type Calendars, calendarOf, dueFrom, endSpan, instantOfElapsed, lengthOf, settle } from './cycle-time.ts'
import { appended, none } from './entries.ts'
import { goalNamed } from './goal-named.ts'
import { sameGoal } from './same-goal.ts'
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
  if (cycle === null || cycle.shown.endedAt !== null) return
  const running = cycle.countsFrom !== null
  // A clock that stands still may have been overdrawn by an earlier change: that miss is a result, too.
  if (running) endSpan(cycle, at, calendars)
  else for (const goal of cycle.goals) settle(goal, at)
  // What was counted while nothing was promised was counted around the clock; the first promise counts it in its own hours.
  if (cycle.assigned === null && next !== null) recount(cycle, next, calendars)
  let goals = missed(cycle.goals)
  if (next !== null) {
    const { time } = calendarOf(next, calendars)
    const sameHours = cycle.assigned !== null && cycle.assigned.calendar === next.calendar
    for (const goal of next.goals) {
      const old = goalNamed(cycle.goals, goal.id)
      if (old !== null && old.breachedAt !== null) continue
      if (old !== null && sameHours && sameGoal(old.goal, goal)) {
        goals = appended(goals, { ...old, goal })
        continue
      }
      const targetMs = newTarget(cycle, old, goal, mode, at, time)
      const run: GoalRun = { goal, targetMs, dueAt: null, breachedAt: null, floorAt: at }
      if (targetMs !== null && targetMs < cycle.shown.elapsedMs) run.dueAt = dueFrom(cycle, run, targetMs, at, time)
      goals = appended(goals, run)
    }
  }
  const former = cycle.goals
  cycle.goals = goals
  cycle.assigned = next
  noteChanges(cycle, former, at)
  if (running) beginSpan(cycle, at, calendars)
}

/** Takes over the steps of goals that stay the same: deadlines stay as they are, and what is missed keeps the steps it was missed under. */
export function adoptSteps({ cycle }: ClockRun, next: ClockAssignment | null, at: Instant): void {
  if (cycle === null || next === null || cycle.shown.endedAt !== null) return
  cycle.assigned = next
  for (const goal of cycle.goals) settle(goal, at)
  for (const goal of next.goals) {
    const run = goalNamed(cycle.goals, goal.id)
    if (run !== null && run.breachedAt === null) run.goal = goal
  }
}

function missed(goals: readonly GoalRun[]): GoalRun[] {
  let those: GoalRun[] = none
  for (const goal of goals) if (goal.breachedAt !== null) those = appended(those, goal)
  return those
}

/** Remembers which goals came to have another time. */
function noteChanges(cycle: CycleRun, former: readonly GoalRun[], at: Instant): void {
  const { shown, goals } = cycle
  for (const { goal, targetMs: toMs } of goals) {
    const before = goalNamed(former, goal.id)
    const fromMs = before === null ? null : before.targetMs
    if (fromMs !== toMs) shown.retargets = appended(shown.retargets, { at, goal: goal.id, fromMs, toMs })
  }
  for (const { goal, targetMs: fromMs } of former) {
    if (fromMs !== null && goalNamed(goals, goal.id) === null) {
      shown.retargets = appended(shown.retargets, { at, goal: goal.id, fromMs, toMs: null })
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
  const { startedAt, elapsedMs } = cycle.shown
  const restarts = mode === 'restart' && old !== null
  const length = lengthOf(goal, restarts ? at : startedAt, time)
  const formerMs = old === null ? null : old.targetMs
  if (length === null || formerMs === null) return length
  if (mode === 'restart') return elapsedMs + length
  if (mode !== 'proportional' || formerMs === 0) return length
  // Of a clock that is overdrawn nothing is left.
  const left = Math.max(0, 1 - elapsedMs / formerMs)
  return Math.round(elapsedMs + length * left)
}

function recount({ shown }: CycleRun, assigned: ClockAssignment, calendars: Calendars): void {
  const { name, time } = calendarOf(assigned, calendars)
  shown.elapsedMs = shown.carriedMs
  shown.spans = shown.spans.map(({ from, to }) => ({ from, to, calendar: name }))
  for (const { from, to } of shown.spans) if (to !== null) shown.elapsedMs += time.between(from, to)
}

function remeasure(cycle: CycleRun, next: ClockAssignment, at: Instant, calendars: Calendars): void {
  const { time } = calendarOf(next, calendars)
  recount(cycle, next, calendars)
  cycle.assigned = next
  const running = cycle.countsFrom !== null
  cycle.goals = next.goals.map((goal): GoalRun => {
    const { startedAt, endedAt } = cycle.shown
    const targetMs = lengthOf(goal, startedAt, time)
    const dueAt = targetMs === null ? null : instantOfElapsed(cycle, targetMs, calendars)
    const breachedAt = dueAt !== null && dueAt < (endedAt ?? at) ? dueAt : null
    const known = running || endedAt !== null || breachedAt !== null
    return { goal, targetMs, dueAt: known ? dueAt : null, breachedAt, floorAt: null }
  })
}
