import { parseInput } from '@caseload/core'
import { type Message, ticketResource, type UnreadableDocument } from '@caseload/planner'
import type { Filter } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { gatheredTickets } from './gathered-tickets.ts'
import { readableTicket } from './one-ticket.ts'
import { placeGiven } from './place-given.ts'
import { readableDocuments, toldOfTickets } from './unreadable-documents.ts'

/** Which stretch of a conversation. */
export interface ConversationRead {
  /** `next` of the page before; the beginning where absent. */
  readonly cursor?: string
  /** At most so many messages, 1 to 500; 50 where absent. */
  readonly limit?: number
}

/** Some messages of a ticket. */
export interface ConversationPage {
  /** The messages, oldest first. Those of an erased customer's tickets are gone. */
  readonly messages: readonly Message[]
  /** How many tickets that go on in this one are too many to be read as one with it: 200 are the most, more than go on in one since merging is bounded, so 0 but for what earlier releases merged. */
  readonly leftOut: number
  /**
   * Tickets that go on in this one and messages of it that another version stored, or somebody damaged, so that this one cannot read them, each with what it lacks. The others are there all the same. Tickets are named to those who may
   * read every ticket.
   */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where to go on; null where there were no more. */
  readonly next: string | null
}

const readSchema = z.strictObject({
  cursor: z.exactOptional(z.string().min(1).max(4000)),
  limit: z.exactOptional(z.int().min(1).max(500)),
})

/** Reads a stretch of a conversation. */
export async function readConversation(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  read: ConversationRead,
): Promise<Result<ConversationPage, QueryProblem>> {
  const parsed = parseInput(readSchema, read)
  if (parsed.isErr()) return err(parsed.error)
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok({ messages: [], leftOut: 0, unreadable: [], next: null })
  const resource = ticketResource(ticket.value)
  const content = permit(engine, scope, 'ticket/read-content', resource)
  if (content.isErr()) return err(content.error)
  const { cursor, limit = 50 } = parsed.value
  const publicOnly: readonly Filter[] = permit(engine, scope, 'ticket/read-notes', resource).isErr()
    ? [{ field: 'visibility', op: 'eq', value: 'public' }]
    : []
  const gathered = await gatheredTickets(engine.store, scope.tenant, ticket.value)
  if (gathered.isErr()) return err(gathered.error)
  // A ticket that was merged into this one may be somebody else's.
  const ids = gathered.value.tickets
    .filter((one) => permit(engine, scope, 'ticket/read', ticketResource(one)).isOk())
    .map(({ id }) => id)
  const alone = ids.length === 1
  const page = await engine.store.find(scope.tenant, {
    kind: 'message',
    where: [
      alone ? { field: 'ticketId', op: 'eq', value: ticket.value.id } : { field: 'ticketId', op: 'in', value: ids },
      ...publicOnly,
    ],
    // Places are those of one ticket; of several that are read as one, messages stand by when they were written.
    sort: alone
      ? [{ field: 'position', dir: 'asc' }]
      : [
          { field: 'at', dir: 'asc' },
          { field: 'position', dir: 'asc' },
        ],
    limit,
    ...(cursor === undefined ? {} : { after: cursor }),
  })
  if (page.isErr()) return err(placeGiven('cursor')(page.error))
  const readable = readableDocuments()
  const messages = page.value.items.flatMap((doc) => readable.read('message', doc) ?? [])
  const unreadable = [...toldOfTickets(engine, scope, gathered.value.unreadable), ...readable.unreadable()]
  return ok({ messages, leftOut: gathered.value.leftOut, unreadable, next: page.value.next })
}
