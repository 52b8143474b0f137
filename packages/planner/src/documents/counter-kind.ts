import type { Doc, KindSpec, Ref, Write } from '@caseload/storage'

/** Where a row of numbers stands: everything below `next` is given away or belongs to a block somebody drew. */
export interface Counter {
  /** The lowest number nobody has. */
  readonly next: number
}

/** How counters are stored. */
export const counterKind: KindSpec = { kind: 'counter', fields: {} }

/** Where the ticket numbers of a tenant stand. */
export const ticketNumberRef: Ref = { kind: 'counter', id: 'ticket-number' }

/** The write that moves the row of ticket numbers on. */
export function writeTicketNumberCounter(before: Doc | null, next: number): Write {
  return { op: 'put', ref: ticketNumberRef, version: before?.version ?? 0, doc: { next }, fields: {} }
}
