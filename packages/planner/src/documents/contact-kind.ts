import type { ContactDecidedData, ContactId } from '@caseload/lifecycle'
import type { KindSpec, Write } from '@caseload/storage'

/** A contact as it was decided: what its event says, to be found again by the thread it is of. No word of it stands here. */
export interface StoredContact extends ContactDecidedData {
  /** Identity: the token of the command that decided it. */
  readonly id: ContactId
}

/** How contacts are stored: counted by what became of them, found by the threads they are of (the key `thread`). */
export const contactKind: KindSpec = {
  kind: 'contact',
  fields: {
    outcome: { type: 'text' },
    channel: { type: 'text' },
    kind: { type: 'text' },
    requesterId: { type: 'text', nullable: true },
    ticketId: { type: 'text', nullable: true },
    receivedAt: { type: 'instant', sortable: true },
  },
  keys: { thread: { unique: false } },
  paths: [{ eq: ['requesterId'], sort: ['receivedAt'] }],
}

/** The write that stores a contact that was just decided. */
export function writeContact(contact: StoredContact, threads: readonly string[]): Write {
  const { id, outcome, channel, kind, requesterId, ticketId, receivedAt } = contact
  return {
    op: 'put',
    ref: { kind: 'contact', id },
    version: 0,
    doc: contact,
    fields: { outcome, channel, kind, requesterId, ticketId, receivedAt },
    keys: threads.map((value) => ({ name: 'thread', value })),
  }
}
