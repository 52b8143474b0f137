import type { Customer } from '@caseload/customers'
import type { Doc, KindSpec, Write } from '@caseload/storage'

/** How customers are stored, and the keys they are found by: `email` and `account` unique, `phone` shared. */
export const customerKind: KindSpec = {
  kind: 'customer',
  fields: { createdAt: { type: 'instant', sortable: true } },
  keys: { email: { unique: true }, account: { unique: true }, phone: { unique: false } },
}

/** The write that stores a customer over the version that was read. */
export function writeCustomer(before: Doc | null, customer: Customer): Write {
  return {
    op: 'put',
    ref: { kind: 'customer', id: customer.id },
    version: before?.version ?? 0,
    doc: customer,
    fields: { createdAt: customer.createdAt },
    keys: [
      ...customer.emails.map((value) => ({ name: 'email', value })),
      ...customer.accounts.map((value) => ({ name: 'account', value })),
      ...customer.phones.map((value) => ({ name: 'phone', value })),
    ],
  }
}
