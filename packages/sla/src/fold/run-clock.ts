import type { Instant } from '@caseload/core'
import type { ClockAssignment, CompiledClock } from '../compile/compiled-sla.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { later } from '../time/later.ts'
import { beginSpan, type Calendars, calendarOf, endSpan, floorTo, lengthOf, settle } from './cycle-time.ts'
import { appended, none } from './entries.ts'
import { goalNamed } from './goal-named.ts'
import { sameGoal } from './same-goal.ts'
import type { CycleEnding, Pause } from './sla-state.ts'
import type { ClockRun, CycleRun, GoalRun, TicketRun } from './ticket-run.ts'

/** Whether a cycle has not ended. */
export function isActive(clock: ClockRun): boolean {
  return clock.cycle !== null && clock.cycle.shown.endedAt === null
}

/** Why a clock stands still as the ticket is; null where it counts. */
export function pauseReason(compiled: CompiledClock, run: TicketRun): Pause['reason'] | null {
  if ((compiled.pausedIn & (1 << run.category)) !== 0) return 'category'
  if (compiled.pausedInStatuses !== null && run.status !== null && compiled.pausedInStatuses.has(run.status)) return 'status'
  const others = compiled.pausedWhile
  if (others === null) return null
  if (run.snoozed && others.has('snoozed')) return 'snoozed'
  if (run.owner === 'bot' && others.has('bot-owned')) return 'bot-owned'
  return run.owner === null && others.has('unassigned') ? 'unassigned' : null
}

/** Begins a cycle, if the clock may run again. */
export function startClock(
  clock: ClockRun,
  compiled: CompiledClock,
  run: TicketRun,
  index: number,
  at: Instant,
  calendars: Calendars,
): void {
  const last = clock.cycle
  if (last !== null && compiled.recurrence === 'none' && last.shown.ending === 'fulfilled' && compiled.perTeam === null) return
  if (compiled.perTeam !== null && run.teamId === null) return
  beginCycle(clock, compiled, run, index, carriedFrom(clock, compiled, run.teamId), at, calendars)
}

/** Begins a cycle that goes on from the last one, however often the clock may run. */
export function continueClock(
  clock: ClockRun,
  compiled: CompiledClock,
  run: TicketRun,
  index: number,
  at: Instant,
  calendars: Calendars,
): void {
  beginCycle(clock, compiled, run, index, clock.cycle, at, calendars)
}

function beginCycle(
  clock: ClockRun,
  compiled: CompiledClock,
  run: TicketRun,
  index: number,
  source: CycleRun | null,
  at: Instant,
  calendars: Calendars,
): void {
  const last = clock.cycle
  const assigned = run.assignment?.clocks[index] ?? null
  const carriedMs = source === null ? 0 : usedBy(source, assigned, calendars)
  const cycle: CycleRun = {
    goals: goalsFor(assigned, source, at, calendars),
    assigned,
    countsFrom: null,
    shown: {
      cycle: last === null ? 1 : last.shown.cycle + 1,
      startedAt: at,
      endedAt: null,
      ending: null,
      elapsedMs: carriedMs,
      carriedMs,
      pauses: none,
      retargets: none,
      spans: none,
      goals: none,
      policy: run.applied.length === 0 ? null : (run.applied[run.applied.length - 1] ?? null),
      calendar: null,
      teamId: run.teamId,
    },
  }
  if (last !== null) clock.earlier = appended(clock.earlier, last)
  clock.cycle = cycle
  const reason = pauseReason(compiled, run)
  if (reason === null) beginSpan(cycle, at, calendars)
  else beginPause(cycle, at, reason)
}

/** What a cycle used up. While nothing was promised it counted around the clock; the first promise counts it in its own hours. */
function usedBy({ assigned, shown }: CycleRun, next: ClockAssignment | null, calendars: Calendars): number {
  if (assigned !== null || next === null || next.calendar === 0) return shown.elapsedMs
  const { time } = calendarOf(next, calendars)
  let used = shown.carriedMs
  for (const { from, to } of shown.spans) if (to !== null) used += time.between(from, to)
  return used
}

function goalsFor(assigned: ClockAssignment | null, source: CycleRun | null, at: Instant, calendars: Calendars): GoalRun[] {
  let goals: GoalRun[] = none
  if (assigned === null) return goals
  const { time } = calendarOf(assigned, calendars)
  const sameHours = source !== null && source.assigned !== null && source.assigned.calendar === assigned.calendar
  for (const goal of assigned.goals) {
    const earlier = source === null ? null : goalNamed(source.goals, goal.id)
    const carries = sameHours && earlier !== null && sameGoal(earlier.goal, goal)
    const targetMs = carries ? earlier.targetMs : lengthOf(goal, source === null ? at : source.shown.startedAt, time)
    const breachedAt = earlier === null ? null : earlier.breachedAt
    goals = appended(goals, { goal, targetMs, dueAt: breachedAt, breachedAt, floorAt: source === null ? null : at })
  }
  return goals
}

function carriedFrom(clock: ClockRun, compiled: CompiledClock, teamId: string | null): CycleRun | null {
  const last = clock.cycle
  if (last === null) return null
  if (compiled.perTeam === 'carried') return [...clock.earlier, last].findLast((cycle) => cycle.shown.teamId === teamId) ?? null
  return compiled.perTeam === null && compiled.recurrence === 'continued' ? last : null
}

/** Ends a cycle; its results are final. */
export function endClock(clock: ClockRun, ending: CycleEnding, at: Instant, calendars: Calendars): void {
  const { cycle } = clock
  if (cycle === null || cycle.shown.endedAt !== null) return
  if (cycle.countsFrom !== null) endSpan(cycle, at, calendars)
  else {
    closePause(cycle, at)
    for (const goal of cycle.goals) settle(goal, at)
  }
  cycle.shown.endedAt = at
  cycle.shown.ending = ending
}

/** Pauses or resumes a clock as the ticket now is. */
export function adjustClock(clock: ClockRun, compiled: CompiledClock, run: TicketRun, at: Instant, calendars: Calendars): void {
  const { cycle } = clock
  if (cycle === null || cycle.shown.endedAt !== null) return
  const reason = pauseReason(compiled, run)
  const counted = cycle.countsFrom
  if (counted !== null && reason === null) return
  if (counted !== null && reason !== null) {
    const exact = compiled.roundTo === 0 || !compiled.roundEdges
    const from = exact ? at : later(counted, floorTo(at, compiled.roundTo))
    // What was missed before the pause was told stays missed, though the pause is moved back before it.
    for (const goal of cycle.goals) settle(goal, at)
    endSpan(cycle, from, calendars)
    for (const goal of cycle.goals) if (goal.breachedAt === null) goal.dueAt = null
    beginPause(cycle, from, reason)
    return
  }
  const { pauses } = cycle.shown
  const pause = pauses.length === 0 ? undefined : pauses[pauses.length - 1]
  if (counted !== null || pause === undefined || pause.to !== null) return
  if (reason === pause.reason) return
  for (const goal of cycle.goals) settle(goal, at)
  const resumed = reason === null ? resumedAt(compiled, pause.from, at, calendarOf(cycle.assigned, calendars).time) : at
  closePause(cycle, resumed)
  if (reason === null) beginSpan(cycle, resumed, calendars)
  else beginPause(cycle, at, reason)
}

function resumedAt(compiled: CompiledClock, from: Instant, at: Instant, time: BusinessTime): Instant {
  if (compiled.roundTo === 0) return at
  if (compiled.roundEdges) return later(from, floorTo(at, compiled.roundTo))
  const length = time.between(from, at)
  const surplus = length % compiled.roundTo
  return surplus === 0 ? at : time.add(from, length - surplus)
}

function beginPause({ shown }: CycleRun, from: Instant, reason: Pause['reason']): void {
  shown.pauses = appended(shown.pauses, { from, to: null, reason })
}

function closePause({ shown: { pauses } }: CycleRun, at: Instant): void {
  const last = pauses.length - 1
  const pause = last < 0 ? undefined : pauses[last]
  if (pause !== undefined && pause.to === null) pauses[last] = { from: pause.from, to: at, reason: pause.reason }
}
