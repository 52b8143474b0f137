import type { MessageCatalogue } from '@caseload/core'

/** English wording of this package's explanations. */
export const customerMessages: MessageCatalogue = {
  'customers/known': 'known by {channel} as {customerId}',
  'customers/unknown': 'nobody known answers to these contact points',
  'customers/match': '{channel} belongs to: {customerIds}',
}
