import type { Calendar } from '@caseload/calendar'
import { formatInstant, type Instant, isoDate, type LocalDate } from '@caseload/core'
import type { Run } from '../outcome.ts'
import { comparable, isBareDate } from '../read-instant.ts'

/** An instant, given as the file expects it: as a bare date where it expects one. */
export function instantAnswer(expected: unknown, actual: Instant | null, { zone }: Calendar, toleranceSeconds = 0): Run {
  if (actual === null) return { expected: comparable(expected, zone), actual }
  if (isBareDate(expected)) return { expected, actual: dateOf(actual, zone) }
  const wanted = comparable(expected, zone)
  const given = formatInstant(actual)
  const close = typeof wanted === 'string' && Math.abs(Date.parse(wanted) - actual) <= toleranceSeconds * 1000
  return { expected: wanted, actual: close ? wanted : given }
}

/** Stretches of time as pairs. */
export function spansAnswer(
  expected: unknown,
  spans: readonly { readonly from: Instant; readonly to: Instant }[],
  { zone }: Calendar,
): Run {
  const wanted = Array.isArray(expected)
    ? expected.map((span) => (Array.isArray(span) ? span.map((at) => comparable(at, zone)) : span))
    : expected
  return { expected: wanted, actual: spans.map(({ from, to }) => [formatInstant(from), formatInstant(to)]) }
}

/** The local date of an instant. */
export function dateOf(at: Instant, zone: Calendar['zone']): LocalDate {
  const { year, month, day } = zone.localAt(at)
  return isoDate([String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'))
}
