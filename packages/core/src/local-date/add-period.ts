import { civilDay, dayNumber } from './civil-day.ts'
import { dayNumberOf, formatDay, type LocalDate } from './local-date.ts'
import type { Period } from './period.ts'

/** What a day its month does not have becomes: `clamp`: the last day of that month; `overflow`: as many days into the next month as it went over. */
export type EndOfMonth = 'clamp' | 'overflow'

/** The last day that has a text. */
const lastDay = dayNumber(999_999, 12, 31)

/**
 * The day a period after another: first years and months, then the end of the month is settled, then weeks and days.
 *
 * So it counts as contracts do: a month from 31 August ends on 30 September, not on 1 October, and a year from 29 February on 28 February. Two periods added one
 * after the other may come out earlier than their sum (31 January and twice a month is 28 March): add the whole period to the day it all began.
 *
 * @param date - The day it begins on.
 * @param period - How long; of `parsePeriod`.
 * @param endOfMonth - What a day becomes that its month does not have.
 * @returns The day; `+999999-12-31`, the last one with a text, where it would lie beyond.
 *
 * @example
 * ```ts
 * import { addPeriod, isoDate, orThrow, parsePeriod } from '@caseload/core'
 *
 * const month = orThrow(parsePeriod('P1M'))
 * addPeriod(isoDate('2026-08-31'), month, 'clamp') // => '2026-09-30'
 * addPeriod(isoDate('2026-08-31'), month, 'overflow') // => '2026-10-01'
 * ```
 */
export function addPeriod(date: LocalDate, { years, months, weeks, days }: Period, endOfMonth: EndOfMonth): LocalDate {
  const { year, month, day } = civilDay(dayNumberOf(date))
  const first = dayNumber(year + years, month + months, 1)
  const length = dayNumber(year + years, month + months + 1, 1) - first
  const settled = endOfMonth === 'clamp' ? Math.min(day, length) : day
  return formatDay(Math.min(first + settled - 1 + weeks * 7 + days, lastDay))
}
