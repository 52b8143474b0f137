import { err, ok, type Result } from 'neverthrow'
import type { Problem } from './problem.ts'

declare const instantBrand: unique symbol

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z, without a zone. Wall-clock times exist only in calendars. */
export type Instant = number & {
  /** Exists in types only: keeps unchecked numbers out. */
  readonly [instantBrand]: true
}

/** What may be given where an instant is wanted: a `Date`, ISO 8601 text *with an offset*, or epoch milliseconds. */
export type InstantInput = Date | string | number

/** A value that names no point in time, or names it ambiguously. */
export interface InvalidInstant extends Problem<'instant/invalid'> {
  /** `not-a-date`: no such day or time; `no-offset`: local time without `Z` or `±hh:mm`; `out-of-range`: beyond ±100,000,000 days of 1970; `not-whole`: a fraction of a millisecond. */
  readonly reason: 'not-a-date' | 'no-offset' | 'out-of-range' | 'not-whole'
}

const furthest = 8.64e15
const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/

/**
 * Reads a point in time.
 *
 * Text must be a full ISO 8601 date and time with an offset (`2026-03-01T09:00+02:00`, seconds and fraction optional): without one
 * it would mean different instants on different machines and is refused as `no-offset`. Digits beyond the millisecond are cut
 * off, so an instant never lies after the one written. Days that do not exist (`02-30`), hour 24 and leap seconds are refused.
 *
 * @param input - See {@link InstantInput}. Numbers are milliseconds, not seconds.
 * @returns The instant; `instant/invalid` with a `reason` otherwise.
 *
 * @example
 * ```ts
 * import { parseInstant } from '@caseload/core'
 * import { ok } from 'neverthrow'
 *
 * parseInstant('2026-03-01T09:00:00+02:00') // => ok(1772348400000)
 * parseInstant('2026-03-01T09:00').isErr() // => true
 * parseInstant('2026-02-30T09:00Z').isErr() // => true
 * ```
 */
export function parseInstant(input: InstantInput): Result<Instant, InvalidInstant> {
  if (typeof input === 'string') return fromText(input)
  const ms = typeof input === 'number' ? input : input.getTime()
  if (Number.isNaN(ms)) return invalid('not-a-date')
  if (!(Math.abs(ms) <= furthest)) return invalid('out-of-range')
  return isInstant(ms) ? ok(ms) : invalid('not-whole')
}

/**
 * Says whether a number is an instant: a whole number of milliseconds within ±100,000,000 days of 1970.
 *
 * @param ms - Any number.
 *
 * @example
 * ```ts
 * import { isInstant } from '@caseload/core'
 *
 * isInstant(0) // => true
 * isInstant(0.5) // => false
 * ```
 */
export function isInstant(ms: number): ms is Instant {
  return Number.isInteger(ms) && Math.abs(ms) <= furthest
}

/**
 * Writes an instant as ISO 8601 text in UTC with milliseconds.
 *
 * @param instant - The point in time.
 *
 * @example
 * ```ts
 * import { formatInstant, instant } from '@caseload/core'
 *
 * formatInstant(instant('2026-03-01T09:00+02:00')) // => '2026-03-01T07:00:00.000Z'
 * ```
 */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString()
}

/**
 * The instant a literal in source code stands for; {@link parseInstant} for values that come from outside.
 *
 * @param input - A value known to be good; anything else is a programming mistake and throws a `TypeError`.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 *
 * instant('1970-01-01T00:00:01Z') // => 1000
 * ```
 */
export function instant(input: InstantInput): Instant {
  const parsed = parseInstant(input)
  if (parsed.isOk()) return parsed.value
  throw new TypeError(parsed.error.message)
}

/**
 * The instant so many milliseconds after another, held within the range an instant can have.
 *
 * @param from - Where to start.
 * @param durationMs - Milliseconds, whole; negative goes back.
 *
 * @example
 * ```ts
 * import { addMs, instant } from '@caseload/core'
 *
 * addMs(instant(1000), 500) // => 1500
 * ```
 */
export function addMs(from: Instant, durationMs: number): Instant {
  const sum = Math.min(furthest, Math.max(-furthest, Math.trunc(from + durationMs)))
  if (!isInstant(sum)) throw new TypeError('addMs needs a number of milliseconds')
  return sum
}

function fromText(text: string): Result<Instant, InvalidInstant> {
  const match = text.length > 40 ? null : isoPattern.exec(text)
  if (match === null) return invalid('not-a-date')
  const [, year, month, day, hour, minute, second = '0', fraction = '', zulu, sign, offsetHour = '0', offsetMinute = '0'] = match
  if (zulu === undefined && sign === undefined) return invalid('no-offset')
  const local = new Date(0)
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (local.getUTCMonth() !== Number(month) - 1 || local.getUTCDate() !== Number(day)) return invalid('not-a-date')
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return invalid('not-a-date')
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return invalid('not-a-date')
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  const time = (Number(hour) * 60 + Number(minute) - offset) * 60_000 + Number(second) * 1000
  const ms = local.getTime() + time + Number(fraction.padEnd(3, '0').slice(0, 3))
  return isInstant(ms) ? ok(ms) : invalid('out-of-range')
}

const explanations = {
  'not-a-date': 'expected a Date, ISO 8601 text with an offset, or epoch milliseconds',
  'no-offset': 'expected an offset (Z or ±hh:mm): without one the instant depends on the machine',
  'out-of-range': 'expected an instant within 100,000,000 days of 1970',
  'not-whole': 'expected whole milliseconds',
} as const

function invalid(reason: InvalidInstant['reason']): Result<never, InvalidInstant> {
  return err({ kind: 'instant/invalid', reason, message: explanations[reason] })
}
