import { type CivilDay, type Instant, isInstant, type LocalDate, parseLocalDate } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import { type InvalidArgument, invalidArgument } from '../calendar/calendar-problem.ts'

export const anInstant = 'an instant: whole milliseconds within 100,000,000 days of 1970'
export const aLocalDay = 'a date as YYYY-MM-DD, its fields as whole numbers, or an instant'
/** Fields carry over where they are out of range, but not for ever. */
const furthestField = 1_000_000_000

/** Stops a method that cannot say in its answer that an argument is none. */
export function refused(method: string, argument: string, expected: string): never {
  const problem = invalidArgument(method, argument, expected)
  throw new TypeError(`${problem.kind}: ${problem.message}`, { cause: problem })
}

/** The same for methods that can. */
export function noInstant(method: string): Result<never, InvalidArgument> {
  return err(invalidArgument(method, 'at', anInstant))
}

/** Says whether a value names a local day in one of the three forms. */
export function isLocalDay(day: LocalDate | CivilDay | Instant): boolean {
  if (typeof day === 'string') return parseLocalDate(day).isOk()
  if (typeof day !== 'object') return isInstant(day)
  try {
    return [day.year, day.month, day.day].every(isField)
  } catch {
    return false
  }
}

/** Says whether a value is a whole number that a field of a date or a time of day may have. */
export function isField(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= furthestField
}
