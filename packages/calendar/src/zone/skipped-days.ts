import { dayMs } from '@caseload/core'
import type { LocalClock } from './local-clock.ts'

/** The local days among some that never happened, since the zone went over the date line: both their midnights are one instant. */
export function skippedDays(clock: LocalClock, first: number, last: number): readonly number[] {
  // A day that is skipped puts clocks ahead by a day; nothing else moves them by as much as half of one.
  if (clock.offsetAt((last + 2) * dayMs) - clock.offsetAt((first - 1) * dayMs) < dayMs / 2) return none
  const days: number[] = []
  for (let day = first; day <= last; day += 1) if (midnightOf(clock, day) === midnightOf(clock, day + 1)) days.push(day)
  return days
}

const none: readonly number[] = []

function midnightOf(clock: LocalClock, day: number): number {
  return clock.instantOf(day * dayMs, 'boundary', 'first')
}
