import { type Instant, isInstant } from '@caseload/core'
import type { SlaProgress } from '../fold/sla-fold.ts'
import { never } from '../time/never.ts'

/** No deadline sorts after every deadline, without a null in an index: the last instant there is. */
export const noBreach = never

/**
 * The next deadline of a ticket that is not missed yet, for an index "next to breach"; `8.64e15` (the last instant) where none runs, so that it sorts last.
 *
 * Costs no calendar: deadlines of running clocks are kept. One in the past of `now` is returned, too: it is missed, and nobody has noted it yet.
 *
 * @param progress - Progress of the ticket, from `slaFold`.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, nextBreach, slaFold } from '@caseload/sla'
 *
 * const fold = slaFold(orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] })))
 * nextBreach(fold.step(fold.init(), { type: 'started', at: '2026-03-02T08:00Z' })) // => instant('2026-03-02T12:00Z')
 * nextBreach(fold.init()) // => 8.64e15
 * ```
 */
export function nextBreach({ run }: SlaProgress): Instant | typeof noBreach {
  let next: Instant | typeof noBreach = noBreach
  for (const { cycle } of run.clocks) {
    if (cycle === null || cycle.shown.endedAt !== null) continue
    for (const { dueAt, breachedAt } of cycle.goals) if (breachedAt === null && dueAt !== null && dueAt < next) next = dueAt
  }
  return next
}

/**
 * The earliest deadline of a ticket's clocks that have not ended, missed or to come, for an index "overdue": a ticket is overdue as long as it lies in the past, whether or not anybody has
 * noted the miss. `8.64e15` (the last instant) where there is none.
 *
 * @param progress - Progress of the ticket, from `slaFold` or `slaProgress`.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, oldestDeadline, slaProgress } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const started = { type: 'started', at: '2026-03-02T08:00Z' } as const
 * const snoozed = { type: 'snoozed', at: '2026-03-02T13:00Z' } as const
 * oldestDeadline(slaProgress(sla, { signals: [started, snoozed] })) // => instant('2026-03-02T12:00Z')
 * oldestDeadline(slaProgress(sla, { signals: [] })) // => 8.64e15
 * ```
 */
export function oldestDeadline({ run }: SlaProgress): Instant | typeof noBreach {
  let oldest: Instant | typeof noBreach = noBreach
  for (const { cycle } of run.clocks) {
    if (cycle === null || cycle.shown.endedAt !== null) continue
    for (const { dueAt, breachedAt } of cycle.goals) {
      const deadline = breachedAt ?? dueAt
      if (deadline !== null && deadline < oldest) oldest = deadline
    }
  }
  return oldest
}

/**
 * When the clocks of a ticket move next without anything happening to it: a snooze that ends, a version of the policies that comes into force. `8.64e15` (the last instant) where nothing of the
 * kind is ahead, or no clock runs that it could move.
 *
 * @param progress - Progress of the ticket, from `slaFold` or `slaProgress`.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, nextChange, slaProgress } from '@caseload/sla'
 *
 * const version = (number: number, goal: string) => ({ schema: 1, id: 'support', version: number, policies: [{ id: 'all', targets: { firstReply: goal } }] })
 * const sla = orThrow(compileSla([version(1, 'PT8H'), { ...version(2, 'PT4H'), effectiveFrom: '2026-04-01T00:00Z' }]))
 * nextChange(slaProgress(sla, { signals: [{ type: 'started', at: '2026-03-31T08:00Z' }] })) // => instant('2026-04-01T00:00Z')
 * nextChange(slaProgress(sla, { signals: [] })) // => 8.64e15
 * ```
 */
export function nextChange({ run }: SlaProgress): Instant | typeof noBreach {
  const runs = run.clocks.some(({ cycle }) => cycle !== null && cycle.shown.endedAt === null)
  return runs && isInstant(run.nextChange) ? run.nextChange : noBreach
}
