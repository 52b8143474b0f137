import type { TicketId } from '@caseload/core'
import type { Doc, Ref, Write } from '@caseload/storage'

/** Kinds of document that hold a ticket's text and are listed by ticket. */
export const textKinds = ['message', 'remark'] as const

/** Documents that hold a ticket's text and have its identity. */
export function contentRefs(ticketId: TicketId): readonly Ref[] {
  return [
    { kind: 'ticket-content', id: ticketId },
    { kind: 'checklist-wording', id: ticketId },
    { kind: 'personal-fields', id: ticketId },
  ]
}

/** Most documents that one step of an erasure removes: within what a store takes in a commit. */
export const sweepSize = 100

/** The writes that remove documents over the versions that were read. */
export function removals(docs: readonly Doc[]): readonly Write[] {
  return docs.map(({ ref, version }) => ({ op: 'remove', ref, version }))
}
