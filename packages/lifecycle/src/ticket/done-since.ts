import type { Instant } from '@caseload/core'
import type { Ticket } from './ticket.ts'

/**
 * Since when a ticket is done: since it was resolved, or since its requester was told how where that came later, for nobody can object to what they do not know; else since it was closed. An exemption tells nobody, so nothing is counted from it. What the reopen window, closing by itself,
 * asking whether it works and silence are counted from.
 */
export function doneSince({ resolvedAt, closedAt, toldAt, toldBy }: Ticket): Instant | null {
  const ended = resolvedAt ?? closedAt
  const later = ended !== null && toldAt !== null && toldBy !== 'exempt' && toldAt > ended
  return later ? toldAt : ended
}
