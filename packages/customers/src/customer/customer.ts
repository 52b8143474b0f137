import { type CustomerId, type Instant, isId, isInstant } from '@caseload/core'
import { z } from 'zod'
import { type AccountNumber, isAccountNumber } from '../contact/account-number.ts'
import { type EmailAddress, isEmailAddress } from '../contact/email-address.ts'
import { isPhoneNumber, type PhoneNumber } from '../contact/phone-number.ts'

/**
 * Who asks: a person or an account. A document full of personal data; no event repeats any of it.
 *
 * After erasure the document stays as a tombstone, so that history that names the identity still resolves: `erasedAt` is set and nothing personal is left.
 */
export interface Customer {
  /** Identity. */
  readonly id: CustomerId
  /** What they are called; null where nobody said. */
  readonly name: string | null
  /** E-mail addresses, the oldest first; each belongs to this customer alone. */
  readonly emails: readonly EmailAddress[]
  /** Phone numbers, the oldest first; others may share them. */
  readonly phones: readonly PhoneNumber[]
  /** Account numbers, the oldest first; each belongs to this customer alone. */
  readonly accounts: readonly AccountNumber[]
  /** When they first came. */
  readonly createdAt: Instant
  /** When the profile last changed. */
  readonly updatedAt: Instant
  /** When they were erased; null for a living profile. */
  readonly erasedAt: Instant | null
  /** Number of events in the customer's stream so far. */
  readonly version: number
}

const instantSchema = z.custom<Instant>((value) => typeof value === 'number' && isInstant(value), 'an instant')

/** What a stored {@link Customer} looks like. */
export const customerSchema: z.ZodType<Customer> = z.strictObject({
  id: z.custom<CustomerId>((value) => typeof value === 'string' && isId('cus', value), 'a customer id (cus_…)'),
  name: z.string().max(200).nullable(),
  emails: z.array(z.custom<EmailAddress>((value) => typeof value === 'string' && isEmailAddress(value), 'an e-mail address')),
  phones: z.array(z.custom<PhoneNumber>((value) => typeof value === 'string' && isPhoneNumber(value), 'a phone number')),
  accounts: z.array(z.custom<AccountNumber>((value) => typeof value === 'string' && isAccountNumber(value), 'an account number')),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  erasedAt: instantSchema.nullable(),
  version: z.int().min(1),
})
