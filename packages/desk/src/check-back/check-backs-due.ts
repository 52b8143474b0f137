import { parseInput } from '@caseload/core'
import type { PlannedCheckBack } from '@caseload/lifecycle'
import { checkBackDueKey, type SeenTicket, ticketSeenBy, type UnreadableDocument } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { lookingAs } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { placeGiven } from '../queries/place-given.ts'
import { readableTickets } from '../queries/readable-tickets.ts'
import type { Scope } from '../scope.ts'

/** Which check-backs, how many. */
export interface CheckBackQuery {
  /** At most so many, 1 to 500; 50 where absent. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
}

/** A requester who is to be asked now. */
export interface DueCheckBack {
  /** The ticket, as the actor sees it. */
  readonly ticket: SeenTicket
  /** How to ask, which attempt it is, and since when it is due. */
  readonly checkBack: PlannedCheckBack
}

/** A page of check-backs. */
export interface CheckBackList {
  /** Those that are due, the ticket that was touched longest ago first. */
  readonly checkBacks: readonly DueCheckBack[]
  /** Tickets that another version stored, in a form this one cannot read, each with what it lacks; told to those who may read every ticket. The others are listed all the same. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where to go on; null where there were no more. */
  readonly next: string | null
}

const querySchema = z.strictObject({
  limit: z.exactOptional(z.int().min(1).max(500)),
  cursor: z.exactOptional(z.string().min(1).max(4000)),
})

/** Tickets whose requester is to be asked now whether the solution works, by key. */
export async function checkBacksDue(
  engine: Engine,
  scope: Scope,
  query: CheckBackQuery,
): Promise<Result<CheckBackList, QueryProblem>> {
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  const { limit = 50, cursor } = parsed.value
  const page = await engine.store.find(scope.tenant, {
    kind: 'ticket',
    key: checkBackDueKey,
    sort: [{ field: 'updatedAt', dir: 'asc' }],
    limit,
    ...(cursor === undefined ? {} : { after: cursor }),
  })
  if (page.isErr()) return err(placeGiven('cursor')(page.error))
  const looking = lookingAs(engine, scope)
  const readable = readableTickets(engine, scope)
  const checkBacks: DueCheckBack[] = []
  for (const doc of page.value.items) {
    const ticket = readable.read(doc)
    const checkBack = ticket?.checkBack ?? null
    if (ticket !== null && checkBack !== null) checkBacks.push({ ticket: ticketSeenBy(ticket, looking).seen, checkBack })
  }
  return ok({ checkBacks, unreadable: readable.unreadable(), next: page.value.next })
}
