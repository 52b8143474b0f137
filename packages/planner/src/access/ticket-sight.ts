import type { Hidden, Seen } from '@caseload/access'
import type { Customer } from '@caseload/customers'
import type { MergedInto, Ticket } from '@caseload/lifecycle'
import type { SeenAttributes } from './seen-attributes.ts'

/**
 * Which fields of a ticket a policy can hide. `always`: whoever may read the ticket sees where it stands; `hideable`: how staff sort it and what they do with it. A field that is not here does not
 * compile, so none is forgotten.
 */
export const ticketSight = {
  id: 'always',
  number: 'always',
  workflow: 'always',
  catalogue: 'always',
  status: 'always',
  category: 'always',
  statusSince: 'always',
  pausedFrom: 'always',
  kind: 'always',
  channel: 'always',
  requesterId: 'always',
  priority: 'always',
  impact: 'hideable',
  urgency: 'hideable',
  topic: 'hideable',
  level: 'hideable',
  teamId: 'hideable',
  assigneeId: 'hideable',
  tags: 'hideable',
  attributes: 'hideable',
  outcome: 'always',
  resolutionCode: 'hideable',
  openedAt: 'always',
  firstReplyAt: 'always',
  resolvedAt: 'always',
  closedAt: 'always',
  lastRequesterMessageAt: 'always',
  reopenCount: 'always',
  updatedAt: 'always',
  version: 'always',
  checklists: 'hideable',
  approvals: 'hideable',
  approval: 'always',
  links: 'hideable',
  openChildren: 'hideable',
  parentClosed: 'hideable',
  awaitsResolution: 'hideable',
  messageCount: 'always',
  mergedInto: 'always',
  mergedFrom: 'hideable',
  redirected: 'hideable',
  takenOver: 'hideable',
  passedOn: 'hideable',
  identifiedAt: 'always',
  statementId: 'hideable',
  handleMs: 'hideable',
  workSpans: 'hideable',
  promises: 'hideable',
  followUps: 'hideable',
  missedPromises: 'hideable',
  handOver: 'hideable',
  handOverReturns: 'hideable',
  toldAt: 'always',
  toldBy: 'always',
  lastAnswerId: 'always',
  confirmation: 'always',
  confirmationReminded: 'always',
  checkBack: 'always',
  watchers: 'hideable',
  snoozedUntil: 'hideable',
  personalFields: 'hideable',
} as const satisfies Readonly<Record<keyof Ticket, 'always' | 'hideable'>>

const hideable: ReadonlySet<string> = new Set(
  Object.entries(ticketSight).flatMap(([name, sight]) => (sight === 'hideable' ? [name] : [])),
)

/** A field of a ticket that a policy can hide. */
export type HideableTicketField = {
  [Name in keyof typeof ticketSight]: (typeof ticketSight)[Name] extends 'hideable' ? Name : never
}[keyof typeof ticketSight]

/** Where a ticket goes on, as one actor sees it. */
export type SeenMergedInto = Omit<MergedInto, 'before'> & {
  /** How it stood before. */
  readonly before: Seen<MergedInto['before'], 'resolutionCode'>
}

/** A ticket as one actor sees it. */
export type SeenTicket = Omit<Seen<Ticket, HideableTicketField>, 'attributes' | 'mergedInto'> & {
  /** Where it goes on; null where it is not merged. */
  readonly mergedInto: SeenMergedInto | null
  /** The desk's own fields that are not personal, and every own field that is hidden one by one; hidden where all of them are. */
  readonly attributes: SeenAttributes | Hidden
}

/** A field of a customer that a policy can hide. */
export type HideableCustomerField = 'name' | 'emails' | 'phones' | 'accounts'

/** A customer as one actor sees them. */
export type SeenCustomer = Seen<Customer, HideableCustomerField>

/** Every {@link HideableTicketField}. */
export const hideableTicketFields: readonly HideableTicketField[] = [...hideable].filter(isHideableTicketField)

/** Every {@link HideableCustomerField}. */
export const hideableCustomerFields = ['name', 'emails', 'phones', 'accounts'] as const satisfies readonly HideableCustomerField[]

/** Whether a name is that of a {@link HideableTicketField}. */
export function isHideableTicketField(name: string): name is HideableTicketField {
  return hideable.has(name)
}

/** Whether a name is that of a {@link HideableCustomerField}. */
export function isHideableCustomerField(name: string): name is HideableCustomerField {
  return hideableCustomerFields.some((known) => known === name)
}
