import type { UnknownZone } from '@caseload/calendar'
import type { Instant, InvalidInput } from '@caseload/core'
import { err, type Result } from 'neverthrow'
import { compileCalendarPeriods } from './calendar-periods.ts'
import type { Period } from './period.ts'
import { type PeriodOptions, spanOf, type TicketSpells, wrongSpells } from './volume.ts'

/** How many tickets were open at one instant. */
export interface BacklogPeriod extends Period {
  /** The instant of the snapshot: the end of the period, or the last instant the rows know of where that is earlier. */
  readonly snapshotAt: Instant
  /** Tickets opened before the end of the period and not done before it. */
  readonly open: number
  /** Whether the rows end within the period. */
  readonly partial: boolean
}

/**
 * How many tickets were open at the end of each day, week or month.
 *
 * The snapshot is taken at the last moment of the period: what happens exactly at its end belongs to the next one, so a ticket opened then is not counted yet, and one
 * resolved then still is. With it, the backlog of a period is that of the period before, plus opened and reopened, less resolved.
 *
 * @param rows - Ticket facts of one instant.
 * @param options - Unit, zone, and the span where it is not that of the rows.
 * @returns Periods in order without gaps; empty for no rows and no stated span. The calendar's error for an unknown zone; `input/invalid` for rows that lack their instants, or options that are none.
 *
 * @example
 * ```ts
 * import { backlog } from '@caseload/analytics'
 * import { instant, orThrow } from '@caseload/core'
 *
 * const asOf = instant('2026-03-04T12:00Z')
 * const [monday, noon] = [instant('2026-03-02T12:00Z'), instant('2026-03-03T12:00Z')]
 * const rows = [
 *   { asOf, openedAt: monday, openIntervals: [monday, noon] },
 *   { asOf, openedAt: noon, openIntervals: [noon] },
 * ]
 * orThrow(backlog(rows, { by: 'day', zone: 'UTC' })).map(({ key, open, partial }) => [key, open, partial])
 * // => [['2026-03-02', 1, false], ['2026-03-03', 1, false], ['2026-03-04', 1, true]]
 * orThrow(backlog([], { by: 'day', zone: 'UTC' })) // => []
 * ```
 */
export function backlog(
  rows: readonly TicketSpells[],
  options: PeriodOptions,
): Result<readonly BacklogPeriod[], UnknownZone | InvalidInput> {
  const wrong = wrongSpells(rows, options)
  if (wrong !== null) return err(wrong)
  return compileCalendarPeriods(options.by, options.zone).map((calendar) => {
    const span = spanOf(rows, options)
    if (span === null) return []
    const turns = turnsOf(rows)
    let next = 0
    let open = 0
    return calendar.between(span.from, span.to).map((period) => {
      for (let turn = turns[next]; turn !== undefined && turn.at < period.end; turn = turns[next]) {
        open += turn.change
        next += 1
      }
      const partial = span.asOf !== null && span.asOf < period.end
      return { ...period, snapshotAt: partial && span.asOf !== null ? span.asOf : period.end, open, partial }
    })
  })
}

interface Turn {
  readonly at: Instant
  readonly change: 1 | -1
}

/** Every time a ticket became open or done, in order. */
function turnsOf(rows: readonly TicketSpells[]): readonly Turn[] {
  const turns: Turn[] = []
  for (const row of rows) {
    for (const [place, at] of row.openIntervals.entries()) turns.push({ at, change: place % 2 === 0 ? 1 : -1 })
  }
  return turns.sort((a, b) => a.at - b.at)
}
