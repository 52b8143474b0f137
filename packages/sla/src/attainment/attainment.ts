import type { Instant } from '@caseload/core'
import type { ClockCycle, ClockState, GoalOutcome, SlaState } from '../fold/sla-state.ts'

/**
 * What is counted, as data, so that two desks with different shares can see why.
 *
 * A goal that is missed is missed, however its cycle went on: nothing below takes a miss out, but for `merged: 'exclude'` and `cancelled: 'exclude'`.
 */
export interface AttainmentPolicy {
  /** Clocks that still run or stand still: counted once they are missed (`missed-only`), or not before they end (`exclude`). */
  readonly running: 'missed-only' | 'exclude'
  /** Clocks cancelled without a result: counted where missed before (`missed-only`), left out, or taken for `met` where not missed. */
  readonly cancelled: 'missed-only' | 'exclude' | 'met'
  /** Clocks of tickets merged into others; as above. */
  readonly merged: 'missed-only' | 'exclude' | 'met'
  /** Which cycles of one clock count: each, only the first, or only the last. */
  readonly cycles: 'each' | 'first' | 'last'
}

/**
 * The default: misses count as soon as they are certain, nobody profits from cancelling, a merged ticket is its survivor's, each cycle is a promise of its own.
 */
export const standardAttainment: AttainmentPolicy = {
  running: 'missed-only',
  cancelled: 'missed-only',
  merged: 'exclude',
  cycles: 'each',
}

/** One goal of one cycle, as analytics count it. */
export interface AttainmentFact {
  /** The clock. */
  readonly clock: string
  /** The cycle, 1 for the first. */
  readonly cycle: number
  /** The goal. */
  readonly goal: string
  /** The policy in force; null where none was. */
  readonly policy: string | null
  /** The version of the document in force; null where none was. */
  readonly version: number | null
  /** The calendar; null for time around the clock. */
  readonly calendar: string | null
  /** The team that held the ticket. */
  readonly teamId: string | null
  /** What became of it. */
  readonly outcome: GoalOutcome
  /** Whether it is in the denominator. */
  readonly counted: boolean
  /** Why not: it has no deadline, its policy leaves it out, or it has no result yet; null where it is counted. */
  readonly leftOut: 'no-deadline' | 'running' | 'cancelled' | 'merged' | 'other-cycle' | null
  /** Whether it counts as kept; null where it is not counted. */
  readonly met: boolean | null
  /** Time used, in the clock's own time. */
  readonly elapsedMs: number
  /** Time it had; null without a deadline. */
  readonly goalMs: number | null
  /** When the cycle ended; null while it has not. */
  readonly endedAt: Instant | null
}

/** A share with what it was counted from. */
export interface Attainment {
  /** Goals looked at. */
  readonly population: number
  /** Goals counted. */
  readonly denominator: number
  /** Of these, goals met. */
  readonly met: number
  /** `met ÷ denominator`; null where nothing is counted. */
  readonly share: number | null
  /** How many were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>
  /** What was counted. */
  readonly policy: AttainmentPolicy
}

/**
 * One flat fact for every goal of every cycle of a ticket, with whether and why it counts.
 *
 * @param state - The clocks of one ticket.
 * @param policy - What counts; {@link standardAttainment} where absent.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { attainmentFacts, compileSla, slaState } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const signals = [{ type: 'started', at: '2026-03-02T08:00Z' }] as const
 * const outcome = (now: string) => attainmentFacts(slaState(sla, { signals }, now)).map(({ outcome, leftOut, met }) => [outcome, leftOut, met])
 * outcome('2026-03-02T09:00Z') // => [['open', 'running', null]]
 * outcome('2026-03-02T13:00Z') // => [['missed', null, false]]
 * ```
 */
export function attainmentFacts(state: SlaState, policy: AttainmentPolicy = standardAttainment): readonly AttainmentFact[] {
  return Object.values(state.clocks).flatMap((clock) => factsOfClock(clock, policy))
}

/**
 * The share of goals met, with its population and denominator.
 *
 * @param facts - Of any number of tickets, all made with the same policy.
 * @param policy - The policy they were made with; it is only repeated in the answer.
 *
 * @example
 * ```ts
 * import { attainment } from '@caseload/sla'
 *
 * attainment([]).share // => null
 * ```
 */
export function attainment(facts: readonly AttainmentFact[], policy: AttainmentPolicy = standardAttainment): Attainment {
  const counted = facts.filter((fact) => fact.counted)
  const met = counted.filter((fact) => fact.met === true).length
  const leftOut: Record<string, number> = {}
  for (const { leftOut: reason } of facts) if (reason !== null) leftOut[reason] = (leftOut[reason] ?? 0) + 1
  return {
    population: facts.length,
    denominator: counted.length,
    met,
    share: counted.length === 0 ? null : met / counted.length,
    leftOut,
    policy,
  }
}

function factsOfClock({ clock, current, earlier }: ClockState, policy: AttainmentPolicy): readonly AttainmentFact[] {
  const cycles = current === null ? earlier : [...earlier, current]
  return cycles.flatMap((cycle, index) => {
    const wanted = policy.cycles === 'each' || index === (policy.cycles === 'first' ? 0 : cycles.length - 1)
    return cycle.goals.map(({ id, outcome, goalMs }): AttainmentFact => {
      const verdict = wanted ? verdictOf(cycle, outcome, policy) : 'other-cycle'
      const counted = typeof verdict === 'boolean'
      return {
        clock,
        cycle: cycle.cycle,
        goal: id,
        policy: cycle.policy?.policy ?? null,
        version: cycle.policy?.version ?? null,
        calendar: cycle.calendar?.name ?? null,
        teamId: cycle.teamId,
        outcome,
        counted,
        leftOut: counted ? null : verdict,
        met: counted ? verdict : null,
        elapsedMs: cycle.elapsedMs,
        goalMs,
        endedAt: cycle.endedAt,
      }
    })
  })
}

function verdictOf(
  cycle: ClockCycle,
  outcome: GoalOutcome,
  policy: AttainmentPolicy,
): boolean | Exclude<AttainmentFact['leftOut'], null> {
  if (outcome === 'measured') return 'no-deadline'
  if (cycle.ending === null) return outcome === 'missed' && policy.running === 'missed-only' ? false : 'running'
  if (cycle.ending === 'fulfilled') return outcome === 'met'
  const reason = cycle.ending === 'merged' ? 'merged' : 'cancelled'
  const rule = policy[reason]
  if (rule === 'exclude') return reason
  return outcome === 'missed' ? false : rule === 'met' ? true : reason
}
