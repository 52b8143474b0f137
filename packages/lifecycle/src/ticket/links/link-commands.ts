import type { TicketId } from '@caseload/core'
import { anyCategory, staff, type TicketCommandRule } from '../command-rule.ts'
import { type Check, type CommandShapes, isBoolean, isIdOf, need } from '../decide/property-checks.ts'
import { type LinkRelation, linkRelations } from './link-part.ts'

/**
 * Link a ticket to another. Whoever carries it out gives the mirrored command to the other ticket in the same step, and sees to it that no ticket becomes its own
 * ancestor. Nothing changes where they are linked so.
 */
export interface LinkTicket {
  /** Discriminant. */
  readonly type: 'link'
  /** What this ticket is to the other. */
  readonly relation: LinkRelation
  /** The other. */
  readonly otherId: TicketId
  /** Whether the other is closed; counts for parents and children. */
  readonly otherIsClosed: boolean
}

/** Take a link away, here and at the other ticket. Nothing changes where there is none. */
export interface UnlinkTicket {
  /** Discriminant. */
  readonly type: 'unlink'
  /** What this ticket was to the other. */
  readonly relation: LinkRelation
  /** The other. */
  readonly otherId: TicketId
}

/** What can be done with links. */
export type LinkCommand = LinkTicket | UnlinkTicket

/** Every command about links. */
export const linkCommandTypes = ['link', 'unlink'] as const satisfies readonly LinkCommand['type'][]

/** Who may give them and where they apply. */
export const linkCommandRules: Readonly<Record<LinkCommand['type'], TicketCommandRule>> = {
  link: { actors: staff, from: anyCategory, to: null },
  unlink: { actors: staff, from: anyCategory, to: null },
}

const isRelation: Check = (value) => linkRelations.some((known) => known === value)
const link = [
  need('relation', isRelation, `one of: ${linkRelations.join(', ')}`),
  need('otherId', isIdOf('tkt'), 'an identity tkt_…'),
]

/** Their properties. */
export const linkCommandShapes: CommandShapes<LinkCommand['type']> = {
  link: [...link, need('otherIsClosed', isBoolean, 'true or false')],
  unlink: link,
}
