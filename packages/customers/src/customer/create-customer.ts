import type { CustomerId } from '@caseload/core'
import type { ContactPoints } from '../contact/contact-points.ts'
import type { CustomerChange, CustomerContext } from './customer-change.ts'
import { givenChannels } from './given-channels.ts'

/**
 * The profile of somebody who came for the first time.
 *
 * @param id - Identity of the new customer.
 * @param points - What they can be recognised by.
 * @param context - Who says so, and when.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { contactPoints, createCustomer } from '@caseload/customers'
 *
 * const points = orThrow(contactPoints({ email: 'eve@example.com' }, { defaultCountry: null }))
 * const { customer, events } = createCustomer(orThrow(parseId('cus', 'cus_1')), points, { now: instant(0), actor: 'agent:agt_ada' })
 * customer.emails // => ['eve@example.com']
 * events // => [{ type: 'customer-created', at: 0, actor: 'agent:agt_ada', data: { customerId: 'cus_1', channels: ['email'] } }]
 * ```
 */
export function createCustomer(id: CustomerId, points: ContactPoints, context: CustomerContext): CustomerChange {
  const { now, actor } = context
  return {
    customer: {
      id,
      name: points.name,
      emails: points.email === null ? [] : [points.email],
      phones: points.phone === null ? [] : [points.phone],
      accounts: points.account === null ? [] : [points.account],
      createdAt: now,
      updatedAt: now,
      erasedAt: null,
      version: 1,
    },
    events: [{ type: 'customer-created', at: now, actor, data: { customerId: id, channels: givenChannels(points) } }],
  }
}
