import { err, ok, type Result } from 'neverthrow'
import type { Problem } from './problem.ts'

/** A text that is no exact length of time. */
export interface InvalidDuration extends Problem<'duration/invalid'> {
  /**
   * `not-a-duration`: not ISO 8601 `PT…`; `calendar-unit`: days, weeks, months or years, whose length depends on where and when
   * they are counted; `not-whole`: a fraction of a millisecond; `too-long`: beyond 9,007,199,254,740,991 ms.
   */
  readonly reason: 'not-a-duration' | 'calendar-unit' | 'not-whole' | 'too-long'
}

const exact = /^PT(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?$/
const calendarUnit = /^P(?:\d+(?:\.\d+)?[YMWD])+(?:T.*)?$/

/**
 * Reads an exact length of time from an ISO 8601 duration such as `PT4H` or `PT1H30M`, in milliseconds.
 *
 * Only hours, minutes and seconds are exact. `P1D` is refused as `calendar-unit`: on the day a clock changes it lasts 23 or 25
 * hours, and "a day" of support may mean eight; write `PT24H`, or use a field that counts working days. A decimal point may stand in
 * the last unit (`PT1.5H`). Signs are refused: a length has none.
 *
 * @param text - ISO 8601, upper case.
 * @returns Milliseconds ≥ 0; `duration/invalid` with a `reason` otherwise.
 *
 * @example
 * ```ts
 * import { parseDuration } from '@caseload/core'
 * import { ok } from 'neverthrow'
 *
 * parseDuration('PT1H30M') // => ok(5_400_000)
 * parseDuration('PT0S') // => ok(0)
 * parseDuration('P1D').mapErr((problem) => problem.reason)._unsafeUnwrapErr() // => 'calendar-unit'
 * ```
 */
export function parseDuration(text: string): Result<number, InvalidDuration> {
  if (text.length > 40) return invalid('not-a-duration')
  const match = exact.exec(text)
  if (match === null) return invalid(calendarUnit.test(text) ? 'calendar-unit' : 'not-a-duration')
  const parts = match.slice(1)
  const given = parts.filter((part) => part !== undefined)
  if (given.slice(0, -1).some((part) => part.includes('.'))) return invalid('not-a-duration')
  const [hours = '0', minutes = '0', seconds = '0'] = parts
  const ms = scaled(hours, 3_600_000) + scaled(minutes, 60_000) + scaled(seconds, 1000)
  if (!Number.isFinite(ms) || ms > Number.MAX_SAFE_INTEGER) return invalid('too-long')
  return Number.isInteger(ms) ? ok(ms) : invalid('not-whole')
}

/**
 * Writes a length of time as the shortest exact ISO 8601 duration; the reverse of {@link parseDuration}.
 *
 * @param durationMs - Whole milliseconds ≥ 0; anything else is a programming mistake and throws a `TypeError`.
 *
 * @example
 * ```ts
 * import { formatDuration } from '@caseload/core'
 *
 * formatDuration(5_400_000) // => 'PT1H30M'
 * formatDuration(1) // => 'PT0.001S'
 * formatDuration(0) // => 'PT0S'
 * ```
 */
export function formatDuration(durationMs: number): string {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0) throw new TypeError('a duration is whole milliseconds ≥ 0')
  const hours = Math.floor(durationMs / 3_600_000)
  const minutes = Math.floor((durationMs % 3_600_000) / 60_000)
  const seconds = (durationMs % 60_000) / 1000
  const text = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`
  return `PT${text === '' ? '0S' : text}`
}

/** Decimal digits times a whole unit without binary rounding, so that `PT0.1S` is 100 and not 100.00000000000001. */
function scaled(digits: string, unitMs: number): number {
  const [whole = '0', fraction = ''] = digits.split('.')
  return Number(whole) * unitMs + (Number(fraction) * unitMs) / 10 ** fraction.length
}

const explanations = {
  'not-a-duration': 'expected an ISO 8601 duration of hours, minutes and seconds such as PT1H30M',
  'calendar-unit': 'days, weeks, months and years have no fixed length: write hours (PT24H) or use a field for working days',
  'not-whole': 'expected whole milliseconds',
  'too-long': 'expected at most 9,007,199,254,740,991 ms',
} as const

function invalid(reason: InvalidDuration['reason']): Result<never, InvalidDuration> {
  return err({ kind: 'duration/invalid', reason, message: explanations[reason] })
}
