import type { ActorRef, CustomerId, Instant, MessageId, TicketId } from '@caseload/core'
import type { MessageAddedData } from '@caseload/lifecycle'
import type { Doc, KindSpec, Write } from '@caseload/storage'

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
  /** Which customer wrote it, where that is known and is another than who asks: the message is erased with either. Absent elsewhere. */
  readonly authorId?: CustomerId
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

/** How messages are stored: one document each, listed by ticket in the order of the conversation; of several tickets that go on in one, by when they were written. The key `author` finds those of customers on other people's tickets. */
export const messageKind: KindSpec = {
  kind: 'message',
  fields: {
    ticketId: { type: 'text' },
    position: { type: 'int', sortable: true },
    visibility: { type: 'text' },
    at: { type: 'instant', sortable: true },
  },
  keys: { author: { unique: false } },
  paths: [{ eq: ['ticketId'], sort: ['position'] }],
}

/** The write that stores a new message. */
export function writeMessage(message: Message): Write {
  return written(0, message)
}

/** The write that stores a message anew over the version that was read: it moved to another ticket. */
export function rewriteMessage(before: Doc, message: Message): Write {
  return written(before.version, message)
}

function written(version: number, message: Message): Write {
  const { ticketId, position, visibility, at, authorId } = message
  return {
    op: 'put',
    ref: { kind: 'message', id: message.id },
    version,
    doc: message,
    fields: { ticketId, position, visibility, at },
    keys: authorId === undefined ? [] : [{ name: 'author', value: authorId }],
  }
}
