import type { UnknownZone } from '@caseload/calendar'
import type { Instant, InvalidInput } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import type { TicketFacts } from '../facts/ticket-facts.ts'
import { wrongOptions, wrongRows } from '../wrong-arguments.ts'
import { compileCalendarPeriods } from './calendar-periods.ts'
import type { Period, PeriodUnit } from './period.ts'

/** The part of ticket facts that volume and backlog are counted from. */
export type TicketSpells = Pick<TicketFacts, 'openedAt' | 'openIntervals' | 'asOf'>

/** Which periods. */
export interface PeriodOptions {
  /** Length of a period. */
  readonly by: PeriodUnit
  /** IANA time zone that says when a day begins. */
  readonly zone: string
  /** An instant in the first period; where absent the earliest opening. */
  readonly from?: Instant
  /** An instant in the last period; where absent the latest `asOf` of the rows. */
  readonly to?: Instant
}

/** What came in and what was done in one period. */
export interface VolumePeriod extends Period {
  /** Tickets opened in it. */
  readonly opened: number
  /** Times a ticket came back from done. */
  readonly reopened: number
  /** Times a ticket became done; a ticket that came back can be done again. */
  readonly resolved: number
  /** Whether the rows end within it, so that its counts are not final. */
  readonly partial: boolean
}

/**
 * How many tickets were opened, reopened and resolved in each day, week or month. An instant on a boundary belongs to the later period; periods in which nothing
 * happened are there with 0.
 *
 * @param rows - Ticket facts of one instant.
 * @param options - Unit, zone, and the span where it is not that of the rows.
 * @returns Periods in order without gaps; empty for no rows and no stated span. The calendar's error for an unknown zone; `input/invalid` for rows that lack their instants, or options that are none.
 *
 * @example
 * ```ts
 * import { volume } from '@caseload/analytics'
 * import { instant, orThrow } from '@caseload/core'
 *
 * const asOf = instant('2026-03-31T00:00+03:00')
 * const rows = [
 *   { asOf, openedAt: instant('2026-03-28T23:30Z'), openIntervals: [instant('2026-03-28T23:30Z'), instant('2026-03-30T08:00Z')] },
 * ]
 * const days = orThrow(volume(rows, { by: 'day', zone: 'Europe/Helsinki' }))
 * days.map(({ key, opened, resolved }) => [key, opened, resolved])
 * // => [['2026-03-29', 1, 0], ['2026-03-30', 0, 1], ['2026-03-31', 0, 0]]
 * days.map(({ start, end }) => (end - start) / 3_600_000) // => [23, 24, 24]
 * volume(rows, { by: 'day', zone: 'Mars/Olympus' }).isErr() // => true
 * ```
 */
export function volume(
  rows: readonly TicketSpells[],
  options: PeriodOptions,
): Result<readonly VolumePeriod[], UnknownZone | InvalidInput> {
  const wrong = wrongSpells(rows, options)
  if (wrong !== null) return err(wrong)
  return compileCalendarPeriods(options.by, options.zone).map((calendar) => {
    const span = spanOf(rows, options)
    if (span === null) return []
    const periods = calendar.between(span.from, span.to)
    const places = new Map(periods.map((period, place) => [period.start, place]))
    const counts = {
      opened: new Int32Array(periods.length),
      reopened: new Int32Array(periods.length),
      resolved: new Int32Array(periods.length),
    }
    const [first, last] = [periods[0], periods.at(-1)]
    if (first === undefined || last === undefined) return []
    const tally = (counter: Int32Array, at: Instant): void => {
      if (at < first.start || at >= last.end) return
      const place = places.get(calendar.at(at).start)
      if (place !== undefined) counter[place] = (counter[place] ?? 0) + 1
    }
    for (const row of rows) {
      tally(counts.opened, row.openedAt)
      for (const [place, at] of row.openIntervals.entries()) {
        if (place % 2 === 1) tally(counts.resolved, at)
        else if (place > 0 || at !== row.openedAt) tally(counts.reopened, at)
      }
      // Opened as done already: it became done as it was opened.
      if (row.openIntervals[0] !== row.openedAt) tally(counts.resolved, row.openedAt)
    }
    return periods.map((period, place) => ({
      ...period,
      opened: counts.opened[place] ?? 0,
      reopened: counts.reopened[place] ?? 0,
      resolved: counts.resolved[place] ?? 0,
      partial: span.asOf !== null && span.asOf < period.end,
    }))
  })
}

/** The instants the periods run from and to, and up to when the rows know anything. */
export function wrongSpells(rows: unknown, options: unknown): InvalidInput | null {
  const wrong = wrongRows('rows', rows, { openedAt: 'instant', asOf: 'instant', openIntervals: 'list' })
  return wrong ?? wrongOptions('options', options, { by: 'text', zone: 'text', from: 'instant', to: 'instant' })
}

export function spanOf(
  rows: readonly TicketSpells[],
  options: PeriodOptions,
): { readonly from: Instant; readonly to: Instant; readonly asOf: Instant | null } | null {
  let { from = null, to = null }: { from?: Instant | null; to?: Instant | null } = options
  let asOf: Instant | null = null
  for (const row of rows) {
    if (options.from === undefined && (from === null || row.openedAt < from)) from = row.openedAt
    if (asOf === null || row.asOf > asOf) asOf = row.asOf
  }
  if (to === null) to = asOf
  return from === null || to === null || to < from ? null : { from, to, asOf }
}
