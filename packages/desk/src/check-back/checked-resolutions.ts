import type { Instant, TicketId } from '@caseload/core'
import type { DeskEvent } from '@caseload/planner'
import type { CheckedResolution } from '@caseload/sla'

/**
 * Every resolution of a ticket as `solved`, with what its check-back said last, and the first new contact on the same problem: the requester wrote (machines aside), the ticket came back, another ticket follows it up, or one that
 * was opened afterwards was merged into it; that one is a contact since it was opened.
 * A message of thanks counts as contact, since nobody has read it: the share without contact is never flattered.
 *
 * @param events - Events of one ticket, in order.
 * @param openedAt - When another ticket was opened; null where nothing is known of it.
 */
export function checkedResolutions(
  events: readonly DeskEvent[],
  openedAt: (ticketId: TicketId) => Instant | null,
): readonly CheckedResolution[] {
  const resolutions: CheckedResolution[] = []
  const change = (index: number, changes: Partial<CheckedResolution>): void => {
    const known = resolutions.at(index)
    if (known !== undefined) resolutions[resolutions.indexOf(known)] = { ...known, ...changes }
  }
  const contacted = (at: CheckedResolution['resolvedAt']): void => {
    if (resolutions.at(-1)?.contactAgainAt === null) change(-1, { contactAgainAt: at })
  }
  for (const event of events) {
    if (event.type === 'ticket-status-changed') {
      const [was, is] = [isOver(event.data.fromCategory), isOver(event.data.toCategory)]
      if (was && !is) contacted(event.at)
      if (!was && is && event.data.outcome === 'solved')
        resolutions.push({ resolvedAt: event.at, answer: null, contactAgainAt: null })
    } else if (event.type === 'check-back-answered') change(-1, { answer: event.data.answer })
    else if (event.type === 'message-added' && event.data.author === 'requester' && !event.data.automatic) contacted(event.at)
    else if (event.type === 'ticket-linked' && event.data.relation === 'followed-up-by') contacted(event.at)
    else if (event.type === 'ticket-absorbed') {
      const opened = openedAt(event.data.ticketId)
      const last = resolutions.at(-1)
      if (opened !== null && last !== undefined && opened > last.resolvedAt) contacted(opened)
    }
  }
  return resolutions
}

function isOver(category: string): boolean {
  return category === 'resolved' || category === 'closed'
}
