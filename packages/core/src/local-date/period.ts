import { err, ok, type Result } from 'neverthrow'
import type { Problem } from '../problem.ts'

/**
 * A length of time as the wall calendar counts it. Only together with the day it begins on does it have a length in days: a month from 1 February is not a month
 * from 1 March. All parts are whole and ≥ 0.
 */
export interface Period {
  /** Years. */
  readonly years: number
  /** Months. */
  readonly months: number
  /** Weeks of seven days. */
  readonly weeks: number
  /** Days. */
  readonly days: number
}

/** A text that is no period. */
export interface InvalidPeriod extends Problem<'period/invalid'> {
  /** `not-a-period`: not ISO 8601 `P…`; `exact-unit`: hours, minutes or seconds, which a day does not count; `too-long`: a part above 999,999. */
  readonly reason: 'not-a-period' | 'exact-unit' | 'too-long'
}

const wall = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/
const exactUnit = /^P(?:\d+[YMWD])*T(?:\d+(?:\.\d+)?[HMS])+$/
const mostOfAPart = 999_999

const messages = {
  'not-a-period': 'expected an ISO 8601 period of years, months, weeks and days such as P2Y or P1M15D',
  'exact-unit': 'hours, minutes and seconds are no part of a period: use a duration',
  'too-long': 'expected at most 999,999 of each unit',
} as const

/**
 * Reads a period of the wall calendar from ISO 8601 text such as `P2Y`, `P1M` or `P1Y6M`. Hours, minutes and seconds belong into a duration, which is exact.
 *
 * @param text - ISO 8601, upper case, without sign or fraction.
 * @returns The period; `period/invalid` with a `reason` otherwise.
 *
 * @example
 * ```ts
 * import { parsePeriod } from '@caseload/core'
 * import { ok } from 'neverthrow'
 *
 * parsePeriod('P1Y6M') // => ok({ years: 1, months: 6, weeks: 0, days: 0 })
 * parsePeriod('PT24H').mapErr((problem) => problem.reason)._unsafeUnwrapErr() // => 'exact-unit'
 * ```
 */
export function parsePeriod(text: string): Result<Period, InvalidPeriod> {
  if (text.length > 40) return invalid('not-a-period')
  const match = wall.exec(text)
  if (match === null) return invalid(exactUnit.test(text) ? 'exact-unit' : 'not-a-period')
  const [, years = '0', months = '0', weeks = '0', days = '0'] = match
  const period = { years: Number(years), months: Number(months), weeks: Number(weeks), days: Number(days) }
  return Object.values(period).some((part) => part > mostOfAPart) ? invalid('too-long') : ok(period)
}

/**
 * Writes a period as ISO 8601 text; the reverse of {@link parsePeriod}. Nothing is converted: twelve months stay twelve months.
 *
 * @param period - Whole parts from 0 to 999,999; anything else is a programming mistake and throws a `TypeError`.
 *
 * @example
 * ```ts
 * import { formatPeriod } from '@caseload/core'
 *
 * formatPeriod({ years: 0, months: 18, weeks: 0, days: 1 }) // => 'P18M1D'
 * formatPeriod({ years: 0, months: 0, weeks: 0, days: 0 }) // => 'P0D'
 * ```
 */
export function formatPeriod({ years, months, weeks, days }: Period): string {
  const parts = [years, months, weeks, days]
  if (!parts.every((part) => Number.isInteger(part) && part >= 0 && part <= mostOfAPart))
    throw new TypeError('the parts of a period are whole numbers from 0 to 999,999')
  const text = parts.map((part, index) => (part === 0 ? '' : `${part}${'YMWD'.charAt(index)}`)).join('')
  return `P${text === '' ? '0D' : text}`
}

function invalid(reason: InvalidPeriod['reason']): Result<never, InvalidPeriod> {
  return err({ kind: 'period/invalid', reason, message: messages[reason] })
}
