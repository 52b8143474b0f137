import { owedSteps, type StepOwed } from './checklists/checklist-part.ts'
import type { Ticket } from './ticket.ts'

/** Something that must be done before a ticket may be closed. */
export type Obligation = StepOwed

/**
 * What is still owed before a ticket may be closed as it would then end.
 *
 * Work that was asked for (a required step) is owed where the ticket ends as solved or lives on in another; a ticket that is cancelled, a duplicate or spam owes no work.
 *
 * @param ticket - The ticket, with the outcome it would be closed with.
 * @returns In the order of the ticket; empty where nothing is owed.
 */
export function openObligations(ticket: Ticket): readonly Obligation[] {
  const owesWork = ticket.outcome === null || ticket.outcome === 'solved' || ticket.outcome === 'merged'
  return owesWork ? [...owedSteps(ticket)] : []
}
