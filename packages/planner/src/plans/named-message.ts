import type { Problem, TicketId } from '@caseload/core'
import type { Ref } from '@caseload/storage'
import { readDocument } from '../documents/stored-document.ts'
import { survivorIn, ticketIn, waypointsIn } from '../linked/further-reads.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import type { Plan } from './plan.ts'

/** The message that is said to have told the requester is no public message to them on this ticket, nor on one that goes on in it. */
export interface NoSuchMessage extends Problem<'ticket/no-such-message'> {
  /** Which message was named. */
  readonly messageId: string
}

/** The message that a command names as the one that told the requester; null where it names none. */
export function toldByRef({ command }: Pick<TicketRequest, 'command'>): Ref | null {
  if (command.type !== 'resolve' && command.type !== 'tell-solution') return null
  return command.told?.by === 'message' ? { kind: 'message', id: command.told.messageId } : null
}

/** Why the message that a command names could not have told the requester; null where it could, or where none is named. */
export function namedMessage(loaded: Loaded, request: TicketRequest): NoSuchMessage | null {
  const ref = toldByRef(request)
  if (ref === null) return null
  const doc = loadedDocument(loaded, ref)
  const message = doc === null ? null : readDocument('message', doc).unwrapOr(null)
  const told = message !== null && isOf(loaded, message, request.ticketId) && message.direction === 'outbound'
  return told
    ? null
    : { kind: 'ticket/no-such-message', messageId: ref.id, message: `no message ${ref.id} told the requester of this ticket` }
}

/** Whether a message is shown by a ticket: it stands there, or on one that goes on there. */
function isOf(loaded: Loaded, message: { readonly ticketId: TicketId }, ticketId: TicketId): boolean {
  if (message.ticketId === ticketId) return true
  const ticket = ticketIn(loaded, message.ticketId)
  return ticket !== null && survivorIn(loaded, ticket).id === ticketId
}

/** That the message which is said to have told the requester is still there when the command is committed, and still shown by the ticket. */
export function namedExpectation(loaded: Loaded, request: TicketRequest): Plan['expect'] {
  const named = toldByRef(request)
  const doc = named === null ? null : loadedDocument(loaded, named)
  if (doc === null) return []
  const stands = readDocument('message', doc).unwrapOr(null)?.ticketId ?? request.ticketId
  const merged = stands === request.ticketId ? null : ticketIn(loaded, stands)
  const way = merged === null ? [] : [merged.id, ...waypointsIn(loaded, merged)]
  const tickets = way.flatMap((id) => loadedDocument(loaded, { kind: 'ticket', id }) ?? [])
  return [doc, ...tickets].map(({ ref, version }) => ({ ref, version }))
}
