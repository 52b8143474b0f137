import { err, ok, type Result } from 'neverthrow'
import type { Problem } from '../problem.ts'
import { civilDay, dayNumber } from './civil-day.ts'

declare const localDateBrand: unique symbol

/** A day of the wall calendar, `YYYY-MM-DD`, without a zone; years outside 0000–9999 are written with a sign and six digits, as ISO 8601 has them. */
export type LocalDate = string & {
  /** Exists in types only: keeps unchecked texts out. */
  readonly [localDateBrand]: true
}

/** A text that names no day. */
export interface InvalidLocalDate extends Problem<'local-date/invalid'> {
  /** `not-a-date`: not in the form `YYYY-MM-DD`; `no-such-day`: the month has no such day. */
  readonly reason: 'not-a-date' | 'no-such-day'
}

const pattern = /^(\d{4}|[+-]\d{6})-(\d{2})-(\d{2})$/
const messages = { 'not-a-date': 'expected a day as YYYY-MM-DD', 'no-such-day': 'expected a day that its month has' } as const

/**
 * Reads a day of the wall calendar.
 *
 * @param text - `YYYY-MM-DD`.
 * @returns The day; `local-date/invalid` with a `reason` otherwise.
 *
 * @example
 * ```ts
 * import { parseLocalDate } from '@caseload/core'
 * import { ok } from 'neverthrow'
 *
 * parseLocalDate('2028-02-29') // => ok('2028-02-29')
 * parseLocalDate('2026-02-29').mapErr((problem) => problem.reason)._unsafeUnwrapErr() // => 'no-such-day'
 * parseLocalDate('29.2.2028').isErr() // => true
 * ```
 */
export function parseLocalDate(text: string): Result<LocalDate, InvalidLocalDate> {
  const match = pattern.exec(text)
  if (match === null) return invalid('not-a-date')
  const [, year, month, day] = match
  const written = formatDay(dayNumber(Number(year), Number(month), Number(day)))
  return written === text ? ok(written) : invalid('no-such-day')
}

/**
 * The day a literal in source code stands for; {@link parseLocalDate} for texts that come from outside.
 *
 * @param text - `YYYY-MM-DD`, known to be good; anything else is a programming mistake and throws a `TypeError`.
 *
 * @example
 * ```ts
 * import { isoDate } from '@caseload/core'
 *
 * isoDate('2026-03-29') // => '2026-03-29'
 * ```
 */
export function isoDate(text: string): LocalDate {
  const parsed = parseLocalDate(text)
  if (parsed.isOk()) return parsed.value
  throw new TypeError(parsed.error.message)
}

/**
 * Days from 1970-01-01 to a local date, so that two of them can be subtracted.
 *
 * @example
 * ```ts
 * import { dayNumberOf, isoDate } from '@caseload/core'
 *
 * dayNumberOf(isoDate('2028-03-01')) - dayNumberOf(isoDate('2028-02-28')) // => 2
 * ```
 */
export function dayNumberOf(date: LocalDate): number {
  const split = date.indexOf('-', 1)
  return dayNumber(Number(date.slice(0, split)), Number(date.slice(split + 1, split + 3)), Number(date.slice(split + 4)))
}

/**
 * The local date so many days after 1970-01-01; the reverse of {@link dayNumberOf}.
 *
 * @example
 * ```ts
 * import { formatDay } from '@caseload/core'
 *
 * formatDay(20_000) // => '2024-10-04'
 * ```
 */
export function formatDay(days: number): LocalDate {
  const { year, month, day } = civilDay(days)
  const sign = year < 0 ? '-' : '+'
  const yearText = year >= 0 && year <= 9999 ? digits(year, 4) : `${sign}${digits(Math.abs(year), 6)}`
  // The only place that makes one: fields of a real day, in the documented form.
  return `${yearText}-${digits(month, 2)}-${digits(day, 2)}` as LocalDate
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

function invalid(reason: InvalidLocalDate['reason']): Result<never, InvalidLocalDate> {
  return err({ kind: 'local-date/invalid', reason, message: messages[reason] })
}
