import type { Customer } from './customer.ts'
import type { CustomerChange, CustomerContext } from './customer-change.ts'
import { laterInstant } from './later-instant.ts'

/**
 * Takes everything personal out of a profile. What is left says that there was a customer and when they were erased.
 *
 * @param customer - The customer; not mutated.
 * @param context - Who erases, and when.
 * @returns The tombstone with one `customer-erased` event; the same tombstone and no event where they were erased before.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { contactPoints, createCustomer, eraseCustomerProfile } from '@caseload/customers'
 *
 * const by = { now: instant(0), actor: 'agent:agt_ada' } as const
 * const points = orThrow(contactPoints({ email: 'eve@example.com', name: 'Eve' }, { defaultCountry: null }))
 * const { customer } = createCustomer(orThrow(parseId('cus', 'cus_1')), points, by)
 * eraseCustomerProfile(customer, { ...by, now: instant(5) }).customer
 * // => { id: 'cus_1', name: null, emails: [], phones: [], accounts: [], createdAt: 0, updatedAt: 5, erasedAt: 5, version: 2 }
 * ```
 */
export function eraseCustomerProfile(customer: Customer, context: CustomerContext): CustomerChange {
  if (customer.erasedAt !== null) return { customer, events: [] }
  const at = laterInstant(context.now, customer.updatedAt)
  return {
    customer: {
      id: customer.id,
      name: null,
      emails: [],
      phones: [],
      accounts: [],
      createdAt: customer.createdAt,
      updatedAt: at,
      erasedAt: at,
      version: customer.version + 1,
    },
    events: [{ type: 'customer-erased', at, actor: context.actor, data: { customerId: customer.id } }],
  }
}
