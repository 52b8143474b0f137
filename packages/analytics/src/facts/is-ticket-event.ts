import type { TicketJournalEvent } from './ticket-journal-event.ts'

/**
 * Whether an entry of a desk's journal belongs to a ticket's history: its stream is a ticket's, whatever the entry says. The journal holds more, such as what became of promises and who
 * read personal values; {@link ticketFacts} and {@link processLog} count from tickets alone.
 *
 * @param event - An entry of the journal as the desk gives it.
 *
 * @example
 * ```ts
 * import { isTicketEvent } from '@caseload/analytics'
 *
 * const ofTicket = isTicketEvent({ stream: 'tkt_1' }) // => true
 * const ofClocks = isTicketEvent({ stream: 'sla_1' }) // => false
 * ```
 */
export function isTicketEvent<Event extends Pick<TicketJournalEvent, 'stream'>>(
  event: Event,
): event is Event & TicketJournalEvent {
  return event.stream.startsWith('tkt_')
}
