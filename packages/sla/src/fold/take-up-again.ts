import type { Instant } from '@caseload/core'
import type { CompiledVersion, Engine } from '../compile/compiled-sla.ts'
import { doCancel, doStart, doStop, teamCode } from '../compile/signal-codes.ts'
import { appended } from './entries.ts'
import { continueClock, isActive, startClock } from './run-clock.ts'
import type { ClockRun, TicketRun } from './ticket-run.ts'

/** Remembers that what ends clocks happened after the ticket was over, such as a reply: those do not go on, should it be taken up again. */
export function hearMeanwhile(run: TicketRun, version: CompiledVersion, code: number): void {
  for (const index of version.reacting[code] ?? []) {
    if (((version.clocks[index]?.actions[code] ?? 0) & (doStop | doCancel)) !== 0) endMeanwhile(run, index)
  }
}

/** The same for the clocks that each team has its own of, as the ticket leaves its team. */
export function handOverMeanwhile(run: TicketRun, version: CompiledVersion): void {
  for (const index of version.perTeam) endMeanwhile(run, index)
}

function endMeanwhile(run: TicketRun, index: number): void {
  const clock = run.clocks[index]
  if (clock !== undefined && waits(clock) && !run.meanwhile.includes(index)) run.meanwhile = appended(run.meanwhile, index)
}

/** Says of clocks that are about to end with the ticket that nothing ended them meanwhile. */
export function forgetMeanwhile(run: TicketRun): void {
  if (run.meanwhile.length === 0) return
  run.meanwhile = run.meanwhile.filter((index) => {
    const clock = run.clocks[index]
    return clock === undefined || !isActive(clock)
  })
}

/** Lets the clocks go on that ended with the ticket, now that it is taken up again: with the time they used and what they missed. */
export function takeUpAgain(run: TicketRun, version: CompiledVersion, { calendars }: Engine, at: Instant): void {
  for (const [index, clock] of run.clocks.entries()) {
    const compiled = version.clocks[index] ?? null
    if (compiled === null || !waits(clock)) continue
    if (!run.meanwhile.includes(index)) continueClock(clock, compiled, run, index, at, calendars)
    else if (compiled.perTeam !== null && ((compiled.actions[teamCode(true)] ?? 0) & doStart) !== 0)
      startClock(clock, compiled, run, index, at, calendars)
  }
}

/** Whether a clock ended with its ticket. */
function waits({ cycle }: ClockRun): boolean {
  return cycle !== null && (cycle.shown.ending === 'merged' || cycle.shown.ending === 'ended')
}
