import { type Explanation, explanation, formatDuration, type Instant } from '@caseload/core'
import type { Sla } from '../compile/sla.ts'
import type { ClockCycle, ClockState } from '../fold/sla-state.ts'
import type { BusinessTime } from '../time/business-time.ts'
import { elapsedTime } from '../time/elapsed-time.ts'

/** One stretch of a clock's life: counted, skipped by the calendar, or paused. */
export interface TimelineSpan {
  /** Where it begins. */
  readonly from: Instant
  /** Where it ends; where it begins, of a change of the clocks on the wall, which takes no time. */
  readonly to: Instant
  /** `counted`, `skipped` (the calendar is closed), or `paused` (the clock stands still). */
  readonly what: 'counted' | 'skipped' | 'paused'
  /** Why: the calendar's reason, or that of the pause. */
  readonly reason: string
  /** How much it added to the elapsed time; 0 unless counted. */
  readonly countedMs: number
  /** Whether it lies after the instant of the state: what will count if nothing happens. */
  readonly ahead: boolean
}

/** Why a deadline lies where it does. */
export interface DueAccount {
  /** The clock. */
  readonly clock: string
  /** Where the account begins. */
  readonly startedAt: Instant
  /** The deadline of the main goal; null without one, or while the clock stands still. */
  readonly dueAt: Instant | null
  /** Time the goal has; null without a deadline. */
  readonly goalMs: number | null
  /** Used up by earlier cycles. */
  readonly carriedMs: number
  /** Every stretch from the start to the deadline or the end, whichever is later, in order and without gaps between cycle start and end. The counted ones add up to the time used. */
  readonly spans: readonly TimelineSpan[]
  /** The same as a tree of facts, for `renderExplanation` with `slaMessages`. */
  readonly explanation: Explanation
}

/**
 * Explains the deadline of a clock's present cycle: every counted, skipped and paused stretch with its reason. Null for a clock that has not started.
 *
 * What lies ahead is as things stand: as if the clock went on until its deadline.
 *
 * @param sla - The policies the state was made with.
 * @param clock - One clock of a state.
 * @param now - The instant of the state.
 *
 * @example
 * ```ts
 * import { instant, orThrow, renderExplanation } from '@caseload/core'
 * import { compileSla, explainDue, slaMessages, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { pausableUpdate: 'PT4H' } }] }))
 * const signals = [
 *   { type: 'started', at: '2026-03-02T08:00Z' },
 *   { type: 'message', at: '2026-03-02T08:30Z', from: 'agent' },
 *   { type: 'category-changed', at: '2026-03-02T09:30Z', category: 'pending' },
 *   { type: 'category-changed', at: '2026-03-02T11:30Z', category: 'open' },
 * ] as const
 * const now = instant('2026-03-02T12:00Z')
 * const clock = slaState(sla, { signals }, now).clocks['pausableUpdate']
 * const account = clock && explainDue(sla, clock, now)
 * account?.spans.map(({ what, countedMs }) => [what, countedMs / 3_600_000]) // => [['counted', 1], ['paused', 0], ['counted', 0.5], ['counted', 2.5]]
 * account && renderExplanation(account.explanation, slaMessages).split('\n')[0] // => '· pausableUpdate has PT4H and is due at 2026-03-02T14:30:00.000Z'
 * ```
 */
export function explainDue(sla: Sla, clock: ClockState, now: Instant): DueAccount | null {
  const { current } = clock
  if (current === null) return null
  const spans = timeline(sla, current, clock.dueAt, now)
  return {
    clock: clock.clock,
    startedAt: current.startedAt,
    dueAt: clock.dueAt,
    goalMs: clock.goalMs,
    carriedMs: current.carriedMs,
    spans,
    explanation: accountOf(clock, current, () => spans),
  }
}

/**
 * The account of {@link explainDue} alone, and no more of it than somebody looks at: stretches are worked out when `because` is read. What says in every answer why a clock is due must not cost what a year of lunch hours costs.
 *
 * @param sla - The policies the state was made with.
 * @param clock - One clock of a state.
 * @param now - The instant of the state.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, dueExplanation, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const now = instant('2026-03-02T09:00Z')
 * const clock = slaState(sla, { signals: [{ type: 'started', at: '2026-03-02T08:00Z' }] }, now).clocks['firstReply']
 * const why = clock && dueExplanation(sla, clock, now)
 * why?.key // => 'sla/due'
 * why?.because.map(({ key }) => key) // => ['sla/policy', 'sla/counted', 'sla/counted-ahead']
 * clock && dueExplanation(sla, { ...clock, current: null }, now) // => null
 * ```
 */
export function dueExplanation(sla: Sla, clock: ClockState, now: Instant): Explanation | null {
  const { current } = clock
  return current === null ? null : accountOf(clock, current, () => timeline(sla, current, clock.dueAt, now))
}

function accountOf(clock: ClockState, current: ClockCycle, spans: () => readonly TimelineSpan[]): Explanation {
  const { policy, calendar, carriedMs } = current
  return explanation(headline(clock), headParams(clock), {
    because: () => [
      ...(policy === null ? [] : [explanation('sla/policy', { policy: policy.policy, version: policy.version })]),
      ...(calendar === null ? [] : [explanation('sla/calendar', { calendar: calendar.name, version: calendar.version ?? '' })]),
      ...(carriedMs === 0 ? [] : [explanation('sla/carried', { used: formatDuration(carriedMs) })]),
      ...spans().map(({ what, from, to, reason, countedMs, ahead }) =>
        from === to
          ? explanation('sla/clock-change', { at: from })
          : explanation(`sla/${what}${ahead ? '-ahead' : ''}`, { from, to, reason, counted: formatDuration(countedMs) }),
      ),
    ],
  })
}

function headline({ goalMs, status, outcome }: ClockState): string {
  if (goalMs === null) return 'sla/no-deadline'
  if (outcome === 'missed') return 'sla/missed'
  if (outcome === 'met') return 'sla/met'
  if (outcome === 'void') return 'sla/void'
  return status === 'paused' ? 'sla/paused-clock' : 'sla/due'
}

function headParams({ clock, goalMs, dueAt, remainingMs, breachedAt, endedAt }: ClockState): Explanation['params'] {
  return {
    clock,
    goal: goalMs === null ? null : formatDuration(goalMs),
    dueAt,
    remaining: remainingMs === null ? null : formatDuration(Math.max(0, remainingMs)),
    breachedAt,
    endedAt,
  }
}

function timeline(sla: Sla, cycle: ClockCycle, dueAt: Instant | null, now: Instant): readonly TimelineSpan[] {
  const calendarOf = (name: string | null): BusinessTime => {
    return sla.engine.calendars.find((calendar) => calendar.name === name)?.time ?? elapsedTime
  }
  const running = cycle.spans.flatMap(({ from, to, calendar }) => {
    const time = calendarOf(calendar)
    const begin = now < from ? from : now
    const ahead = to === null && dueAt !== null ? counted(time, begin, dueAt, true) : []
    return [...counted(time, from, to ?? now, false), ...ahead]
  })
  const paused = cycle.pauses.flatMap(({ from, to, reason }): readonly TimelineSpan[] => {
    const end = to ?? now
    return end > from ? [{ from, to: end, what: 'paused', reason, countedMs: 0, ahead: false }] : []
  })
  return [...running, ...paused].sort((a, b) => a.from - b.from)
}

function counted(time: BusinessTime, from: Instant, to: Instant, ahead: boolean): readonly TimelineSpan[] {
  if (to <= from) return []
  return time.spans(from, to).map((span) => ({
    from: span.from,
    to: span.to,
    what: span.counted ? 'counted' : 'skipped',
    reason: span.reason,
    countedMs: span.countedMs,
    ahead,
  }))
}
