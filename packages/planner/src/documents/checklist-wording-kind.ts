import type { TicketId } from '@caseload/core'
import type { Doc, KindSpec, Write } from '@caseload/storage'

/** What people read of the checklists of a ticket: the wording of each step. Content, so erased with its customer; it has the ticket's identity. */
export interface ChecklistWording {
  /** Ticket it belongs to. */
  readonly ticketId: TicketId
  /** By checklist, and in it by step. */
  readonly checklists: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** How the wording of checklists is stored. */
export const checklistWordingKind: KindSpec = { kind: 'checklist-wording', fields: {} }

/** The write that stores the wording of one more checklist beside those there are. */
export function writeChecklistWording(
  before: { readonly doc: Doc; readonly wording: ChecklistWording } | null,
  added: { readonly ticketId: TicketId; readonly checklistId: string; readonly steps: Readonly<Record<string, string>> },
): Write {
  const { ticketId, checklistId, steps } = added
  const doc: ChecklistWording = { ticketId, checklists: { ...before?.wording.checklists, [checklistId]: steps } }
  return { op: 'put', ref: { kind: 'checklist-wording', id: ticketId }, version: before?.doc.version ?? 0, doc, fields: {} }
}
