import { deriveId, type TicketId } from '@caseload/core'
import { isPassedOn } from '@caseload/lifecycle'
import type { Doc } from '@caseload/storage'
import { readDocument } from '../documents/stored-document.ts'
import { contactOfCommand } from '../intake/contact-of-command.ts'
import type { DeskRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { survivorIn, ticketIn } from './further-reads.ts'
import { ref } from './ticket-ref.ts'

/**
 * The document of the ticket that a request is answered with once it is done: the new one it made, the follow-up that took a message, the one that a merged ticket goes on in where a message or decision was for it, else the one it is about; null
 * where it is about none.
 */
export function answeredTicket(request: DeskRequest, loaded: Loaded): Doc | null {
  if (request.type === 'receive-contact') {
    const contact = loadedDocument(loaded, { kind: 'contact', id: contactOfCommand(request.commandId) })
    const ticketId = contact === null ? null : (readDocument('contact', contact).unwrapOr(null)?.ticketId ?? null)
    return ticketId === null ? null : loadedDocument(loaded, ref(ticketId))
  }
  if (request.type !== 'ticket-command') return loaded.docs.find((doc) => doc?.ref.kind === 'ticket') ?? null
  const { command, commandId, ticketId } = request
  const made = madeAs(command.type === 'split' ? command.newTicketId : deriveId('tkt', commandId))
  if (made !== null) return made
  const ticket = ticketIn(loaded, ticketId)
  if (ticket === null) return loadedDocument(loaded, ref(ticketId))
  const survivor = survivorIn(loaded, ticket)
  const message = loadedDocument(loaded, { kind: 'message', id: deriveId('msg', commandId) })
  const stands = message === null ? null : (readDocument('message', message).unwrapOr(null)?.ticketId ?? null)
  const there = stands === null ? null : loadedDocument(loaded, ref(stands))
  if (command.type === 'receive-reply' && there !== null) return there
  const speaks = command.type === 'reply' || command.type === 'note' || command.type === 'receive-reply'
  const reaches = speaks || isPassedOn(command, ticket)
  return loadedDocument(loaded, ref(reaches ? survivor.id : ticketId))

  function madeAs(id: TicketId): Doc | null {
    return loadedDocument(loaded, ref(id))
  }
}
