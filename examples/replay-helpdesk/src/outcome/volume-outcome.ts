import { type BacklogPeriod, backlog, type TicketFacts, type VolumePeriod, volume } from '@caseload/analytics'
import type { Problem } from '@caseload/core'
import { ok, type Result } from 'neverthrow'

const fewWeeks = 10

/** Volume and backlog, in periods of a length that suits the log. */
export interface VolumeOutcome {
  /** Length of a period: days where most of the log is a matter of ten weeks, else weeks. */
  readonly unit: 'day' | 'week'
  /** Place of the first period worth drawing: in those before it, together at most one ticket in twenty was opened. */
  readonly drawnFrom: number
  /** What came and went in each period. */
  readonly volume: readonly VolumePeriod[]
  /** What was open at the end of each period. */
  readonly backlog: readonly BacklogPeriod[]
}

/** Counts by week, and where that leaves too few weeks to look at, by day. */
export function volumeOutcome(facts: readonly TicketFacts[], zone: string): Result<VolumeOutcome, Problem> {
  const by = (unit: 'day' | 'week'): Result<VolumeOutcome, Problem> =>
    volume(facts, { by: unit, zone }).andThen((periods) =>
      backlog(facts, { by: unit, zone }).map((open) => ({
        unit,
        drawnFrom: firstWorthDrawing(periods),
        volume: periods,
        backlog: open,
      })),
    )
  return by('week').andThen((weeks) => (weeks.volume.length - weeks.drawnFrom > fewWeeks ? ok(weeks) : by('day')))
}

function firstWorthDrawing(periods: readonly VolumePeriod[]): number {
  const total = periods.reduce((sum, period) => sum + period.opened, 0)
  let opened = 0
  const place = periods.findIndex((period) => {
    opened += period.opened
    return opened > total / 20
  })
  return Math.max(0, place)
}
