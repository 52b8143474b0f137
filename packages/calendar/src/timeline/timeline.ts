import { civilDay, dayMs, dayNumber } from '@caseload/core'
import type { Axis, Hours } from '../hours/hours.ts'

/**
 * The first and the last year that calendars know, both included; outside them nothing is open. A limit, so that an instant a thousand years off costs no thousand years.
 *
 * @example
 * ```ts
 * import { calendarYears } from '@caseload/calendar'
 *
 * calendarYears // => { first: 1900, last: 2199 }
 * ```
 */
export const calendarYears = { first: 1900, last: 2199 } as const
const { first: firstYear, last: lastYear } = calendarYears

/** Work between two entries of the work index, about 2 h 20 min: a power of two, short enough that few stretches lie between. */
const quantumMs = 8_388_608

/**
 * A calendar's open stretches on one axis, compiled year by year when first touched: ascending arrays with the work done up to each end, and two indexes (by day, by
 * quantum of work) so that a look-up costs a short walk however many years lie in the arrays.
 */
export interface Timeline {
  /** Work before a point, from an origin that may move when years are added before; only differences mean something, and only until the next call that may grow. */
  readonly workAt: (at: number) => number
  /** The first point before which `work` more has been done than before `at`; null if never. `work` is positive. */
  readonly reaching: (at: number, work: number) => number | null
  /** The first point after which work goes on when `work` more has been done than before `at`; null if never. */
  readonly exceeding: (at: number, work: number) => number | null
  /** The point with `work` between it and `at`, at the end of the earlier stretch where it falls between two; null if there is none. `work` is positive. */
  readonly backReaching: (at: number, work: number) => number | null
  /** The same, at the start of the later stretch. */
  readonly backExceeding: (at: number, work: number) => number | null
  /** The first point beyond the horizon. */
  readonly end: () => number
  /** The stretch that ends after a point, the first such: it contains the point or follows it; null if none follows. */
  readonly stretchAfter: (at: number) => Stretch | null
  /** The last stretch that begins before a point; null if none does. */
  readonly stretchBefore: (at: number) => Stretch | null
}

/** One open stretch, whole. */
export interface Stretch {
  /** First point. */
  readonly from: number
  /** First point after it. */
  readonly to: number
}

/** A timeline over hours. */
export function timelineOf(hours: Hours, axis: Axis): Timeline {
  const starts: number[] = []
  const ends: number[] = []
  /** Work done up to the end of each stretch. */
  const work: number[] = []
  /** For each day from `low`, the first stretch that ends after its first point. */
  const byDay: number[] = []
  /** For each quantum of work, the first stretch that ends with more. */
  const byWork: number[] = []
  const chunks: (readonly number[])[] = []
  let low = 0
  let high = 0
  let first = 0
  let total = 0

  const yearStart = (year: number) => {
    const local = dayNumber(year, 1, 1) * dayMs
    return axis === 'local' ? local : hours.clock.instantOf(local, 'boundary', 'first')
  }
  const chunkOf = (year: number) => hours.spans(axis, yearStart(year), yearStart(year + 1))

  function append(spans: readonly number[]): void {
    for (let index = 0; index < spans.length; index += 2) {
      const from = spans[index] ?? 0
      const to = spans[index + 1] ?? 0
      const last = ends.length - 1
      if (last >= 0 && from === ends[last]) {
        total += to - from
        ends[last] = to
        work[last] = total
      } else {
        total += to - from
        starts.push(from)
        ends.push(to)
        work.push(total)
      }
    }
  }

  function index(): void {
    let stretch = byDay.at(-1) ?? 0
    for (let at = low + byDay.length * dayMs; at < high; at += dayMs) {
      while (stretch < ends.length && (ends[stretch] ?? 0) <= at) stretch += 1
      byDay.push(stretch)
    }
    stretch = byWork.at(-1) ?? 0
    for (let done = byWork.length * quantumMs; done < total; done += quantumMs) {
      while ((work[stretch] ?? 0) <= done) stretch += 1
      byWork.push(stretch)
    }
  }

  function start(year: number): void {
    first = year
    low = yearStart(year)
    high = yearStart(year + 1)
    chunks.push(chunkOf(year))
    append(chunks[0] ?? [])
    index()
  }

  /** Adds the next year; false at the horizon. */
  function growForward(): boolean {
    const year = first + chunks.length
    if (year > lastYear) return false
    const chunk = chunkOf(year)
    chunks.push(chunk)
    high = yearStart(year + 1)
    append(chunk)
    index()
    return true
  }

  /** Adds the year before, which moves the origin of work; gives the work added, or null at the horizon. */
  function growBackward(): number | null {
    if (first <= firstYear) return null
    const before = total
    first -= 1
    low = yearStart(first)
    chunks.unshift(chunkOf(first))
    for (const list of [starts, ends, work, byDay, byWork]) list.length = 0
    total = 0
    for (const chunk of chunks) append(chunk)
    index()
    return total - before
  }

  /** Makes sure that a point is covered; gives the point itself or, beyond the horizon, the nearest one that is. */
  function cover(at: number): number {
    if (at >= low && at < high) return at
    if (chunks.length === 0) {
      start(Math.min(lastYear, Math.max(firstYear, civilDay(Math.floor(at / dayMs)).year)))
    }
    while (at < low) if (growBackward() === null) return low
    while (at >= high) if (!growForward()) return high
    return at
  }

  /** The first stretch that ends after a covered point; `ends.length` if there is none yet. */
  function stretchAt(at: number): number {
    if (at >= high) return ends.length
    let stretch = byDay[Math.floor((at - low) / dayMs)] ?? 0
    while (stretch < ends.length && (ends[stretch] ?? 0) <= at) stretch += 1
    return stretch
  }

  function workCovered(at: number): number {
    const stretch = stretchAt(at)
    if (stretch >= ends.length) return total
    const from = starts[stretch] ?? 0
    return (work[stretch] ?? 0) - (ends[stretch] ?? 0) + Math.max(at, from)
  }

  /** The first stretch that ends with more than `done` work; there is one. */
  function stretchWith(done: number): number {
    let stretch = byWork[Math.floor(done / quantumMs)] ?? 0
    while ((work[stretch] ?? Number.POSITIVE_INFINITY) <= done) stretch += 1
    return stretch
  }

  /** The point in the first stretch that ends with more than `beyond` work, at which `done` is done. */
  const pointOf = (beyond: number, done: number) => {
    const stretch = stretchWith(beyond)
    return (ends[stretch] ?? 0) - (work[stretch] ?? 0) + done
  }

  return {
    end: () => yearStart(lastYear + 1),
    workAt: (at) => workCovered(cover(at)),
    reaching: (at, amount) => {
      const done = workCovered(cover(at)) + amount
      while (total < done) if (!growForward()) return null
      return pointOf(done - 1, done)
    },
    exceeding: (at, amount) => {
      const done = workCovered(cover(at)) + amount
      while (total <= done) if (!growForward()) return null
      return pointOf(done, done)
    },
    backReaching: (at, amount) => {
      let done = workCovered(cover(at)) - amount
      while (done <= 0) {
        const added = growBackward()
        if (added === null) return null
        done += added
      }
      return pointOf(done - 1, done)
    },
    backExceeding: (at, amount) => {
      let done = workCovered(cover(at)) - amount
      while (done < 0) {
        const added = growBackward()
        if (added === null) return null
        done += added
      }
      return pointOf(done, done)
    },
    stretchAfter: (at) => {
      const covered = cover(at)
      let stretch = stretchAt(covered)
      // The last stretch may go on in a year not yet compiled.
      while (stretch >= ends.length || ends[stretch] === high) {
        if (!growForward()) break
        stretch = stretchAt(covered)
      }
      return stretchOf(stretch)
    },
    stretchBefore: (at) => {
      const covered = cover(at)
      for (;;) {
        let stretch = Math.min(stretchAt(covered), ends.length - 1)
        if (stretch >= 0 && (starts[stretch] ?? 0) >= covered) stretch -= 1
        const from = starts[stretch]
        if (from !== undefined && from > low) {
          while (ends[stretch] === high && growForward());
          return stretchOf(stretch)
        }
        if (growBackward() === null) return stretchOf(stretch)
      }
    },
  }

  function stretchOf(stretch: number): Stretch | null {
    const from = starts[stretch]
    const to = ends[stretch]
    return from === undefined || to === undefined ? null : { from, to }
  }
}
