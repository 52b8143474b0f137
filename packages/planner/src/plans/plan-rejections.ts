import type { AccessDenied } from '@caseload/access'
import type { CustomerId, InvalidInput, Problem, TicketId } from '@caseload/core'
import type { AmbiguousContact, ConflictingContacts } from '@caseload/customers'
import type { TicketRejection } from '@caseload/lifecycle'
import type { CatalogueRefusal } from '../catalogue/data-missing.ts'
import type { UnreadableDocument } from '../documents/stored-document.ts'
import type { FollowedUp } from '../linked/followed-up.ts'
import type { NoSuchMessage } from './named-message.ts'

/** There is no such ticket in this tenant, or it is not the requester's own. */
export interface TicketNotFound extends Problem<'ticket/not-found'> {
  /** The identity that was asked for. */
  readonly ticketId: string
}
/** The ticket is no longer the version the caller decided on. */
export interface TicketChangedSince extends Problem<'ticket/changed-since'> {
  /** Version the caller gave. */
  readonly expected: number
  /** Version the ticket has. */
  readonly actual: number
}
/** The policies know no workflow of this name. */
export interface UnknownWorkflow extends Problem<'ticket/unknown-workflow'> {
  /** The name. */
  readonly workflow: string
}
/** There is no such customer in this tenant. */
export interface CustomerNotFound extends Problem<'customer/not-found'> {
  /** The identity that was asked for. */
  readonly customerId: string
}
/** The customer was erased and cannot ask for anything again under this identity. */
export interface CustomerIsErased extends Problem<'customer/erased'> {
  /** Which customer. */
  readonly customerId: CustomerId
}

/** Every way a request can be refused. */
export type PlanRejection =
  | TicketRejection
  | TicketNotFound
  | TicketChangedSince
  | UnknownWorkflow
  | NoSuchMessage
  | CustomerNotFound
  | CustomerIsErased
  | AmbiguousContact
  | ConflictingContacts
  | UnreadableDocument
  | InvalidInput
  | AccessDenied
  | CatalogueRefusal
  | FollowedUp

/** There is no such ticket. */
export function ticketNotFound(ticketId: TicketId): TicketNotFound {
  return { kind: 'ticket/not-found', ticketId, message: `there is no ticket ${ticketId}` }
}

/** The policies know no such workflow. */
export function unknownWorkflow(workflow: string): UnknownWorkflow {
  return { kind: 'ticket/unknown-workflow', workflow, message: 'the policies hold no workflow of this name' }
}

/** There is no such customer. */
export function customerNotFound(customerId: CustomerId): CustomerNotFound {
  return { kind: 'customer/not-found', customerId, message: `there is no customer ${customerId}` }
}

/** The customer was erased. */
export function customerIsErased(customerId: CustomerId): CustomerIsErased {
  return { kind: 'customer/erased', customerId, message: `customer ${customerId} was erased` }
}
