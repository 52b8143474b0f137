import { orThrow } from '@caseload/core'
import { checkBackScheduled, isDone, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import { afterCheckBack, checkBackAt } from '@caseload/sla'
import { afterChange, type PendingChange, type PendingChanges, withEvents } from '../linked/pending-changes.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import type { CheckBack } from './compile-check-back.ts'
import { drawOf } from './draw-of.ts'

/**
 * Plans, in the same step, to ask the requesters of tickets that are being solved, as far as they are drawn, and to ask again where nobody was reached. A log of another system is past: nobody is asked
 * about it.
 */
export function withCheckBacks(changes: PendingChanges, policies: Policies, context: PlanContext): PendingChanges {
  const { checkBack } = policies
  if (checkBack === null) return changes
  let planned = changes
  for (const [ticketId, change] of changes) {
    const after = afterChange(change)
    const next = after === null || !isDone(after.category) ? null : nextAttempt(checkBack, after, change)
    if (after === null || next === null) continue
    const { attempts, channel } = checkBack.plan
    const by = { actor: { kind: 'system', id: 'check-back' }, now: context.at } as const
    const event = checkBackScheduled(after, { attempts, channel, ...next }, by)
    if (event !== null) planned = withEvents(planned, ticketId, change, [event])
  }
  return planned
}

type Attempt = Parameters<typeof checkBackScheduled>[1]

/** The attempt that follows from what happens to a ticket that is done; null where none does. */
function nextAttempt(
  { plan, time }: CheckBack,
  after: Ticket,
  { happened }: PendingChange,
): Pick<Attempt, 'attempt' | 'dueAt'> | null {
  const event = happened.findLast((one) => isSolved(one) || one.type === 'check-back-answered')
  if (event === undefined) return null
  if (event.type === 'check-back-answered') {
    const { attempt, answer } = event.data
    const step = orThrow(afterCheckBack(plan, attempt, answer, event.at, time))
    return step.do === 'ask-again' ? { attempt: step.attempt, dueAt: step.at } : null
  }
  const dueAt = orThrow(checkBackAt(plan, drawOf(after.id, after.reopenCount), event.at, time))
  return dueAt === null ? null : { attempt: 1, dueAt }
}

/** Whether a ticket is solved by what happens; a move from resolved to closed is no other solution. */
function isSolved(event: TicketEvent): boolean {
  if (event.type !== 'ticket-status-changed') return false
  const { fromCategory, toCategory, outcome } = event.data
  return !isDone(fromCategory) && isDone(toCategory) && outcome === 'solved'
}
