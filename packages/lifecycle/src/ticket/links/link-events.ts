import type { DomainEvent, Instant, TicketId } from '@caseload/core'
import type { LinkRelation } from './link-part.ts'

/** A ticket was linked to another; the other's history says the mirrored. */
export interface TicketLinkedData {
  /** What this ticket is to the other. */
  readonly relation: LinkRelation
  /** The other. */
  readonly otherId: TicketId
  /** Whether the other was closed. */
  readonly otherIsClosed: boolean
}

/** A link was taken away. */
export interface TicketUnlinkedData {
  /** What this ticket was to the other. */
  readonly relation: LinkRelation
  /** The other. */
  readonly otherId: TicketId
}

/** The parent or a child of a ticket was closed. */
export interface RelativeClosedData {
  /** What this ticket is to the other. */
  readonly relation: 'child-of' | 'parent-of'
  /** The other. */
  readonly otherId: TicketId
}

/** The parent or a child of a ticket came back from closed. */
export interface RelativeReturnedData {
  /** What this ticket is to the other. */
  readonly relation: 'child-of' | 'parent-of'
  /** The other. */
  readonly otherId: TicketId
}

/** The resolution of a problem is being passed on to its incidents: each is resolved with the same code as soon as its own rules allow. */
export interface ResolutionPassedOnData {
  /** Incidents that were linked and not done, as far as this ticket knows. */
  readonly incidentIds: readonly TicketId[]
  /** The desk's code for the solution; null where there is none. */
  readonly resolutionCode: string | null
}

/** A problem was resolved, and this incident with it could not be: its own rules, or what is not known of it, are in the way. It is tried again after whatever changes the ticket, and as time passes. */
export interface ResolutionHeldUpData {
  /** The problem. */
  readonly problemId: TicketId
  /** When the problem was resolved. */
  readonly resolvedAt: Instant
  /** What was in the way: the kind of the refusal without `ticket/`. */
  readonly reason: string
}

/** What held up the resolution of an incident no longer matters: the problem came back, or the two are no longer linked. */
export interface ResolutionDroppedData {
  /** The problem. */
  readonly problemId: TicketId
}

/** {@inheritDoc TicketLinkedData} */
export type TicketLinked = DomainEvent<'ticket-linked', TicketLinkedData>
/** {@inheritDoc TicketUnlinkedData} */
export type TicketUnlinked = DomainEvent<'ticket-unlinked', TicketUnlinkedData>
/** {@inheritDoc RelativeClosedData} */
export type RelativeClosed = DomainEvent<'relative-closed', RelativeClosedData>
/** {@inheritDoc RelativeReturnedData} */
export type RelativeReturned = DomainEvent<'relative-returned', RelativeReturnedData>
/** {@inheritDoc ResolutionPassedOnData} */
export type ResolutionPassedOn = DomainEvent<'resolution-passed-on', ResolutionPassedOnData>
/** {@inheritDoc ResolutionHeldUpData} */
export type ResolutionHeldUp = DomainEvent<'resolution-held-up', ResolutionHeldUpData>
/** {@inheritDoc ResolutionDroppedData} */
export type ResolutionDropped = DomainEvent<'resolution-dropped', ResolutionDroppedData>

/** A fact about a ticket's links. */
export type LinkEvent =
  | TicketLinked
  | TicketUnlinked
  | RelativeClosed
  | RelativeReturned
  | ResolutionPassedOn
  | ResolutionHeldUp
  | ResolutionDropped
