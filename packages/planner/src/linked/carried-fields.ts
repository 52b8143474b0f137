import type { Attributes, CarriedInto, Ticket } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { ok, type Result } from 'neverthrow'
import type { PersonalFields } from '../documents/personal-fields-kind.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'

/** Values of the desk's own fields that a new ticket takes along from another. */
export interface CarriedFields {
  /** Those that hold nothing personal. */
  readonly attributes: Attributes
  /** Those that do: content of the new ticket, too. */
  readonly personal: PersonalFields['values']
  /** What they were read from: an erasure meanwhile must not be undone by a copy. */
  readonly expect: Plan['expect']
}

/** Where the values of a ticket's personal fields stand, if it has any. */
export function personalFieldsRefs({ id, personalFields }: Ticket): readonly Ref[] {
  return personalFields.length === 0 ? [] : [{ kind: 'personal-fields', id }]
}

/** What goes along into a new ticket by the declaration in force. */
export function carriedFields(
  loaded: Loaded,
  ticket: Ticket,
  into: CarriedInto,
  { fields }: Policies,
): Result<CarriedFields, UnreadableDocument> {
  const attributes = fields.carried(into, ticket.attributes)
  const doc = loadedDocument(loaded, { kind: 'personal-fields', id: ticket.id })
  if (doc === null) return ok({ attributes, personal: {}, expect: [] })
  return readDocument('personal-fields', doc).map(({ values }) => {
    const personal = fields.carriedPersonal(into, values)
    const copied = Object.keys(personal).length > 0
    return { attributes, personal, expect: copied ? [{ ref: doc.ref, version: doc.version }] : [] }
  })
}
