import type { CalendarPolicies } from '../document/calendar-policies.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { heldInstant } from '../zone/local-clock.ts'
import type { Calendar } from './calendar.ts'
import type { OpenSpan } from './open-span.ts'

type Openings = Pick<
  Calendar,
  | 'isOpen'
  | 'nextOpening'
  | 'nextClosing'
  | 'previousOpening'
  | 'previousClosing'
  | 'nextChange'
  | 'previousChange'
  | 'openAtOrAfter'
  | 'openAtOrBefore'
  | 'segments'
  | 'segmentsAfter'
  | 'segmentsBefore'
>

/** Openings, closings and what lies between, read off a timeline of instants. */
export function openings(timeline: Timeline, policies: CalendarPolicies): Openings {
  const { stretchAfter, stretchBefore } = timeline
  const closingIsOpen = policies.closingInstant === 'open'

  const isOpen: Openings['isOpen'] = (at) => {
    const stretch = stretchAfter(at)
    if (stretch !== null && stretch.from <= at) return true
    return closingIsOpen && stretchBefore(at)?.to === at
  }

  const nextOpening: Openings['nextOpening'] = (after, { inclusive = false } = {}) => {
    const from = inclusive ? after : after + 1
    const stretch = stretchAfter(after)
    if (stretch === null) return null
    if (stretch.from >= from) return heldInstant(stretch.from)
    const next = stretchAfter(stretch.to)
    return next === null ? null : heldInstant(next.from)
  }

  const nextClosing: Openings['nextClosing'] = (after, { inclusive = false } = {}) => {
    const stretch = stretchAfter(inclusive ? after - 1 : after)
    return stretch === null || stretch.to >= timeline.end() ? null : heldInstant(stretch.to)
  }

  const previousOpening: Openings['previousOpening'] = (before, { inclusive = false } = {}) => {
    const stretch = stretchBefore(inclusive ? before + 1 : before)
    return stretch === null || stretch.from <= timeline.start() ? null : heldInstant(stretch.from)
  }

  const previousClosing: Openings['previousClosing'] = (before, { inclusive = false } = {}) => {
    const stretch = stretchBefore(before)
    if (stretch === null) return null
    if (stretch.to < before || (inclusive && stretch.to === before)) return heldInstant(stretch.to)
    const earlier = stretchBefore(stretch.from)
    return earlier === null ? null : heldInstant(earlier.to)
  }

  const segmentsAfter: Openings['segmentsAfter'] = (at, count) => {
    const spans: OpenSpan[] = []
    for (let stretch = stretchAfter(at); stretch !== null && spans.length < count; stretch = stretchAfter(stretch.to)) {
      spans.push(span(Math.max(at, stretch.from), stretch.to))
    }
    return spans
  }

  const segmentsBefore: Openings['segmentsBefore'] = (at, count) => {
    const spans: OpenSpan[] = []
    for (let stretch = stretchBefore(at); stretch !== null && spans.length < count; stretch = stretchBefore(stretch.from)) {
      spans.push(span(stretch.from, Math.min(at, stretch.to)))
    }
    return spans
  }

  return {
    isOpen,
    nextOpening,
    nextClosing,
    previousOpening,
    previousClosing,
    nextChange: (after) => {
      const stretch = stretchAfter(after)
      if (stretch === null) return null
      if (stretch.from > after) return { kind: 'opening', at: heldInstant(stretch.from) }
      const at = nextClosing(after)
      return at === null ? null : { kind: 'closing', at }
    },
    previousChange: (before) => {
      const stretch = stretchBefore(before)
      if (stretch === null) return null
      if (stretch.to < before) return { kind: 'closing', at: heldInstant(stretch.to) }
      const at = previousOpening(before)
      return at === null ? null : { kind: 'opening', at }
    },
    openAtOrAfter: (at) => (isOpen(at) ? at : nextOpening(at)),
    openAtOrBefore: (at) => (isOpen(at) ? at : previousClosing(at, { inclusive: true })),
    segments: (from, to) => {
      const spans: OpenSpan[] = []
      for (let stretch = stretchAfter(from); stretch !== null && stretch.from < to; stretch = stretchAfter(stretch.to)) {
        if (Math.min(to, stretch.to) > Math.max(from, stretch.from))
          spans.push(span(Math.max(from, stretch.from), Math.min(to, stretch.to)))
      }
      return spans
    },
    segmentsAfter,
    segmentsBefore,
  }
}

function span(from: number, to: number): OpenSpan {
  return { from: heldInstant(from), to: heldInstant(to) }
}
