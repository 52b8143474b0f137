import type { CustomerId, Explanation, Problem } from '@caseload/core'
import type { ContactChannel } from '../contact/contact-channel.ts'
import type { Customer } from '../customer/customer.ts'

/** Who somebody is, as far as their contact points tell. */
export interface Identification {
  /** The customer they are; null where nobody known answers to these contact points. */
  readonly customer: Customer | null
  /** What decided it; null where nobody is known. */
  readonly by: ContactChannel | null
  /** How each contact point that was given spoke. */
  readonly explanation: Explanation
}

/** Several customers share the phone number, and nothing else tells which one this is. */
export interface AmbiguousContact extends Problem<'customers/ambiguous'> {
  /** Who it could be, sorted by identity. */
  readonly candidates: readonly CustomerId[]
}

/** Two contact points that belong to one customer each belong to different ones. */
export interface ConflictingContacts extends Problem<'customers/conflicting'> {
  /** Which channel names whom, in the order account, email. */
  readonly matches: readonly {
    /** The channel. */
    readonly channel: ContactChannel
    /** The customer it names. */
    readonly customerId: CustomerId
  }[]
}
