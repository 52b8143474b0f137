import type { Spans } from '../hours/spans.ts'

/** One open stretch, whole. */
export interface Stretch {
  /** First point. */
  readonly from: number
  /** First point after it. */
  readonly to: number
}

/**
 * The open stretches between two points, laid out for reading. `stretches` holds three numbers of each side by side, so that a look-up touches one place: its end, its start, and the
 * work before it less its start. Two indexes lead near the one that is wanted, however many there are; what follows the last is closed, and stands there as a stretch that never ends.
 */
export interface StretchList {
  /** First point covered. */
  readonly from: number
  /** First point no longer covered. */
  to: number
  /** Work in all stretches. */
  work: number
  /** Grows by `appendSpans` alone. */
  readonly stretches: number[]
  /** For each slot of time from `from`, the place of the first stretch that ends after the slot begins. */
  readonly byTime: number[]
  /** For each slot of work, the place of the first stretch that ends with more. */
  readonly byWork: number[]
}

/** Numbers of one stretch. */
const width = 3

/** Width of a slot, about 4 h 40 min: a power of two, for which multiplying by the reciprocal is exact division, and short enough that few stretches end within it. */
const slotMs = 2 ** 24
const perSlot = 1 / slotMs

/** A list that covers nothing yet. */
export function emptyStretchList(from: number): StretchList {
  return { from, to: from, work: 0, stretches: [Number.POSITIVE_INFINITY, from, -from], byTime: [], byWork: [] }
}

/** Extends a list up to `to` by what is open from its end on. */
export function appendSpans(list: StretchList, spans: Spans, to: number): void {
  const { stretches, byTime, byWork } = list
  stretches.length -= width
  for (let index = 0; index < spans.length; index += 2) {
    const from = spans[index] ?? 0
    const end = spans[index + 1] ?? 0
    const last = stretches.length - width
    if (last >= 0 && stretches[last] === from) stretches[last] = end
    else stretches.push(end, from, list.work - from)
    list.work += end - from
  }
  stretches.push(Number.POSITIVE_INFINITY, to, list.work - to)
  list.to = to

  let place = byTime.at(-1) ?? 0
  for (let at = list.from + byTime.length * slotMs; at < to; at += slotMs) {
    while (endOf(list, place) <= at) place += width
    byTime.push(place)
  }
  place = byWork.at(-1) ?? 0
  for (let done = byWork.length * slotMs; done < list.work; done += slotMs) {
    while (workAtEnd(list, place) <= done) place += width
    byWork.push(place)
  }
}

/** The place of the first stretch that ends after a covered point, or after the end of the list. */
export function placeAfter(list: StretchList, at: number): number {
  return at < list.to ? placeOf(list, at) : list.stretches.length - width
}

/** Of covered points only, so that sums pay for no second look. */
function placeOf(list: StretchList, at: number): number {
  let place = list.byTime[((at - list.from) * perSlot) | 0] ?? 0
  while (endOf(list, place) <= at) place += width
  return place
}

/** The place of the stretch before another; -1 if that is the first. */
export function placeBefore(place: number): number {
  return place < width ? -1 : place - width
}

/** Whether there is a stretch in a place and it begins before a point; what follows the last begins at the end of the list. */
export function beginsBefore(list: StretchList, place: number, at: number): boolean {
  return (list.stretches[place + 1] ?? at) < at
}

/** Work before a covered point. */
export function workBefore(list: StretchList, at: number): number {
  const place = placeOf(list, at)
  return (list.stretches[place + 2] ?? 0) + Math.max(at, list.stretches[place + 1] ?? 0)
}

/** The point at which `done` is done, in the first stretch that ends with more than `beyond`; some stretch of the list does. */
export function pointWith(list: StretchList, done: number, beyond: number): number {
  let place = list.byWork[(beyond * perSlot) | 0] ?? 0
  while (workAtEnd(list, place) <= beyond) place += width
  return done - (list.stretches[place + 2] ?? 0)
}

/** The stretch in a place; null past the last and before the first. */
export function stretchIn(list: StretchList, place: number): Stretch | null {
  if (place < 0) return null
  const to = list.stretches[place]
  const from = list.stretches[place + 1]
  return from === undefined || to === undefined || to === Number.POSITIVE_INFINITY ? null : { from, to }
}

/** Where the stretch in a place ends; infinite past the last. */
function endOf(list: StretchList, place: number): number {
  return list.stretches[place] ?? Number.POSITIVE_INFINITY
}

function workAtEnd(list: StretchList, place: number): number {
  return endOf(list, place) + (list.stretches[place + 2] ?? 0)
}
