import type { ActorRef, Instant, MessageId, TicketId } from '@caseload/core'
import type { MessageAddedData } from '@caseload/lifecycle'
import type { KindSpec, Write } from '@caseload/storage'

/** One message of a conversation with its text: content, so erased with its customer, while the event that tells of it stays. */
export interface Message {
  /** Identity; the event `message-added` has the same. */
  readonly id: MessageId
  /** Ticket it belongs to. */
  readonly ticketId: TicketId
  /** Place of its event in the ticket's stream: conversations are read in this order. */
  readonly position: number
  /** When it was written. */
  readonly at: Instant
  /** Who recorded it. */
  readonly actor: ActorRef
  /** What sort of party wrote it. */
  readonly author: MessageAddedData['author']
  /** `inbound`: from the requester; `outbound`: to the requester; `internal`: among staff. */
  readonly direction: MessageAddedData['direction']
  /** `public`: the requester sees it; `internal`: staff only. */
  readonly visibility: MessageAddedData['visibility']
  /** How it came or went. */
  readonly channel: string
  /** Whether a machine sent it unasked. */
  readonly automatic: boolean
  /** The text. */
  readonly body: string
}

/** How messages are stored: one document each, listed by ticket in the order of the conversation. */
export const messageKind: KindSpec = {
  kind: 'message',
  fields: {
    ticketId: { type: 'text' },
    position: { type: 'int', sortable: true },
    visibility: { type: 'text' },
  },
  paths: [{ eq: ['ticketId'], sort: ['position'] }],
}

/** The write that stores a new message. */
export function writeMessage(message: Message): Write {
  return {
    op: 'put',
    ref: { kind: 'message', id: message.id },
    version: 0,
    doc: message,
    fields: { ticketId: message.ticketId, position: message.position, visibility: message.visibility },
  }
}
