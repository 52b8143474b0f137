import type { DomainEvent } from '@caseload/core'

/** A personal field was set or cleared. What to is content: it is kept apart, and erased with the customer. */
export interface PersonalFieldSetData {
  /** Which field. */
  readonly field: string
  /** Whether it has a value now. */
  readonly known: boolean
}

/** {@inheritDoc PersonalFieldSetData} */
export type PersonalFieldSet = DomainEvent<'personal-field-set', PersonalFieldSetData>

/** Facts about single fields of a ticket. */
export type LabelEvent = PersonalFieldSet
