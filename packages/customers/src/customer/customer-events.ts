import type { CustomerId, DomainEvent } from '@caseload/core'
import type { ContactChannel } from '../contact/contact-channel.ts'

/** Somebody came for the first time. */
export interface CustomerCreatedData {
  /** Identity; also the name of the stream. */
  readonly customerId: CustomerId
  /** By which channels they can be recognised, in alphabetical order; never the addresses themselves. */
  readonly channels: readonly ContactChannel[]
}

/** A known customer can be recognised by something more. */
export interface CustomerContactAddedData {
  /** Identity. */
  readonly customerId: CustomerId
  /** Channels of what was added, in alphabetical order; never the addresses themselves. Empty where only a name became known. */
  readonly channels: readonly ContactChannel[]
}

/** Everything personal about a customer was erased. */
export interface CustomerErasedData {
  /** Identity, which is all that is left. */
  readonly customerId: CustomerId
}

/** {@inheritDoc CustomerCreatedData} */
export type CustomerCreated = DomainEvent<'customer-created', CustomerCreatedData>
/** {@inheritDoc CustomerContactAddedData} */
export type CustomerContactAdded = DomainEvent<'customer-contact-added', CustomerContactAddedData>
/** {@inheritDoc CustomerErasedData} */
export type CustomerErased = DomainEvent<'customer-erased', CustomerErasedData>

/** Every fact in a customer's history. */
export type CustomerEvent = CustomerCreated | CustomerContactAdded | CustomerErased
