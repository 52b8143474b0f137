import {
  type CivilDay,
  dayMs,
  dayNumber,
  dayNumberOf,
  formatDay,
  type Instant,
  isInstant,
  type LocalDate,
  type Problem,
} from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { type LocalClock, localClock } from './local-clock.ts'
import { type LocalDateTime, type LocalDateTimeInput, localFields, localMs } from './local-date-time.ts'
import type { GapPolicy, LocalTimePolicy, OverlapPolicy } from './local-time-policy.ts'
import { offsetProbe } from './offset-probe.ts'
import { offsetTable } from './offset-table.ts'
import { aLocalDay, anInstant, isLocalDay, refused } from './refused.ts'
import type { ZoneTransition } from './zone-transition.ts'

/** A name that the host's time-zone data does not have. */
export interface UnknownZone extends Problem<'calendar/unknown-zone'> {
  /** The name, cut after 64 characters; empty where it is no text. */
  readonly zone: string
}

/**
 * A time zone: what its clocks show at an instant, and which instant a shown time is.
 *
 * All of it rests on the host's time-zone data, asked through `Intl` once for every 100 days touched and kept from then on. The host's own zone has no
 * influence. Instants that would pass ±100,000,000 days of 1970 are held there. An argument that is not what a method takes is a programming mistake and throws a `TypeError`
 * whose `cause` is a plain `calendar/invalid-argument` that names it; nothing else is thrown.
 */
export interface Zone {
  /** The name it was compiled from. */
  readonly name: string
  /** Milliseconds that its clocks are ahead of UTC at an instant; negative west of Greenwich. */
  readonly offsetAt: (at: Instant) => number
  /** What its clocks show at an instant. */
  readonly localAt: (at: Instant) => LocalDateTime
  /** The instant of a local time; `policy` decides times that a clock change skips (`forward`) or repeats (`first`). Fields are whole numbers of at most ±1,000,000,000. */
  readonly instantOf: (local: LocalDateTimeInput, policy?: LocalTimePolicy) => Instant
  /** Every instant of a local time, earliest first: none for a skipped time, two for a repeated one, otherwise one. */
  readonly instantsOf: (local: LocalDateTimeInput) => readonly Instant[]
  /**
   * The first instant of a local day, given as a date, as its fields, or as an instant in it: not always midnight, which some clock changes skip. A day that a zone skipped
   * altogether starts with the next day.
   */
  readonly startOfDay: (day: LocalDate | CivilDay | Instant) => Instant
  /**
   * The clock changes after `from` and up to `to` inclusive, in order; none if `to` is not after `from`. The work grows with the span, which is looked through 100 days at a time.
   */
  readonly transitions: (from: Instant, to: Instant) => readonly ZoneTransition[]
}

const clocks = new Map<string, LocalClock>()

/**
 * Finds a time zone in the host's data.
 *
 * @param name - A name of the IANA database, also a link (`Asia/Calcutta`) and `UTC`; case does not matter. Offsets such as `+02:00` are refused: they know no
 * clock changes, and not every host takes them (write `Etc/GMT-2`).
 * @returns The zone; `calendar/unknown-zone` otherwise.
 *
 * @example
 * ```ts
 * import { compileZone } from '@caseload/calendar'
 * import { formatInstant, instant, orThrow } from '@caseload/core'
 *
 * const helsinki = orThrow(compileZone('Europe/Helsinki'))
 * helsinki.offsetAt(instant('2026-07-01T12:00Z')) // => 10_800_000
 * helsinki.localAt(instant('2026-01-01T00:00Z')) // => { year: 2026, month: 1, day: 1, hour: 2, minute: 0, second: 0, ms: 0 }
 *
 * const skipped = { year: 2026, month: 3, day: 29, hour: 3, minute: 30 }
 * formatInstant(helsinki.instantOf(skipped)) // => '2026-03-29T01:30:00.000Z'
 * formatInstant(helsinki.instantOf(skipped, { gap: 'boundary' })) // => '2026-03-29T01:00:00.000Z'
 * helsinki.instantsOf({ year: 2026, month: 10, day: 25, hour: 3, minute: 30 }).map(formatInstant)
 * // => ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']
 *
 * compileZone('Europe/Helsingfors').mapErr((problem) => problem.kind)._unsafeUnwrapErr() // => 'calendar/unknown-zone'
 * ```
 */
export function compileZone(name: string): Result<Zone, UnknownZone> {
  return clockOf(name).map((clock) => zoneOver(name, clock))
}

/**
 * The local date of an instant.
 *
 * @param zone - Whose wall calendar.
 * @param at - The instant; anything else is a programming mistake, as for the methods of {@link Zone}.
 *
 * @example
 * ```ts
 * import { compileZone, localDate } from '@caseload/calendar'
 * import { instant, orThrow } from '@caseload/core'
 *
 * localDate(orThrow(compileZone('Pacific/Apia')), instant('2011-12-30T10:00Z')) // => '2011-12-31'
 * ```
 */
export function localDate(zone: Zone, at: Instant): LocalDate {
  if (!isInstant(at)) return refused('localDate', 'at', anInstant)
  return formatDay(Math.floor((at + zone.offsetAt(at)) / dayMs))
}

/** The clocks of a zone by name. They depend on the name alone, so that sharing them shows in speed only. */
export function clockOf(name: string): Result<LocalClock, UnknownZone> {
  const text = typeof name === 'string' ? name : ''
  const key = text.toLowerCase()
  const known = clocks.get(key)
  if (known !== undefined) return ok(known)
  const probe = offsetProbe(key)
  if (probe.isErr()) {
    const message = 'expected an IANA time zone such as Europe/Helsinki'
    return err({ kind: 'calendar/unknown-zone', zone: text.slice(0, 64), message })
  }
  const clock = localClock(offsetTable(probe.value))
  clocks.set(key, clock)
  return ok(clock)
}

/** A zone over its clocks. */
export function zoneOver(name: string, clock: LocalClock): Zone {
  const { offsetAt, transitions } = clock
  return {
    name,
    offsetAt: (at) => (isInstant(at) ? offsetAt(at) : refused('offsetAt', 'at', anInstant)),
    localAt: (at) => (isInstant(at) ? localFields(at + offsetAt(at)) : refused('localAt', 'at', anInstant)),
    instantOf: (local, policy = {}) => {
      const point = localMs(local) ?? refused('instantOf', 'local', aLocalTime)
      const { gap, overlap } = chosen(policy) ?? refused('instantOf', 'policy', aPolicy)
      return clock.instantOf(point, gap, overlap)
    },
    instantsOf: (local) => clock.instantsOf(localMs(local) ?? refused('instantsOf', 'local', aLocalTime)),
    startOfDay: (day) => {
      if (!isLocalDay(day)) return refused('startOfDay', 'day', aLocalDay)
      return clock.instantOf(localDay(clock, day) * dayMs, 'boundary', 'first')
    },
    transitions: (from, to) => {
      if (!isInstant(from)) return refused('transitions', 'from', anInstant)
      return isInstant(to) ? transitions(from, to) : refused('transitions', 'to', anInstant)
    },
  }
}

const aLocalTime = 'whole numbers of at most ±1,000,000,000 for year, month, day and the parts of the time of day'
const aPolicy = 'a `gap` of forward, boundary or backward, an `overlap` of first or last'
const gaps: readonly unknown[] = ['forward', 'boundary', 'backward'] satisfies readonly GapPolicy[]
const overlaps: readonly unknown[] = ['first', 'last'] satisfies readonly OverlapPolicy[]

/** A policy read once and filled in; null for anything but one. */
function chosen(policy: LocalTimePolicy): Required<LocalTimePolicy> | null {
  try {
    const { gap = 'forward', overlap = 'first' } = policy
    return gaps.includes(gap) && overlaps.includes(overlap) ? { gap, overlap } : null
  } catch {
    return null
  }
}

/** Days from 1970-01-01 to a local day in any of the three forms. */
export function localDay(clock: LocalClock, day: LocalDate | CivilDay | Instant): number {
  if (typeof day === 'object') return dayNumber(day.year, day.month, day.day)
  return typeof day === 'string' ? dayNumberOf(day) : Math.floor((day + clock.offsetAt(day)) / dayMs)
}
