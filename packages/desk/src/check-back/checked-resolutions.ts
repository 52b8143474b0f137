import type { DeskEvent } from '@caseload/planner'
import type { CheckedResolution } from '@caseload/sla'

/**
 * Every resolution of a ticket as `solved`, with what its check-back said last, and the first new contact on the same problem: the requester wrote (machines aside), the ticket came back, or another ticket follows it up.
 * A message of thanks counts as contact, since nobody has read it: the share without contact is never flattered.
 *
 * @param events - Events of one ticket, in order.
 */
export function checkedResolutions(events: readonly DeskEvent[]): readonly CheckedResolution[] {
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
  }
  return resolutions
}

function isOver(category: string): boolean {
  return category === 'resolved' || category === 'closed'
}
