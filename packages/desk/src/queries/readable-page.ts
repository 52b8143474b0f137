import type { TenantId } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import { readDocument } from '@caseload/planner'
import { type Query, type Store, storageBusy } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { QueryProblem } from '../problems.ts'

/** A page of what somebody may read. */
export interface ReadablePage {
  /** The tickets, as they are. */
  readonly tickets: readonly Ticket[]
  /** The store's cursor; null where there is nothing more that they may read. */
  readonly next: string | null
}

/** Where a ticket was found: in a page of the store, and which of it. */
interface Found {
  readonly ticket: Ticket
  readonly page: string | undefined
  readonly index: number
}

/** Documents that are read at once while looking for those somebody may read. */
const stride = 200
const mostTries = 5

/**
 * Looks through tickets for those that somebody may read and that are wanted. Nothing of it tells of the others: the page is as full as there are tickets for it, there is a next one only where one more was found, and the cursor stands
 * behind the last ticket of the page, never behind one they may not read, since a cursor holds the identity and the place of the ticket it stands behind.
 *
 * @param store - Where.
 * @param tenant - Whose.
 * @param query - In which order, from where.
 * @param limit - At most so many.
 * @param wanted - Whether somebody may read a ticket, and it is looked for.
 * @returns The page; `storage/busy` where the tickets of the page change faster than they can be read.
 */
export async function readablePage(
  store: Store,
  tenant: TenantId,
  query: Omit<Query, 'limit'>,
  limit: number,
  wanted: (ticket: Ticket) => boolean,
): Promise<Result<ReadablePage, QueryProblem>> {
  for (let tried = 0; tried < mostTries; tried += 1) {
    const found = await look(store, tenant, query, limit + 1, wanted)
    if (found.isErr()) return err(found.error)
    const shown = found.value.slice(0, limit)
    const tickets = shown.map(({ ticket }) => ticket)
    const last = shown.at(-1)
    if (last === undefined || found.value.length <= limit) return ok({ tickets, next: null })
    const next = await placeBehind(store, tenant, query, last)
    if (next.isErr()) return err(next.error)
    if (next.value !== null) return ok({ tickets, next: next.value })
  }
  return err(storageBusy())
}

async function look(
  store: Store,
  tenant: TenantId,
  query: Omit<Query, 'limit'>,
  most: number,
  wanted: (ticket: Ticket) => boolean,
): Promise<Result<readonly Found[], QueryProblem>> {
  const found: Found[] = []
  let after = query.after
  for (;;) {
    const page = await store.find(tenant, from(query, after, stride))
    if (page.isErr()) return err(page.error)
    for (const [index, doc] of page.value.items.entries()) {
      const ticket = readDocument('ticket', doc)
      // Of one that another version stored nobody can say who may read it.
      if (ticket.isErr()) continue
      if (wanted(ticket.value)) found.push({ ticket: ticket.value, page: after, index })
      if (found.length === most) return ok(found)
    }
    if (page.value.next === null) return ok(found)
    after = page.value.next
  }
}

/** The cursor behind one ticket; null where it does not stand there any more, so that the cursor would hold another. */
async function placeBehind(
  store: Store,
  tenant: TenantId,
  query: Omit<Query, 'limit'>,
  { ticket, page: after, index }: Found,
): Promise<Result<string | null, QueryProblem>> {
  const page = await store.find(tenant, from(query, after, index + 1))
  if (page.isErr()) return err(page.error)
  const stands = page.value.items.at(-1)?.ref.id === ticket.id && page.value.items.length === index + 1
  return ok(stands ? page.value.next : null)
}

function from({ after: _, ...query }: Omit<Query, 'limit'>, after: string | undefined, limit: number): Query {
  return { ...query, limit, ...(after === undefined ? {} : { after }) }
}
