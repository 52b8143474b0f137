import type { Instant } from '@caseload/core'
import type { CompiledClock, CompiledVersion, Engine } from '../compile/compiled-sla.ts'
import { doCancel, doRestart, doStart, doStop, firstClock } from '../compile/signal-codes.ts'
import { adjustClock, endClock, isActive, startClock } from './run-clock.ts'
import type { ClockRun, TicketRun } from './ticket-run.ts'

/** Lets every clock do what a code asks of it. Clocks stand in the order in which they wait for one another. */
export function applyCode(run: TicketRun, version: CompiledVersion, engine: Engine, code: number, at: Instant): void {
  const reacting = version.reacting[code]
  if (reacting === undefined) return
  for (const index of reacting) {
    const compiled = version.clocks[index]
    const clock = run.clocks[index]
    if (compiled === undefined || compiled === null || clock === undefined) continue
    act(run, version, engine, compiled, clock, index, compiled.actions[code] ?? 0, at)
  }
}

/** Does what one clock's triggers ask for, the end before the beginning; then tells those that wait for it. */
export function act(
  run: TicketRun,
  version: CompiledVersion,
  engine: Engine,
  compiled: CompiledClock,
  clock: ClockRun,
  index: number,
  bits: number,
  at: Instant,
): void {
  const { calendars } = engine
  let fulfilled = false
  let chained = false
  if (isActive(clock)) {
    if ((bits & doCancel) !== 0) endClock(clock, 'cancelled', at, calendars)
    else if ((bits & doStop) !== 0) {
      endClock(clock, 'fulfilled', at, calendars)
      fulfilled = true
      chained = compiled.recurrence === 'chained'
    } else if ((bits & doRestart) !== 0) {
      endClock(clock, 'restarted', at, calendars)
      chained = true
    }
  }
  if (chained || (!isActive(clock) && (bits & doStart) !== 0 && (bits & doCancel) === 0)) {
    startClock(clock, compiled, run, index, at, calendars)
  }
  if (fulfilled) applyCode(run, version, engine, firstClock + index, at)
}

/** Pauses or resumes every clock as the ticket now is. */
export function adjustClocks(run: TicketRun, version: CompiledVersion, engine: Engine, at: Instant): void {
  for (const index of version.pausable) {
    const compiled = version.clocks[index]
    const clock = run.clocks[index]
    if (compiled === undefined || compiled === null || clock === undefined) continue
    adjustClock(clock, compiled, run, at, engine.calendars)
  }
}

/** The same for every cycle that has not ended, as a version of the policies comes into force: one that stands still by the version before may be let run by this one. */
export function adjustEveryClock(run: TicketRun, version: CompiledVersion, engine: Engine, at: Instant): void {
  for (const [index, clock] of run.clocks.entries()) {
    const compiled = version.clocks[index] ?? null
    if (compiled !== null) adjustClock(clock, compiled, run, at, engine.calendars)
  }
}
