import type { EventEnvelope } from '@caseload/core'
import type { TicketEvent } from '@caseload/lifecycle'

/** One entry of a ticket's history as the journal holds it. */
export type TicketJournalEvent = EventEnvelope<TicketEvent>
