import { type CustomerId, type Explanation, explanation } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { ContactChannel } from '../contact/contact-channel.ts'
import { contactChannels } from '../contact/contact-channel.ts'
import type { ContactPoints } from '../contact/contact-points.ts'
import type { Customer } from '../customer/customer.ts'
import type { AmbiguousContact, ConflictingContacts, Identification } from './identification.ts'

/**
 * Says who somebody is by what they can be recognised by; never by their name, and never by a guess.
 *
 * 1. An account number or an e-mail address decides alone, for each belongs to one customer. Where both are given and name two customers, it is refused.
 * 2. A phone number decides only where no account number or e-mail address was given, and one customer alone has it. Whoever writes from an unknown
 *    address with a known number may be a colleague or family: they count as new.
 * 3. A phone number of several customers is refused with the candidates, unless 1 decides.
 *
 * @param points - What came in.
 * @param candidates - Every living customer who has at least one of these contact points, in any order; others among them are ignored.
 * @returns The customer or null, with the explanation; `customers/conflicting` (rule 1) or `customers/ambiguous` (rule 3).
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { contactPoints, createCustomer, identify } from '@caseload/customers'
 *
 * const by = { now: instant(0), actor: 'agent:agt_ada' } as const
 * const phone = orThrow(contactPoints({ phone: '+358401234567' }, { defaultCountry: null }))
 * const eve = createCustomer(orThrow(parseId('cus', 'cus_1')), phone, by).customer
 * const bob = createCustomer(orThrow(parseId('cus', 'cus_2')), phone, by).customer
 * identify(phone, [eve])._unsafeUnwrap().customer?.id // => 'cus_1'
 * identify(phone, [])._unsafeUnwrap().customer // => null
 * identify(phone, [bob, eve])._unsafeUnwrapErr()
 * // => {
 * //   kind: 'customers/ambiguous',
 * //   candidates: ['cus_1', 'cus_2'],
 * //   message: 'several customers share this phone number: name one of the candidates as the requester',
 * // }
 * ```
 */
export function identify(
  points: ContactPoints,
  candidates: readonly Customer[],
): Result<Identification, AmbiguousContact | ConflictingContacts> {
  const found = contactChannels.flatMap((channel) => {
    const point = points[channel]
    return point === null ? [] : [{ channel, customers: owners(channel, point, candidates) }]
  })
  const because = found.map(({ channel, customers }) => spoken(channel, customers))
  const strong = found.filter(({ channel }) => channel !== 'phone')
  const named = strong.flatMap(({ channel, customers }) => customers.map((customer) => ({ channel, customer })))
  const [decisive] = named
  if (decisive !== undefined) {
    if (named.some(({ customer }) => customer.id !== decisive.customer.id)) return err(conflicting(named))
    return ok(known(decisive.customer, decisive.channel, because))
  }
  const byPhone = strong.length > 0 ? [] : (found.find(({ channel }) => channel === 'phone')?.customers ?? [])
  const [only] = byPhone
  if (only === undefined) {
    return ok({ customer: null, by: null, explanation: explanation('customers/unknown', {}, { holds: false, because }) })
  }
  return byPhone.length > 1 ? err(ambiguous(byPhone.map((customer) => customer.id))) : ok(known(only, 'phone', because))
}

function owners(channel: ContactChannel, point: string, candidates: readonly Customer[]): readonly Customer[] {
  const owned = candidates.filter((customer) => customer.erasedAt === null && pointsOf(customer, channel).includes(point))
  return owned.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

function pointsOf(customer: Customer, channel: ContactChannel): readonly string[] {
  switch (channel) {
    case 'email':
      return customer.emails
    case 'phone':
      return customer.phones
    case 'account':
      return customer.accounts
  }
}

function spoken(channel: ContactChannel, customers: readonly Customer[]): Explanation {
  return explanation(
    'customers/match',
    { channel, customerIds: customers.map((customer) => customer.id) },
    { holds: customers.length === 1 },
  )
}

function known(customer: Customer, by: ContactChannel, because: readonly Explanation[]): Identification {
  return {
    customer,
    by,
    explanation: explanation('customers/known', { customerId: customer.id, channel: by }, { holds: true, because }),
  }
}

function conflicting(named: readonly { readonly channel: ContactChannel; readonly customer: Customer }[]): ConflictingContacts {
  return {
    kind: 'customers/conflicting',
    matches: named.map(({ channel, customer }) => ({ channel, customerId: customer.id })),
    message: 'the account number and the e-mail address belong to different customers',
  }
}

function ambiguous(candidates: readonly CustomerId[]): AmbiguousContact {
  return {
    kind: 'customers/ambiguous',
    candidates,
    message: 'several customers share this phone number: name one of the candidates as the requester',
  }
}
