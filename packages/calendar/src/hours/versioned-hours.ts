import { dayMs } from '@caseload/core'
import type { Axis, Hours } from './hours.ts'
import { clippedSpans, type Spans, unitedSpans } from './spans.ts'

/** Hours in force from an instant on. */
export interface HoursVersion {
  /** First instant; -Infinity for one in force since ever. */
  readonly from: number
  /** The hours. */
  readonly hours: Hours
}

/** Hours that were in force one after the other. Holidays of a date are those of the version in force at its noon; the local axis is that of the first version. */
export function versionedHours(versions: readonly [HoursVersion, ...HoursVersion[]]): Hours {
  const [first] = versions
  const { clock, zoneName } = first.hours

  const indexAt = (at: number) => versions.findLastIndex((version) => version.from <= at)
  const at = (instant: number): Hours => versions[indexAt(instant)]?.hours ?? first.hours
  const noon = (day: number) => clock.instantOf(day * dayMs + dayMs / 2, 'boundary', 'first')
  const endOf = (index: number) => versions[index + 1]?.from ?? Number.POSITIVE_INFINITY
  const inForce = (instant: number) => indexAt(instant) >= 0

  function spans(axis: Axis, from: number, to: number): Spans {
    return versions.flatMap(({ from: start, hours }, index) => {
      const local = (instant: number) =>
        axis === 'local' && Number.isFinite(instant) ? instant + hours.clock.offsetAt(instant) : instant
      const end = endOf(index)
      const [low, high] = [Math.max(from, local(start)), Math.min(to, local(end))]
      return low < high ? clippedSpans(hours.spans(axis, low, high), low, high) : []
    })
  }

  return {
    clock,
    zoneName,
    spans,
    // A version says nothing about the part of its days in which another was in force.
    dayHours: (day) =>
      unitedSpans(versions.map(({ from, hours }, index) => clippedSpans(hours.dayHours(day), from, endOf(index)))),
    holidaysOn: (day) => (inForce(noon(day)) ? at(noon(day)).holidaysOn(day) : []),
    breaksAt: (instant) => (inForce(instant) ? at(instant).breaksAt(instant) : []),
    shiftsAt: (instant) => (inForce(instant) ? at(instant).shiftsAt(instant) : []),
    edges: (from, to) => [
      ...versions.flatMap(({ from: start }) => (start >= from && start < to ? [start] : [])),
      ...versions.flatMap(({ hours }) => hours.edges(from, to)),
    ],
    reasonAt: (instant) => (inForce(instant) ? at(instant).reasonAt(instant) : { kind: 'no-version', name: null }),
    versionAt: (instant) => at(instant).versionAt(instant),
  }
}
