import type { AccessDenied } from '@caseload/access'
import type { Actor, TicketId } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { readDocument } from '../documents/stored-document.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import { ticketNotFound } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { DeskRequest, TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { settingUnseen } from './command-sight.ts'
import { ticketResource } from './ticket-resource.ts'

/**
 * Whether an actor may make a request, decided on what was read for it, so that the right still holds when it is committed. A ticket they may not read is not found: they are
 * not told that it exists, and neither is whoever names it beside another: an unreadable ticket and one that is not there are answered alike, before anything else. A command that sets a field which is hidden from the actor is denied. Histories are taken over in other people's names, so who takes them over is asked before.
 */
export function accessGate(
  loaded: Loaded,
  request: DeskRequest,
  { access, fields }: Policies,
  actor: Actor,
): Result<void, AccessDenied | PlanRejection> {
  const gate = (action: string): Result<void, AccessDenied> => {
    const decision = access.may(actor, action)
    return decision.allowed ? ok(undefined) : err(decision)
  }
  switch (request.type) {
    case 'record-history':
      return ok(undefined)
    case 'open-ticket':
    case 'receive-contact':
      return gate('ticket/open')
    case 'register-customer':
      return gate('customer/register')
    case 'erase-customer':
      return gate('customer/erase')
    case 'ticket-command': {
      const { ticketId, command } = request
      const doc = loadedDocument(loaded, { kind: 'ticket', id: ticketId })
      if (doc === null) return err(ticketNotFound(ticketId))
      const ticket = readDocument('ticket', doc)
      if (ticket.isErr()) return err(ticket.error)
      const resource = ticketResource(ticket.value)
      if (!access.may(actor, 'ticket/read', resource).allowed) return err(ticketNotFound(ticketId))
      // First whether they may at all: the answer is the same whatever other ticket they name.
      const decision = access.may(actor, `ticket/${command.type}`, resource)
      if (!decision.allowed) return err(decision)
      const unseen = settingUnseen(command, access, actor, fields.document)
      if (unseen !== null) return err(unseen)
      // Before anything else is looked at: else the order of refusals would tell which tickets there are.
      const otherId = otherTicketOf(command)
      if (otherId === null || otherId === ticketId) return ok(undefined)
      const other = otherTicket(otherId, loaded)
      const known = other !== null && access.may(actor, 'ticket/read', ticketResource(other)).allowed
      return known ? ok(undefined) : err(ticketNotFound(otherId))
    }
  }
}

/** The other ticket that a command names; null where it names none. */
function otherTicketOf(command: TicketRequest['command']): TicketId | null {
  if (command.type === 'link' || command.type === 'unlink') return command.otherId
  return command.type === 'merge-into' ? command.survivorId : null
}

/** That ticket, where there is one: whoever may not read it does not learn of it by linking to it, nor does whoever names one that is not there. */
function otherTicket(id: TicketId, loaded: Loaded): Ticket | null {
  const doc = loadedDocument(loaded, { kind: 'ticket', id })
  return doc === null ? null : readDocument('ticket', doc).unwrapOr(null)
}
