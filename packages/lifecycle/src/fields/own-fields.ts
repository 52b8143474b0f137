import type { Fields } from '@caseload/conditions'
import type { Instant, Problem } from '@caseload/core'
import type { MissingData } from '../catalogue/catalogue.ts'
import type { Attributes, AttributeValue, Ticket } from '../ticket/ticket.ts'
import type { TicketFieldValues } from './ticket-field-values.ts'
import type { CarriedInto, TicketFieldsDocument } from './ticket-fields-document.ts'

/** A value that a field cannot have. The value itself is not told: it may be somebody's. */
export interface FieldValueIssue
  extends Problem<'fields/undeclared' | 'fields/personal' | 'fields/not-personal' | 'fields/wrong-value'> {
  /** Which field. */
  readonly field: string
  /** What would have been accepted. */
  readonly expected: string
}

/** A desk's own fields made ready by `compileTicketFields`: checked and immutable. */
export interface OwnFields<F extends TicketFieldsDocument = TicketFieldsDocument> {
  /** What they were made from: a copy. */
  readonly document: TicketFieldsDocument
  /** The fields that hold nothing personal, for `compileWorkflow` and other conditions. */
  readonly attributes: Fields
  /** Names of the fields that lists can be filtered by, sorted. */
  readonly indexed: readonly string[]
  /** Everything that is wrong with values for a ticket's `attributes`, in their order; a value of null clears a field and fits each. */
  check(attributes: Attributes): readonly FieldValueIssue[]
  /** What is wrong with a value of a personal field; null where it fits. A field that is not declared, or not personal, is wrong. */
  checkPersonal(field: string, value: AttributeValue): FieldValueIssue | null
  /** What a ticket cannot be resolved without and does not have, in the order of the declaration; `now` is for conditions that ask how long ago something was. */
  missing(ticket: Ticket, now: Instant): readonly MissingData[]
  /** Those values of a ticket's `attributes` that go along into a new ticket: of fields that are declared so, where they still fit. */
  carried(into: CarriedInto, attributes: Attributes): Attributes
  /** The same of the values of its personal fields. */
  carriedPersonal<Value extends AttributeValue>(
    into: CarriedInto,
    values: Readonly<Record<string, Value>>,
  ): Readonly<Record<string, Value>>
  /** The declared values among a ticket's `attributes`, typed; one that no longer fits its declaration is left out. */
  read(attributes: Attributes): TicketFieldValues<F>
}
