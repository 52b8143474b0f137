import { civilDay, dayMs, dayNumber } from '@caseload/core'
import type { Axis, Hours } from '../hours/hours.ts'
import { lengthOf, type Spans } from '../hours/spans.ts'
import {
  appendSpans,
  beginsBefore,
  emptyStretchList,
  placeAfter,
  placeBefore,
  pointWith,
  type Stretch,
  stretchIn,
  workBefore,
} from './stretch-list.ts'

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
export const calendarYears = {
  /** The first year. */
  first: 1900,
  /** The last year. */
  last: 2199,
} as const
const { first: firstYear, last: lastYear } = calendarYears

/** A calendar's open stretches on one axis, compiled year by year when first touched, and as dear to read when they span decades as when they span a day. */
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
  /** The first point within the horizon. */
  readonly start: () => number
  /** The first point beyond the horizon. */
  readonly end: () => number
  /** The stretch that ends after a point, the first such: it contains the point or follows it; null if none follows. */
  readonly stretchAfter: (at: number) => Stretch | null
  /** The last stretch that begins before a point; null if none does. */
  readonly stretchBefore: (at: number) => Stretch | null
}

/** A timeline over hours. */
export function timelineOf(hours: Hours, axis: Axis): Timeline {
  const chunks: Spans[] = []
  let first = 0
  let list = emptyStretchList(0)

  const yearStart = (year: number) => {
    const local = dayNumber(year, 1, 1) * dayMs
    return axis === 'local' ? local : hours.clock.instantOf(local, 'boundary', 'first')
  }
  const chunkOf = (year: number) => hours.spans(axis, yearStart(year), yearStart(year + 1))

  /** Adds the next year; false at the horizon. */
  function growForward(): boolean {
    const year = first + chunks.length
    if (year > lastYear) return false
    const chunk = chunkOf(year)
    chunks.push(chunk)
    appendSpans(list, chunk, yearStart(year + 1))
    return true
  }

  /** Adds years before, until `isEnough` of the work added or the horizon, which moves the origin of work; gives the work added, or null at the horizon. */
  function growBackward(isEnough: (added: number) => boolean): number | null {
    if (first <= firstYear) return null
    const before = list.work
    let added = 0
    do {
      first -= 1
      const chunk = chunkOf(first)
      chunks.unshift(chunk)
      added += lengthOf(chunk)
    } while (first > firstYear && !isEnough(added))
    // A list grows at its end alone, so it is made anew: once, however many years came before.
    list = emptyStretchList(yearStart(first))
    chunks.forEach((chunk, index) => {
      appendSpans(list, chunk, yearStart(first + index + 1))
    })
    return list.work - before
  }

  /** Makes sure that a point is covered; gives the point itself or, beyond the horizon, the nearest one that is. */
  function grownTo(at: number): number {
    if (chunks.length === 0) {
      first = Math.min(lastYear, Math.max(firstYear, civilDay(Math.floor(at / dayMs)).year))
      list = emptyStretchList(yearStart(first))
      growForward()
    }
    if (at < list.from) growBackward(() => at >= yearStart(first))
    if (at < list.from) return list.from
    while (at >= list.to) if (!growForward()) return list.to
    return at
  }

  // What grows is kept apart from what reads, which so is small enough for compilers to write into its callers.
  const isCovered = (at: number) => at >= list.from && at < list.to
  const cover = (at: number) => (isCovered(at) ? at : grownTo(at))

  function workAt(at: number): number {
    if (isCovered(at)) return workBefore(list, at)
    const covered = grownTo(at)
    return covered < list.to ? workBefore(list, covered) : list.work
  }

  /** The last stretch of a list may go on in a year not yet compiled. */
  function wholeAfter(covered: number): Stretch | null {
    for (;;) {
      const stretch = stretchIn(list, placeAfter(list, covered))
      if ((stretch !== null && stretch.to !== list.to) || !growForward()) return stretch
    }
  }

  /** Adds years before until they hold so much work; gives what they hold, which at the horizon may be less. */
  const workBehind = (missing: number) => growBackward((added) => added >= missing) ?? 0

  return {
    workAt,
    start: () => yearStart(firstYear),
    end: () => yearStart(lastYear + 1),
    reaching: (at, amount) => {
      const done = workAt(at) + amount
      while (list.work < done) if (!growForward()) return null
      return pointWith(list, done, done - 1)
    },
    exceeding: (at, amount) => {
      const done = workAt(at) + amount
      while (list.work <= done) if (!growForward()) return null
      return pointWith(list, done, done)
    },
    backReaching: (at, amount) => {
      let done = workAt(at) - amount
      if (done <= 0) done += workBehind(1 - done)
      return done <= 0 ? null : pointWith(list, done, done - 1)
    },
    backExceeding: (at, amount) => {
      let done = workAt(at) - amount
      if (done < 0) done += workBehind(-done)
      return done < 0 ? null : pointWith(list, done, done)
    },
    stretchAfter: (at) => {
      const covered = cover(at)
      const stretch = stretchIn(list, placeAfter(list, covered))
      return stretch === null || stretch.to === list.to ? wholeAfter(covered) : stretch
    },
    stretchBefore: (at) => {
      const covered = cover(at)
      for (;;) {
        let place = placeAfter(list, covered)
        if (!beginsBefore(list, place, covered)) place = placeBefore(place)
        const stretch = stretchIn(list, place)
        if (stretch !== null && stretch.from > list.from) {
          if (stretch.to !== list.to) return stretch
          while (stretchIn(list, place)?.to === list.to && growForward());
          return stretchIn(list, place)
        }
        // Not a year at a time: what is open around the clock may begin a century before, and each growth copies all there is.
        if (growBackward(() => beginsWithin(chunks[0] ?? [], yearStart(first))) === null) return stretch
      }
    },
  }
}

/** Whether a stretch begins after the start of the year it lies in, and so is not perhaps the rest of one of the year before. */
function beginsWithin([begin, , second]: Spans, start: number): boolean {
  return second !== undefined || (begin !== undefined && begin > start)
}
