import type { Instant } from '@caseload/core'
import { autoCloseAt, pendingReminderAt, type Ticket, type Workflow } from '@caseload/lifecycle'
import type { WorkChange } from '@caseload/storage'

/** Steps that time takes: `auto-close` ends a ticket that stayed resolved, `pending-reminder` reminds a requester who was asked for something. */
export type TimerQueue = 'auto-close' | 'pending-reminder'

/** Every {@link TimerQueue}. */
export const timerQueues = ['auto-close', 'pending-reminder'] as const satisfies readonly TimerQueue[]

/**
 * When a timer of a ticket is due as the ticket now stands; null where it has none.
 *
 * @param queue - Which timer.
 * @param workflow - The workflow that decides about the ticket.
 * @param ticket - The ticket.
 */
export function timerDueAt(queue: TimerQueue, workflow: Workflow, ticket: Ticket): Instant | null {
  return queue === 'auto-close' ? autoCloseAt(workflow, ticket) : pendingReminderAt(workflow, ticket)
}

/** The timers that a change moves: scheduled anew where the due moment moved, cancelled where the reason is gone. */
export function timerChanges(workflow: Workflow, before: Ticket | null, after: Ticket): readonly WorkChange[] {
  return timerQueues.flatMap((queue): readonly WorkChange[] => {
    const was = before === null ? null : timerDueAt(queue, workflow, before)
    const is = timerDueAt(queue, workflow, after)
    if (is === was) return []
    if (is === null) return [{ op: 'cancel', queue, id: after.id }]
    return [{ op: 'schedule', queue, id: after.id, dueAt: is, payload: {} }]
  })
}
