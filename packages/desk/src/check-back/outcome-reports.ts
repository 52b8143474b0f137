import { type Instant, parseInput, type TicketId } from '@caseload/core'
import { ticketSignals } from '@caseload/planner'
import {
  type PromiseReport,
  type PromiseState,
  promiseReport,
  promisesOf,
  type SolutionEffectiveness,
  solutionEffectiveness,
} from '@caseload/sla'
import { err, type Result } from 'neverthrow'
import { z } from 'zod'
import { onlySeen } from '../access/narrow-list.ts'
import type { Engine } from '../engine/engine.ts'
import { instantField } from '../inputs/fields.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { checkedResolutions } from './checked-resolutions.ts'
import { type Histories, ticketHistories } from './ticket-histories.ts'

/** Of which time a report is: from the one instant up to, not including, the other. */
export interface ReportPeriod {
  /** From when; the beginning where absent. */
  readonly from?: Instant | string | Date
  /** Before when; now where absent. */
  readonly before?: Instant | string | Date
}

/** How many solutions hold, and of how many resolutions that is said. */
export interface EffectivenessReport extends SolutionEffectiveness {
  /** Resolutions as `solved` within the period. */
  readonly population: number
}

const periodSchema = z.strictObject({ from: z.exactOptional(instantField), before: z.exactOptional(instantField) })

const promisesSchema = periodSchema.extend({
  about: z.exactOptional(z.enum(['promises', 'follow-ups'], { error: 'promises or follow-ups' })),
})

/**
 * How many solutions hold, over every resolution as `solved` within the period. The denominator of `works` is the requesters who were reached; that of `quiet` the resolutions at least 14 days old. With a
 * beginning it reads the histories of the tickets touched since then, found by index; without one, or where they are more than 5,000, the tenant's journal of openings, resolutions, check-backs, messages, links and merges once.
 */
export function effectiveness(
  engine: Engine,
  scope: Scope,
  period: ReportPeriod,
): Promise<Result<EffectivenessReport, QueryProblem>> {
  return report(engine, scope, period, resolutionTypes, (histories, within, now) => {
    const openedAt = (id: TicketId) => histories.get(id)?.find(({ type }) => type === 'ticket-opened')?.at ?? null
    const resolutions = [...histories.values()]
      .flatMap((events) => checkedResolutions(events, openedAt))
      .filter(({ resolvedAt }) => within(resolvedAt))
    return { population: resolutions.length, ...solutionEffectiveness(resolutions, now) }
  })
}

/** How times told to requesters were kept, over every promise and follow-up first told within the period, with the time told beside what was exceeded. It costs what {@link effectiveness} costs. */
export async function promisesKept(
  engine: Engine,
  scope: Scope,
  asked: ReportPeriod & { readonly about?: 'promises' | 'follow-ups' },
): Promise<Result<PromiseReport, QueryProblem>> {
  const parsed = parseInput(promisesSchema, asked)
  if (parsed.isErr()) return err(parsed.error)
  const { about = 'promises', ...period } = parsed.value
  const seen = onlySeen(engine, scope, [about === 'promises' ? 'promises' : 'followUps'])
  if (seen.isErr()) return err(seen.error)
  const types = about === 'promises' ? promiseTypes : followUpTypes
  // What goes on in another ticket does so with everything else that is owed: only these tell the two apart.
  const prefix = about === 'promises' ? 'prm_' : 'fup_'
  return report(engine, scope, period, types, (histories, within, now) => {
    const promises = [...histories.values()].flatMap((events): readonly PromiseState[] =>
      promisesOf(ticketSignals(events, []), now),
    )
    return promiseReport(promises.filter(({ id, toldAt }) => id.startsWith(prefix) && within(toldAt)))
  })
}

const resolutionTypes = [
  'ticket-opened',
  'ticket-status-changed',
  'check-back-answered',
  'message-added',
  'ticket-linked',
  'ticket-absorbed',
] as const
const carried = ['obligations-passed-on', 'obligations-taken-over'] as const
const promiseTypes = ['promise-made', 'promise-kept', 'promise-withdrawn', ...carried] as const
const followUpTypes = ['follow-up-scheduled', 'follow-up-completed', 'follow-up-withdrawn', ...carried] as const

async function report<Value>(
  engine: Engine,
  { tenant }: Scope,
  period: ReportPeriod,
  types: readonly string[],
  answer: (histories: Histories, within: (at: Instant) => boolean, now: Instant) => Value,
): Promise<Result<Value, QueryProblem>> {
  const parsed = parseInput(periodSchema, period)
  if (parsed.isErr()) return err(parsed.error)
  const now = engine.clock.now()
  const { from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY } = parsed.value
  const histories = await ticketHistories(engine.store, tenant, { types, from, now })
  return histories.map((all) => answer(all, (at) => at >= from && at < before, now))
}
