import type { Actor } from '@caseload/core'
import { hasStepFor } from '../checklists/decide-checklist.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommandType } from '../ticket-commands.ts'

/** Whether a command would be refused whatever it names, since the ticket holds nothing it could be about. */
export function lacksOccasion(ticket: Ticket, command: TicketCommandType, _actor: Actor): boolean {
  switch (command) {
    case 'complete-step':
    case 'skip-step':
      return !hasStepFor(ticket, command)
    default:
      return false
  }
}
