import type { Instant, TicketId } from '@caseload/core'

/**
 * What a ticket is to another, read from this ticket: `duplicate-of`: tells the same as the other; `duplicated-by`: the other way round; `child-of`: a part of the other's
 * work; `parent-of`; `incident-of`: brought about by the other, a problem; `problem-of`; `follow-up-of`: continues what the other ended; `followed-up-by`; `related`: has to do with it.
 */
export type LinkRelation =
  | 'duplicate-of'
  | 'duplicated-by'
  | 'child-of'
  | 'parent-of'
  | 'incident-of'
  | 'problem-of'
  | 'follow-up-of'
  | 'followed-up-by'
  | 'related'

/** Every {@link LinkRelation}. */
export const linkRelations = [
  'duplicate-of',
  'duplicated-by',
  'child-of',
  'parent-of',
  'incident-of',
  'problem-of',
  'follow-up-of',
  'followed-up-by',
  'related',
] as const satisfies readonly LinkRelation[]

const mirrors: Readonly<Record<LinkRelation, LinkRelation>> = {
  'duplicate-of': 'duplicated-by',
  'duplicated-by': 'duplicate-of',
  'child-of': 'parent-of',
  'parent-of': 'child-of',
  'incident-of': 'problem-of',
  'problem-of': 'incident-of',
  'follow-up-of': 'followed-up-by',
  'followed-up-by': 'follow-up-of',
  related: 'related',
}

/**
 * What the other ticket is to this one.
 *
 * @param relation - What this one is to the other.
 *
 * @example
 * ```ts
 * import { mirrorOf } from '@caseload/lifecycle'
 *
 * mirrorOf('child-of') // => 'parent-of'
 * mirrorOf('related') // => 'related'
 * ```
 */
export function mirrorOf(relation: LinkRelation): LinkRelation {
  return mirrors[relation]
}

/** A link to another ticket, which holds the mirrored one. */
export interface TicketLink {
  /** What this ticket is to the other. */
  readonly relation: LinkRelation
  /** The other. */
  readonly ticketId: TicketId
}

/** A resolution of a problem that an incident is to take over. */
export interface AwaitedResolution {
  /** The problem. */
  readonly problemId: TicketId
  /** When the problem was resolved; another resolution is another matter. */
  readonly resolvedAt: Instant
}

/** What a ticket knows of other tickets. */
export interface LinkPart {
  /** Links, sorted by relation and identity; at most 500, of which 50 `parent-of`, and at most one `child-of`. */
  readonly links: readonly TicketLink[]
  /** Children that are not closed, sorted. */
  readonly openChildren: readonly TicketId[]
  /** Whether the parent is closed; false where there is none. */
  readonly parentClosed: boolean
  /** Of an incident, the resolution it was to take over and could not; it is tried again after whatever changes the ticket, and as time passes. Null where there is none. */
  readonly awaitsResolution: AwaitedResolution | null
}

/** A child ticket is not closed. */
export interface ChildOwed {
  /** Discriminant. */
  readonly owed: 'child'
  /** The child. */
  readonly ticketId: TicketId
}

/** A new ticket's links. */
export const noLinks: LinkPart = { links: [], openChildren: [], parentClosed: false, awaitsResolution: null }

/** Children that are not closed. */
export function owedChildren({ openChildren }: LinkPart): readonly ChildOwed[] {
  return openChildren.map((ticketId) => ({ owed: 'child', ticketId }))
}

/**
 * Tickets this one has a relation to, sorted.
 *
 * @param part - A ticket's links.
 * @param relation - What it is to them.
 *
 * @example
 * ```ts
 * import { linkedBy } from '@caseload/lifecycle'
 *
 * linkedBy({ links: [] }, 'parent-of') // => []
 * ```
 */
export function linkedBy({ links }: Pick<LinkPart, 'links'>, relation: LinkRelation): readonly TicketId[] {
  return links.filter((link) => link.relation === relation).map(({ ticketId }) => ticketId)
}
