import type { Access, Hidden } from '@caseload/access'
import type { Actor } from '@caseload/core'
import type { Customer } from '@caseload/customers'
import type { Ticket } from '@caseload/lifecycle'
import { hiddenParts } from './hidden-parts.ts'
import { ownFieldOf } from './own-field-of.ts'
import { seenAttributes } from './seen-attributes.ts'
import {
  isHideableCustomerField,
  isHideableTicketField,
  type SeenCustomer,
  type SeenMergedInto,
  type SeenTicket,
} from './ticket-sight.ts'

/** Who looks, by which rules, and what for. */
export interface Looking {
  /** The rules. */
  readonly access: Access
  /** Who looks. */
  readonly actor: Actor
  /** Their stated purpose, a code; null where they state none, so that protected fields stay hidden. */
  readonly purpose: string | null
}

/** What somebody sees of something, and which of the protected fields are shown. */
export interface Sight<Thing> {
  /** The thing, with what they may not see hidden. */
  readonly seen: Thing
  /** Protected fields that are shown, in order: their reading is to be recorded. */
  readonly shown: readonly string[]
}

/** What of one sort of thing is hidden from somebody, by field, and what is shown to them for their purpose alone. */
export interface FieldsSeen {
  /** What stands in the place of each field that is hidden. */
  readonly hidden: ReadonlyMap<string, Hidden>
  /** Protected fields that they see. */
  readonly shown: readonly string[]
}

/**
 * Which fields are hidden from somebody, whether or not there is a value.
 *
 * @param resource - Sort of thing.
 * @param looking - Who looks and what for.
 */
export function fieldsSeen(resource: 'ticket' | 'customer', { access, actor, purpose }: Looking): FieldsSeen {
  const views = access.views(actor, resource)
  const known = purpose === null ? seenWithoutPurpose : seenForPurpose
  const before = known.get(views)
  if (before !== undefined) return before
  const seen = fieldsOf(views, purpose)
  known.set(views, seen)
  return seen
}

type Views = ReturnType<Access['views']>

/** The views of those who hold the same roles are the same, and every answer asks, some several times. */
const seenWithoutPurpose = new WeakMap<Views, FieldsSeen>()
/** Which purpose it is makes no difference. */
const seenForPurpose = new WeakMap<Views, FieldsSeen>()

function fieldsOf(views: Views, purpose: string | null): FieldsSeen {
  const hidden = new Map<string, Hidden>()
  const shown: string[] = []
  for (const [field, view] of views) {
    if (!view.visible) hidden.set(field, { hidden: true, reason: view.reason })
    else if (view.protected && purpose === null) hidden.set(field, { hidden: true, reason: 'purpose-not-stated' })
    else if (view.protected) shown.push(field)
  }
  return { hidden, shown }
}

/**
 * A ticket as somebody sees it. One of the desk's own fields that is hidden stands as hidden among `attributes`, personal or not; `personalFields` names none that is hidden.
 *
 * @param ticket - The ticket, which they may read; not mutated.
 * @param looking - Who looks and what for.
 */
export function ticketSeenBy(ticket: Ticket, looking: Looking): Sight<SeenTicket> {
  const { hidden, shown } = fieldsSeen('ticket', looking)
  const told = shown.filter((field) => {
    const own = ownFieldOf(field)
    return own === null ? isHideableTicketField(field) : Object.hasOwn(ticket.attributes, own)
  })
  const { hidesOfTicket, ofTicket } = hiddenParts(hidden)
  if (!hidesOfTicket) return { seen: ticket, shown: told }
  const attributes = seenAttributes(ticket.attributes, hidden)
  const personalFields = ticket.personalFields.filter((name) => !hidden.has(`attributes.${name}`))
  const mergedInto = mergedSeenBy(ticket, hidden.get('resolutionCode'))
  return { seen: { ...ticket, attributes, personalFields, mergedInto, ...ofTicket }, shown: told }
}

function mergedSeenBy({ mergedInto }: Ticket, resolutionCode: Hidden | undefined): SeenMergedInto | null {
  if (mergedInto === null || resolutionCode === undefined) return mergedInto
  return { ...mergedInto, before: { ...mergedInto.before, resolutionCode } }
}

/**
 * A customer as somebody sees them.
 *
 * @param customer - The customer, whom they may read; not mutated.
 * @param looking - Who looks and what for.
 */
export function customerSeenBy(customer: Customer, looking: Looking): Sight<SeenCustomer> {
  const { hidden, shown } = fieldsSeen('customer', looking)
  return { seen: { ...customer, ...marksOf(hidden, isHideableCustomerField) }, shown }
}

function marksOf<Field extends string>(
  hidden: ReadonlyMap<string, Hidden>,
  isHideable: (field: string) => field is Field,
): { readonly [Name in Field]?: Hidden } {
  const marks: { [Name in Field]?: Hidden } = {}
  for (const [field, mark] of hidden) if (isHideable(field)) marks[field] = mark
  return marks
}
