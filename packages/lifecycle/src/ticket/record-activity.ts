import type { ActorRef, Instant } from '@caseload/core'
import { clamped, happened } from './decide/situation.ts'
import type { Ticket } from './ticket.ts'
import type { ActivityRecorded, ActivityRecordedData } from './ticket-events.ts'

/**
 * Keeps a row of an imported log as an event of its own, so that variants and counts can be told from the journal. It changes nothing.
 *
 * @param ticket - The ticket the row is about; null before it is opened, and then nothing is recorded: history begins with an opening.
 * @param activity - The log's own name for what happened, and further codes; the caller sees to it that neither tells of a person.
 * @param context - Who did it, and when; an instant before the ticket's last event becomes that event's.
 * @returns One event, or none.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { recordActivity } from '@caseload/lifecycle'
 *
 * recordActivity(null, { code: 'Accepted', attributes: {} }, { actor: 'system:import', now: instant(0) }) // => []
 * ```
 */
export function recordActivity(
  ticket: Ticket | null,
  activity: ActivityRecordedData,
  context: { readonly actor: ActorRef; readonly now: Instant },
): readonly ActivityRecorded[] {
  if (ticket === null) return []
  const stamp = { at: clamped(ticket, context.now), by: context.actor }
  return [happened(stamp, 'activity-recorded', { code: activity.code, attributes: activity.attributes })]
}
