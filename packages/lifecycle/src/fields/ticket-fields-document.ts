import type { ConditionDocument, EnumField, FieldNotes, ScalarField, TextField } from '@caseload/conditions'

/** How a new ticket comes out of another: messages are split off into it, or it follows one that can no longer come back. */
export type CarriedInto = 'split' | 'follow-up'

/** What a field of a desk's own says beside the type of its values. */
export interface TicketFieldRules {
  /**
   * Whether values tell of a person. There is no default, since either guess does harm: values of other fields stand in events, which are never erased; those of personal fields never do.
   */
  readonly personal: boolean
  /** When a ticket cannot be resolved without it: a condition over the ticket and the other fields; `{ all: [] }` for always, never where absent. */
  readonly requiredWhen?: ConditionDocument
  /** The question that asks for it, ready to be sent; its title, else its name, where absent. */
  readonly question?: string
  /** Whether lists can be filtered by it. False where absent; a personal field cannot be, and at most 12 fields are. */
  readonly indexed?: boolean
  /**
   * Into which new tickets its value goes along. Both where absent, as everything else that is known of a ticket does; neither for a personal field, since data of people is copied only where somebody has decided so.
   */
  readonly carried?: readonly CarriedInto[]
}

/** Several choices at once: at most 12 texts or codes, in no order. */
export interface TicketSetField extends FieldNotes {
  /** Says that values are sets. */
  readonly type: 'set'
  /** What the members are: codes of an `enum`, or texts. */
  readonly of: TextField | EnumField
}

/** The declaration of one field of a desk's own: a field as conditions know it, and its rules. Choices are the `values` of an `enum`, or of the members of a `set`. */
export type TicketFieldDocument = (ScalarField | TicketSetField) & TicketFieldRules

/** A desk's own ticket fields, by name: 1 to 64 letters, digits and `_ . -`. At most 200. */
export type TicketFieldsDocument = Readonly<Record<string, TicketFieldDocument>>
