import { addMs, type Instant, instant, type Problem } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { type CivilDay, dayMs } from './civil.ts'
import { dayNumberOf, formatDay, type LocalDate } from './local-date.ts'
import { type LocalDateTime, type LocalDateTimeInput, localFields, localMs } from './local-date-time.ts'
import type { LocalTimePolicy } from './local-time-policy.ts'
import { offsetProbe } from './offset-probe.ts'
import { type OffsetTable, offsetTable } from './offset-table.ts'
import type { ZoneTransition } from './zone-transition.ts'

/** A name that the host's time-zone data does not have. */
export interface UnknownZone extends Problem<'calendar/unknown-zone'> {
  /** The name, cut after 64 characters. */
  readonly zone: string
}

/**
 * A time zone: what its clocks show at an instant, and which instant a shown time is.
 *
 * All of it rests on the host's time-zone data, asked through `Intl` once for every 400 days touched and kept from then on. The host's own zone has no
 * influence. Instants that would pass ±100,000,000 days of 1970 are held there.
 */
export interface Zone {
  /** The name it was compiled from. */
  readonly name: string
  /** Milliseconds that its clocks are ahead of UTC at an instant; negative west of Greenwich. */
  readonly offsetAt: (at: Instant) => number
  /** What its clocks show at an instant. */
  readonly localAt: (at: Instant) => LocalDateTime
  /** The instant of a local time; `policy` decides times that a clock change skips (`forward`) or repeats (`first`). A field that is no whole number throws a `TypeError`. */
  readonly instantOf: (local: LocalDateTimeInput, policy?: LocalTimePolicy) => Instant
  /** Every instant of a local time, earliest first: none for a skipped time, two for a repeated one, otherwise one. */
  readonly instantsOf: (local: LocalDateTimeInput) => readonly Instant[]
  /**
   * The first instant of a local day, given as a date, as its fields, or as an instant in it: not always midnight, which some clock changes skip. A day that a zone skipped
   * altogether starts with the next day.
   */
  readonly startOfDay: (day: LocalDate | CivilDay | Instant) => Instant
  /** The clock changes after `from` and up to `to` inclusive, in order; none if `to` is not after `from`. */
  readonly transitions: (from: Instant, to: Instant) => readonly ZoneTransition[]
}

/** No zone has been further from Greenwich than 15:56:08 (Manila until 1844). */
const furthestMs = 16 * 3_600_000
const tables = new Map<string, OffsetTable>()
const epoch = instant(0)

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
  return tableOf(name).map((table) => zoneOver(name, table))
}

/**
 * The local date of an instant.
 *
 * @param zone - Whose wall calendar.
 * @param at - The instant.
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
  return formatDay(Math.floor((at + zone.offsetAt(at)) / dayMs))
}

/** Tables depend on the name alone, so sharing them between zones shows in speed only. */
function tableOf(name: string): Result<OffsetTable, UnknownZone> {
  const key = String(name).toLowerCase()
  const known = tables.get(key)
  if (known !== undefined) return ok(known)
  const probe = offsetProbe(key)
  if (probe.isErr()) {
    const message = 'expected an IANA time zone such as Europe/Helsinki'
    return err({ kind: 'calendar/unknown-zone', zone: String(name).slice(0, 64), message })
  }
  const table = offsetTable(probe.value)
  tables.set(key, table)
  return ok(table)
}

function zoneOver(name: string, table: OffsetTable): Zone {
  const offsetAt = (at: Instant) => table.spanAt(at).offsetMs

  function transitions(from: number, to: number): readonly ZoneTransition[] {
    const found: ZoneTransition[] = []
    for (let span = table.spanAt(from); span.to <= to; ) {
      const next = table.spanAt(span.to)
      if (next.offsetMs !== span.offsetMs) {
        found.push({ at: held(span.to), offsetBeforeMs: span.offsetMs, offsetAfterMs: next.offsetMs })
      }
      span = next
    }
    return found
  }

  function instantOfMs(local: number, gap: LocalTimePolicy['gap'], overlap: LocalTimePolicy['overlap']): Instant {
    const early = table.spanAt(local - furthestMs)
    if (local + furthestMs < early.to) return held(local - early.offsetMs)
    const near = transitions(local - furthestMs, local + furthestMs)
    const candidates = instantsAround(local, early.offsetMs, near)
    const [first] = candidates
    if (first !== undefined) return held(overlap === 'last' ? (candidates.at(-1) ?? first) : first)
    const jump = near.find(({ at, offsetBeforeMs, offsetAfterMs }) => at + offsetBeforeMs <= local && local < at + offsetAfterMs)
    if (jump === undefined) return held(local - early.offsetMs)
    if (gap === 'boundary') return jump.at
    return held(local - (gap === 'backward' ? jump.offsetAfterMs : jump.offsetBeforeMs))
  }

  return {
    name,
    offsetAt,
    localAt: (at) => localFields(at + offsetAt(at)),
    instantOf: (local, { gap, overlap } = {}) => instantOfMs(localMs(local), gap, overlap),
    instantsOf: (local) => {
      const ms = localMs(local)
      return instantsAround(ms, table.spanAt(ms - furthestMs).offsetMs, transitions(ms - furthestMs, ms + furthestMs)).map(held)
    },
    startOfDay: (day) => {
      if (typeof day === 'object')
        return instantOfMs(localMs({ year: day.year, month: day.month, day: day.day }), 'boundary', 'first')
      const days = typeof day === 'string' ? dayNumberOf(day) : Math.floor((day + offsetAt(day)) / dayMs)
      return instantOfMs(days * dayMs, 'boundary', 'first')
    },
    transitions,
  }
}

/** The instants of a local time, of those near it: each stretch of one offset gives at most one. */
function instantsAround(local: number, firstOffsetMs: number, near: readonly ZoneTransition[]): readonly number[] {
  const offsets = [firstOffsetMs, ...near.map((transition) => transition.offsetAfterMs)]
  return offsets.flatMap((offsetMs, index) => {
    const ms = local - offsetMs
    const from = near[index - 1]?.at ?? Number.NEGATIVE_INFINITY
    const to = near[index]?.at ?? Number.POSITIVE_INFINITY
    return ms >= from && ms < to ? [ms] : []
  })
}

function held(ms: number): Instant {
  return addMs(epoch, ms)
}
