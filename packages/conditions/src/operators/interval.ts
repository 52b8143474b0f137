import type { Field } from '../fields/field.ts'
import type { Interval } from './field-test.ts'

/** All that a field's values can be, as places. */
export function everything(field: Field): Interval {
  const ends = (low: number, high: number): Interval => ({ low, lowOpen: false, high, highOpen: false })
  if (field.type === 'duration') return ends(0, Number.POSITIVE_INFINITY)
  if (field.type === 'instant') return ends(-8.64e15, 8.64e15)
  return field.type === 'enum' ? ends(0, field.values.length - 1) : ends(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
}

/** What lies in both. */
export function intersection(a: Interval, b: Interval): Interval {
  const lower = a.low > b.low || (a.low === b.low && a.lowOpen) ? a : b
  const upper = a.high < b.high || (a.high === b.high && a.highOpen) ? a : b
  return { low: lower.low, lowOpen: lower.lowOpen, high: upper.high, highOpen: upper.highOpen }
}

/** What lies outside, where that is one interval; null for an interval with two ends. */
export function complement({ low, lowOpen, high, highOpen }: Interval, all: Interval): Interval | null {
  if (low === all.low && lowOpen === all.lowOpen) return { ...all, low: high, lowOpen: !highOpen }
  return high === all.high && highOpen === all.highOpen ? { ...all, high: low, highOpen: !lowOpen } : null
}

/** Whether nothing lies inside: whole places only for instants and codes, any number otherwise. */
export function emptyInterval(interval: Interval, field: Field): boolean {
  const whole = field.type === 'instant' || field.type === 'enum'
  const low = whole && interval.lowOpen ? interval.low + 1 : interval.low
  const high = whole && interval.highOpen ? interval.high - 1 : interval.high
  return low > high || (low === high && !whole && (interval.lowOpen || interval.highOpen))
}
