import type { TicketId } from '@caseload/core'
import type { AttributeValue } from '@caseload/lifecycle'
import type { Doc, KindSpec, Write } from '@caseload/storage'

/** Values of a ticket's personal fields. Content, so erased with its customer; it has the ticket's identity. */
export interface PersonalFields {
  /** Ticket it belongs to. */
  readonly ticketId: TicketId
  /** Values by name of the field. */
  readonly values: Readonly<Record<string, Exclude<AttributeValue, null>>>
}

/** How values of personal fields are stored. */
export const personalFieldsKind: KindSpec = { kind: 'personal-fields', fields: {} }

/** The write that stores the personal fields of a new ticket; none where it has none. */
export function writePersonalFields(ticketId: TicketId, values: PersonalFields['values'] = {}): readonly Write[] {
  if (Object.keys(values).length === 0) return []
  const doc: PersonalFields = { ticketId, values }
  return [{ op: 'put', ref: { kind: 'personal-fields', id: ticketId }, version: 0, doc, fields: {} }]
}

/** The write that puts other values in the place of those there are; none where there are none and none come. */
export function rewritePersonalFields(before: Doc | null, doc: PersonalFields): readonly Write[] {
  if (before === null) return writePersonalFields(doc.ticketId, doc.values)
  return [{ op: 'put', ref: before.ref, version: before.version, doc, fields: {} }]
}

/** The write that sets or clears one personal field beside those there are. */
export function writePersonalField(
  before: { readonly doc: Doc; readonly fields: PersonalFields } | null,
  changed: { readonly ticketId: TicketId; readonly field: string; readonly value: AttributeValue },
): Write {
  const { ticketId, field, value } = changed
  const others = Object.entries(before?.fields.values ?? {}).filter(([name]) => name !== field)
  const doc: PersonalFields = { ticketId, values: Object.fromEntries(value === null ? others : [...others, [field, value]]) }
  return { op: 'put', ref: { kind: 'personal-fields', id: ticketId }, version: before?.doc.version ?? 0, doc, fields: {} }
}
