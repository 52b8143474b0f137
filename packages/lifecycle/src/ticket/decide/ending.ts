import { isDone } from '../../workflow/status-category.ts'
import type { WorkflowStatus } from '../../workflow/workflow.ts'
import type { Outcome, Ticket } from '../ticket.ts'
import type { MovingCommand } from './move.ts'

/** How a ticket ends in a status; nulls where it does not. */
export interface Ending {
  /** How it ends. */
  readonly outcome: Outcome | null
  /** The code for the solution. */
  readonly resolutionCode: string | null
}

/** How a ticket ends where a command takes it to a status. */
export function endingOf(command: MovingCommand, ticket: Ticket, to: WorkflowStatus): Ending {
  if (!isDone(to.category)) return { outcome: null, resolutionCode: null }
  const { outcome, resolutionCode } = ticket
  switch (command.type) {
    case 'resolve':
      return { outcome: command.outcome ?? 'solved', resolutionCode: command.code ?? null }
    case 'cancel':
      return { outcome: command.outcome ?? 'cancelled', resolutionCode }
    case 'mark-spam':
      return { outcome: 'spam', resolutionCode }
    case 'change-status':
      // A ticket that was opened resolved has no outcome; staying where it is gives it none.
      return {
        outcome: command.outcome ?? outcome ?? (to.id === ticket.status ? null : 'solved'),
        resolutionCode: command.code ?? resolutionCode,
      }
    default:
      return { outcome: outcome ?? 'solved', resolutionCode }
  }
}

/** How a ticket would end in a status, as guards of the way see it; null where the status ends nothing, and they see the ticket as it is. */
export function endingAt(to: WorkflowStatus, ending: Ending): Ending | null {
  return isDone(to.category) ? ending : null
}
