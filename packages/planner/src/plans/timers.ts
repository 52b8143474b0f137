import type { Instant } from '@caseload/core'
import { momentAt, type Ticket, type TicketMoment, ticketMoments, type Workflow } from '@caseload/lifecycle'
import type { WorkChange } from '@caseload/storage'

/** The queue of a step that time takes with a ticket; each has its own, so that one never delays another. */
export type TimerQueue = TicketMoment

/** Every {@link TimerQueue}. */
export const timerQueues = ticketMoments

/**
 * When a timer of a ticket is due as the ticket now stands; null where it has none.
 *
 * @param queue - Which timer.
 * @param workflow - The workflow that decides about the ticket.
 * @param ticket - The ticket.
 */
export function timerDueAt(queue: TimerQueue, workflow: Workflow, ticket: Ticket): Instant | null {
  return momentAt(queue, workflow, ticket)
}

/**
 * Whether a timer had its moment and could do nothing: a closing, or the end of a wait, that a guard of the workflow refused is tried again after whatever changes the ticket, since that may have been
 * what was in its way.
 */
function isStuck(queue: TimerQueue, dueAt: Instant | null, now: Instant): boolean {
  return (queue === 'auto-close' || queue === 'pending-expiry') && dueAt !== null && dueAt <= now
}

/**
 * The timers that a change moves: scheduled anew where the due moment moved, cancelled where the reason is gone. Where the workflow itself changes, what was due before is what the old one said; where nobody knows which one timed the
 * ticket before (null), each is set anew.
 */
export function timerChanges(
  workflow: Workflow,
  before: Ticket | null,
  after: Ticket,
  now: Instant,
  workflowBefore: Workflow | null = workflow,
): readonly WorkChange[] {
  return timerQueues.flatMap((queue): readonly WorkChange[] => {
    const is = timerDueAt(queue, workflow, after)
    if (workflowBefore !== null) {
      const was = before === null ? null : timerDueAt(queue, workflowBefore, before)
      if (is === was && !isStuck(queue, is, now)) return []
    }
    if (is === null) return [{ op: 'cancel', queue, id: after.id }]
    return [{ op: 'schedule', queue, id: after.id, dueAt: is, payload: {} }]
  })
}
