import type { Problem, TicketId } from '@caseload/core'
import type { Ref } from '@caseload/storage'
import { readDocument } from '../documents/stored-document.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import type { Plan } from './plan.ts'

/** The message that is said to have told the requester is no public message to them on this ticket. */
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
  const told = message !== null && isOf(message, request.ticketId) && message.direction === 'outbound'
  return told
    ? null
    : { kind: 'ticket/no-such-message', messageId: ref.id, message: `no message ${ref.id} told the requester of this ticket` }
}

function isOf(message: { readonly ticketId: TicketId }, ticketId: TicketId): boolean {
  return message.ticketId === ticketId
}

/** That the message which is said to have told the requester is still there when the command is committed. */
export function namedExpectation(loaded: Loaded, request: TicketRequest): Plan['expect'] {
  const ref = toldByRef(request)
  const doc = ref === null ? null : loadedDocument(loaded, ref)
  return doc === null ? [] : [{ ref: doc.ref, version: doc.version }]
}
