import type { TicketId } from '@caseload/core'
import type { Ticket } from '../ticket.ts'
import type { TicketCommand } from '../ticket-commands.ts'
import type { CarriedObligation } from './carry-over-part.ts'

/**
 * What a command about something that is owed comes to on the ticket where it is owed now: whoever was asked to decide, or promised something, need not know that the ticket was merged since.
 *
 * @param command - What was asked of the merged ticket, by the name the promise, follow-up or approval has there.
 * @param from - The merged ticket.
 * @param survivor - The ticket it goes on in; not mutated.
 * @returns The same command, by the name it has there; null where the command is about nothing that came from the merged ticket.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { absorbTicket, carriedCommand, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket, type TicketCommand } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [from, into] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const give = (ticket: Ticket | null, command: TicketCommand) =>
 *   orThrow(decideTicket(workflow, ticket, command, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * const open = { type: 'open', number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ask = { type: 'request-approval', approvalId: 'q', about: 'quote', approver: { kind: 'requester' } } as const
 * const [one, two] = [from, into].map((ticketId) => give(give(null, { ...open, ticketId }), ask))
 * const survivor = one && two && orThrow(absorbTicket(workflow, two, one, context)).reduce<Ticket | null>(evolveTicket, two)
 *
 * survivor && carriedCommand({ type: 'approve', approvalId: 'q' }, from, survivor) // => { type: 'approve', approvalId: 'q~2' }
 * survivor && carriedCommand({ type: 'approve', approvalId: 'other' }, from, survivor) // => null
 * survivor && carriedCommand({ type: 'hold' }, from, survivor) // => null
 * ```
 */
export function carriedCommand(command: TicketCommand, from: TicketId, survivor: Ticket): TicketCommand | null {
  const named = obligationOf(command)
  if (named === null) return null
  const there = survivor.takenOver.find(
    ({ owed, way, withdrawn }) =>
      withdrawn === undefined && owed === named.owed && way.some((stop) => stop.ticketId === from && stop.id === named.id),
  )
  if (there === undefined) return null
  return 'approvalId' in command ? { ...command, approvalId: there.id } : command
}

/**
 * Whether a command is about something that a merged ticket passed on to where it goes on.
 *
 * @param command - What was asked.
 * @param merged - The merged ticket; not mutated.
 */
export function isPassedOn(command: TicketCommand, { passedOn }: Pick<Ticket, 'passedOn'>): boolean {
  const named = obligationOf(command)
  return named !== null && passedOn.some(({ owed, id }) => owed === named.owed && id === named.id)
}

/** What is owed that a command is about; null where it is about something else. */
function obligationOf(command: TicketCommand): Omit<CarriedObligation, 'way'> | null {
  switch (command.type) {
    case 'request-approval':
    case 'approve':
    case 'decline':
    case 'withdraw-approval':
      return { owed: 'approval', id: command.approvalId }
    case 'promise-update':
    case 'keep-promise':
    case 'withdraw-promise':
      return { owed: 'promise', id: command.promiseId }
    case 'schedule-follow-up':
    case 'complete-follow-up':
    case 'withdraw-follow-up':
      return { owed: 'follow-up', id: command.followUpId }
    default:
      return null
  }
}
