import type { Access, Hidden } from '@caseload/access'
import type { Actor } from '@caseload/core'
import type { Customer } from '@caseload/customers'
import type { Ticket } from '@caseload/lifecycle'
import { hideableCustomerFields, hideableTicketFields, type SeenCustomer, type SeenTicket } from './ticket-sight.ts'

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

/**
 * A ticket as somebody sees it.
 *
 * @param ticket - The ticket, which they may read; not mutated.
 * @param looking - Who looks and what for.
 */
export function ticketSeenBy(ticket: Ticket, looking: Looking): Sight<SeenTicket> {
  const { marks, shown } = marksOf('ticket', hideableTicketFields, looking)
  return { seen: marks === null ? ticket : { ...ticket, ...marks }, shown }
}

/**
 * A customer as somebody sees them.
 *
 * @param customer - The customer, whom they may read; not mutated.
 * @param looking - Who looks and what for.
 */
export function customerSeenBy(customer: Customer, looking: Looking): Sight<SeenCustomer> {
  const { marks, shown } = marksOf('customer', hideableCustomerFields, looking)
  return { seen: marks === null ? customer : { ...customer, ...marks }, shown }
}

function marksOf<Field extends string>(
  resource: string,
  fields: readonly Field[],
  { access, actor, purpose }: Looking,
): { readonly marks: { readonly [Name in Field]?: Hidden } | null; readonly shown: readonly string[] } {
  const marks: { [Name in Field]?: Hidden } = {}
  const shown: string[] = []
  let any = false
  for (const field of fields) {
    const view = access.view(actor, resource, field)
    if (view.visible && view.protected && purpose !== null) shown.push(field)
    if (view.visible && (!view.protected || purpose !== null)) continue
    marks[field] = { hidden: true, reason: view.visible ? 'purpose-not-stated' : view.reason }
    any = true
  }
  return { marks: any ? marks : null, shown }
}
