import { addMs, type Instant, type InvalidDuration, parseDuration } from '@caseload/core'
import type { Result } from 'neverthrow'
import type { SlaState } from '../fold/sla-state.ts'

/** A ticket and its clocks. */
export interface ForecastTicket {
  /** Which ticket. */
  readonly id: string
  /** Its clocks, as of any instant at or before the one forecast from. */
  readonly state: SlaState
}

/** A goal that will be missed unless something happens. */
export interface BreachForecast {
  /** Which ticket. */
  readonly ticketId: string
  /** The clock. */
  readonly clock: string
  /** The goal. */
  readonly goal: string
  /** The deadline. */
  readonly dueAt: Instant
  /** How far off it is, around the clock. */
  readonly inMs: number
  /** `nothing-happens`: the clock runs. `resumed-now`: it stands still, and the deadline lies there only if it went on at the instant of its state. */
  readonly unless: 'nothing-happens' | 'resumed-now'
}

/**
 * The goals that will be missed within a horizon if nobody does anything, soonest first, then by ticket, clock and goal. What is missed already is not in it.
 *
 * @param tickets - Tickets with their clocks.
 * @param now - From when.
 * @param horizon - How far to look, such as `PT24H`; a deadline exactly there is in it. `P1D` is refused as `duration/invalid`.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, forecastBreaches, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H', resolution: 'PT72H' } }] }))
 * const state = slaState(sla, { signals: [{ type: 'started', at: '2026-03-02T08:00Z' }] }, '2026-03-02T09:00Z')
 * orThrow(forecastBreaches([{ id: 'tkt_1', state }], state.at, 'PT24H')).map(({ clock, inMs }) => [clock, inMs]) // => [['firstReply', 3 * 3_600_000]]
 * forecastBreaches([], state.at, 'P1D').isErr() // => true
 * ```
 */
export function forecastBreaches(
  tickets: readonly ForecastTicket[],
  now: Instant,
  horizon: string,
): Result<readonly BreachForecast[], InvalidDuration> {
  return parseDuration(typeof horizon === 'string' ? horizon : '').map((horizonMs) => {
    const end = addMs(now, horizonMs)
    const found = tickets.flatMap(({ id, state }) => openDeadlines(id, state, now))
    return found
      .filter(({ dueAt }) => dueAt >= now && dueAt <= end)
      .sort(
        (a, b) => a.dueAt - b.dueAt || compare(a.ticketId, b.ticketId) || compare(a.clock, b.clock) || compare(a.goal, b.goal),
      )
  })
}

function openDeadlines(ticketId: string, state: SlaState, now: Instant): readonly BreachForecast[] {
  return Object.values(state.clocks).flatMap(({ clock, status, current }) => {
    if (current === null || (status !== 'running' && status !== 'paused')) return []
    return current.goals.flatMap(({ id, outcome, dueAt, dueIfResumedAt }): BreachForecast[] => {
      const due = dueAt ?? dueIfResumedAt
      if (outcome !== 'open' || due === null) return []
      return [
        { ticketId, clock, goal: id, dueAt: due, inMs: due - now, unless: dueAt === null ? 'resumed-now' : 'nothing-happens' },
      ]
    })
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
