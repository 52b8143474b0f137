import type { ContactPoints } from '../contact/contact-points.ts'
import type { Customer } from './customer.ts'
import type { CustomerChange, CustomerContext } from './customer-change.ts'
import { givenChannels } from './given-channels.ts'
import { laterInstant } from './later-instant.ts'

/**
 * Adds to a known customer what they were not yet recognised by.
 *
 * What is known already changes nothing. A name is taken over only where there was none: a caller's spelling never overwrites a profile. An erased customer stays erased.
 *
 * @param customer - The customer as identified; not mutated.
 * @param points - What came in with this contact.
 * @param context - Who says so, and when.
 * @returns The profile with one `customer-contact-added` event, or the same profile and no event where there was nothing new.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { addContactPoints, contactPoints, createCustomer } from '@caseload/customers'
 *
 * const by = { now: instant(0), actor: 'agent:agt_ada' } as const
 * const email = orThrow(contactPoints({ email: 'eve@example.com' }, { defaultCountry: null }))
 * const both = orThrow(contactPoints({ email: 'eve@example.com', phone: '+358401234567' }, { defaultCountry: null }))
 * const { customer } = createCustomer(orThrow(parseId('cus', 'cus_1')), email, by)
 * addContactPoints(customer, both, by).events.map((event) => event.data)
 * // => [{ customerId: 'cus_1', channels: ['phone'] }]
 * addContactPoints(customer, email, by).events // => []
 * ```
 */
export function addContactPoints(customer: Customer, points: ContactPoints, context: CustomerContext): CustomerChange {
  if (customer.erasedAt !== null) return { customer, events: [] }
  const fresh = {
    account: unknownOf(points.account, customer.accounts),
    email: unknownOf(points.email, customer.emails),
    phone: unknownOf(points.phone, customer.phones),
  }
  const channels = givenChannels(fresh)
  const name = customer.name ?? points.name
  if (channels.length === 0 && name === customer.name) return { customer, events: [] }
  const at = laterInstant(context.now, customer.updatedAt)
  return {
    customer: {
      ...customer,
      name,
      emails: fresh.email === null ? customer.emails : [...customer.emails, fresh.email],
      phones: fresh.phone === null ? customer.phones : [...customer.phones, fresh.phone],
      accounts: fresh.account === null ? customer.accounts : [...customer.accounts, fresh.account],
      updatedAt: at,
      version: customer.version + 1,
    },
    events: [{ type: 'customer-contact-added', at, actor: context.actor, data: { customerId: customer.id, channels } }],
  }
}

function unknownOf<Point extends string>(point: Point | null, known: readonly Point[]): Point | null {
  return point === null || known.includes(point) ? null : point
}
