import { dayMs, dayNumber, type Instant } from '@caseload/core'
import type { Calendar } from '../calendar/calendar.ts'
import type { Hours } from '../hours/hours.ts'
import { calendarYears } from '../timeline/timeline.ts'
import { heldInstant } from '../zone/local-clock.ts'
import type { ZoneTransition } from '../zone/zone-transition.ts'
import { fingerprint } from './fingerprint.ts'
import type { AccountedSpan, WorkingTimeAccount } from './working-time-account.ts'

/** What an account is made from. */
export interface AccountSources {
  /** The hours and their reasons. */
  readonly hours: Hours
  /** The sums to account for. */
  readonly between: Calendar['between']
  /** Open spans. */
  readonly segments: Calendar['segments']
  /** Hours between two points of local time, in order; null where elapsed time is counted. */
  readonly betweenLocal: ((from: number, to: number) => number) | null
  /** As the host names it. */
  readonly timeZoneVersion: string | null
}

/** Accounts for every millisecond between two instants. */
export function accountOf(sources: AccountSources, from: Instant, to: Instant): WorkingTimeAccount {
  const { hours, between, segments } = sources
  const [first, last] = from <= to ? [from, to] : [to, from]
  const horizon = horizonOf(hours)
  const low = Math.min(last, Math.max(first, horizon.from))
  const high = Math.max(low, Math.min(last, horizon.to))
  const changes = hours.clock.transitions(low, high)
  const edges = segments(first, last).flatMap((span) => [span.from, span.to])
  const cuts = [low, high, ...edges, ...changes.map(({ at }) => at), ...hours.edges(low, high)]
  const points = [...new Set(cuts.filter((cut) => cut >= low && cut <= high))].sort((a, b) => a - b)

  const spans: AccountedSpan[] = []
  if (first < low) spans.push(beyond(first, low))
  points.forEach((point, index) => {
    const change = changes.find(({ at }) => at === point)
    if (change !== undefined) spans.push(changeSpan(sources, change))
    const next = points[index + 1]
    if (next !== undefined) spans.push(pieceOf(sources, point, next))
  })
  if (high < last) spans.push(beyond(high, last))
  const { id, version } = hours.versionAt(last)
  return {
    from: first,
    to: last,
    countedMs: between(from, to),
    spans: joined(settled(spans, between(first, last))),
    zone: hours.zoneName,
    timeZoneVersion: sources.timeZoneVersion,
    timeZoneFingerprint: fingerprint(hours.clock.offsetAt(low), changes),
    calendar: `${id}@${version}`,
  }
}

/** Clocks do not change inside a piece, so local time runs through it evenly. */
function pieceOf({ hours, segments, betweenLocal }: AccountSources, from: number, to: number): AccountedSpan {
  const { kind, name } = hours.reasonAt(from)
  const isOpen = segments(heldInstant(from), heldInstant(to)).length > 0
  const offset = hours.clock.offsetAt(from)
  const elapsed = isOpen ? to - from : 0
  const countedMs = betweenLocal === null ? elapsed : betweenLocal(from + offset, to + offset)
  return { from: heldInstant(from), to: heldInstant(to), counted: countedMs > 0, countedMs, reason: kind, name }
}

/** What a change adds to wall-clock time: the part of the skipped local time that is within hours, or less the part that is repeated. */
function changeSpan({ betweenLocal }: AccountSources, { at, offsetBeforeMs, offsetAfterMs }: ZoneTransition): AccountedSpan {
  const [before, after] = [at + offsetBeforeMs, at + offsetAfterMs]
  const skipped = betweenLocal === null ? 0 : betweenLocal(Math.min(before, after), Math.max(before, after))
  const countedMs = after > before ? skipped : 0 - skipped
  return { from: at, to: at, counted: skipped > 0, countedMs, reason: 'clock-change', name: null }
}

/** Where the stretch that the answer lies in counts what elapsed, the last change in it counts so much less. */
function settled(spans: readonly AccountedSpan[], countedMs: number): readonly AccountedSpan[] {
  const missing = countedMs - spans.reduce((sum, span) => sum + span.countedMs, 0)
  const last = spans.findLastIndex(({ reason }) => reason === 'clock-change')
  if (missing === 0 || last < 0) return spans
  return spans.map((span, index) => {
    const counts = span.countedMs + missing
    return index === last ? { ...span, countedMs: counts, counted: counts !== 0 } : span
  })
}

function beyond(from: number, to: number): AccountedSpan {
  return { from: heldInstant(from), to: heldInstant(to), counted: false, countedMs: 0, reason: 'beyond-horizon', name: null }
}

/** The years that calendars know, as instants. */
function horizonOf(hours: Hours): { readonly from: number; readonly to: number } {
  const start = (year: number) => hours.clock.instantOf(dayNumber(year, 1, 1) * dayMs, 'boundary', 'first')
  return { from: start(calendarYears.first), to: start(calendarYears.last + 1) }
}

/** Neighbours with the same reason as one. */
function joined(spans: readonly AccountedSpan[]): readonly AccountedSpan[] {
  const result: AccountedSpan[] = []
  for (const span of spans) {
    const last = result.at(-1)
    const same = last?.reason === span.reason && last.name === span.name && last.counted === span.counted
    if (last === undefined || !same || span.reason === 'clock-change') result.push(span)
    else result[result.length - 1] = { ...last, to: span.to, countedMs: last.countedMs + span.countedMs }
  }
  return result
}
