import type { Hidden } from '@caseload/access'
import type { TicketId } from '@caseload/core'
import type { TicketLink, WatcherId } from '@caseload/lifecycle'
import { ticketResource, ticketSeenBy, type UnreadableDocument } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs, permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { gatheredTickets } from './gathered-tickets.ts'
import { readableTicket } from './one-ticket.ts'
import { toldOfTickets } from './unreadable-documents.ts'

/** A link of one of several tickets that are read as one. */
export interface GatheredLink extends TicketLink {
  /** Whose it is. */
  readonly of: TicketId
}

/** A ticket with everything that goes on in it, read as one; messages and history of all are `conversation` and `timeline`. */
export interface Gathered {
  /** The ticket, then those that go on in it, as far as the actor may read them. */
  readonly ticketIds: readonly TicketId[]
  /** How many more go on in one of these, and are too many to be read as one: 200 are the most, more than go on in one since merging is bounded, so 0 but for what earlier releases merged. */
  readonly leftOut: number
  /** Tickets that go on in this one and that another version stored, in a form this one cannot read, each with what it lacks; told to those who may read every ticket. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Links of all of them to tickets that are none of them, in that order; hidden where the actor may not see them. */
  readonly links: readonly GatheredLink[] | Hidden
  /** Who watches any of them, sorted, each once; hidden where the actor may not see them. */
  readonly watchers: readonly WatcherId[] | Hidden
}

/** Reads what a ticket and all that go on in it have together. */
export async function readGathered(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<Gathered | null, QueryProblem>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok(null)
  const gathered = await gatheredTickets(engine.store, scope.tenant, ticket.value)
  if (gathered.isErr()) return err(gathered.error)
  const { leftOut } = gathered.value
  // A ticket that was merged into this one may be somebody else's.
  const tickets = gathered.value.tickets.filter((one) => permit(engine, scope, 'ticket/read', ticketResource(one)).isOk())
  const ticketIds = tickets.map(({ id }) => id)
  const { seen } = ticketSeenBy(ticket.value, lookingAs(engine, scope))
  return ok({
    ticketIds,
    leftOut,
    unreadable: toldOfTickets(engine, scope, gathered.value.unreadable),
    links:
      'hidden' in seen.links
        ? seen.links
        : tickets.flatMap(({ id: of, links }) =>
            links.filter((link) => !ticketIds.includes(link.ticketId)).map((link) => ({ of, ...link })),
          ),
    watchers: 'hidden' in seen.watchers ? seen.watchers : [...new Set(tickets.flatMap(({ watchers }) => watchers))].sort(),
  })
}
