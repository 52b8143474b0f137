/** Milliseconds of a day of 24 hours; a local day may be longer or shorter. */
export const dayMs = 86_400_000

/** A day of the proleptic Gregorian calendar. */
export interface CivilDay {
  /** Astronomical: 0 is the year before year 1. */
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

/**
 * Days from 1970-01-01 to a day; months and days outside their range carry over.
 *
 * Unlike `Date.UTC` it has no limit at ±100,000,000 days, which local times pass by some hours, and no two-digit years.
 * Method: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start in March, so that the leap day comes last.
 *
 * @example
 * ```ts
 * import { dayNumber } from '@caseload/core'
 *
 * dayNumber(1970, 1, 1) // => 0
 * dayNumber(2026, 14, 1) === dayNumber(2027, 2, 1) // => true
 * ```
 */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + (month - 1) - 2
  const marchYear = Math.floor(months / 12)
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (months - marchYear * 12) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/**
 * The day so many days after 1970-01-01; the reverse of {@link dayNumber}.
 *
 * @example
 * ```ts
 * import { civilDay } from '@caseload/core'
 *
 * civilDay(-1) // => { year: 1969, month: 12, day: 31 }
 * ```
 */
export function civilDay(days: number): CivilDay {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}
