import { type CustomerId, isId, type TenantId, type TicketId } from '@caseload/core'
import { madeWith, sweepSize, type TicketTies, ticketTies } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { wholeStream } from '../queries/whole-stream.ts'

type Found<Value> = Promise<Result<Value, QueryProblem>>

/**
 * The tickets whose texts are a customer's: those they are the requester of, and those without requester that are theirs, too. Such a ticket is theirs while it goes on in one of theirs, over however many merges; and where one that was
 * split off from it, follows it up, or came before it like this is, unless it goes on in somebody else's.
 */
export async function ticketsOfCustomer(engine: Engine, tenant: TenantId, customerId: CustomerId): Found<readonly TicketId[]> {
  const own = await requestedBy(engine, tenant, customerId)
  if (own.isErr()) return err(own.error)
  const ids = new Set<TicketId>(own.value.keys())
  const known = new Map(own.value)
  let wanted = [...own.value.values()].flatMap(({ mergedFrom }) => mergedFrom)
  while (wanted.length > 0) {
    const next: TicketId[] = []
    for (const id of new Set(wanted)) {
      const isTheirs = ids.has(id) ? ok(false) : await isUnclaimed(engine, tenant, known, id, customerId)
      if (isTheirs.isErr()) return err(isTheirs.error)
      const ties = known.get(id)
      if (!isTheirs.value || ties === undefined) continue
      ids.add(id)
      const events = await wholeStream(engine.store, tenant, id)
      if (events.isErr()) return err(events.error)
      next.push(...ties.mergedFrom, ...(ties.mergedInto === null ? [] : [ties.mergedInto]), ...madeWith(events.value))
    }
    wanted = next
  }
  return ok([...ids])
}

async function requestedBy(
  { store }: Engine,
  tenant: TenantId,
  customerId: CustomerId,
): Found<ReadonlyMap<TicketId, TicketTies>> {
  const tickets = new Map<TicketId, TicketTies>()
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof store.find>> = await store.find(tenant, {
      kind: 'ticket',
      where: [{ field: 'requesterId', op: 'eq', value: customerId }],
      sort: [{ field: 'openedAt', dir: 'asc' }],
      limit: sweepSize,
      ...(after === null ? {} : { after }),
    })
    if (page.isErr()) return err(page.error)
    for (const doc of page.value.items) if (isId('tkt', doc.ref.id)) tickets.set(doc.ref.id, ticketTies(doc))
    after = page.value.next
  } while (after !== null)
  return ok(tickets)
}

/** Whether a ticket has no requester and goes on in nobody's ticket but this customer's. */
async function isUnclaimed(
  engine: Engine,
  tenant: TenantId,
  known: Map<TicketId, TicketTies>,
  id: TicketId,
  customerId: CustomerId,
): Found<boolean> {
  const way = new Set<TicketId>()
  for (let next: TicketId | null = id; next !== null && !way.has(next); ) {
    way.add(next)
    if (!known.has(next)) {
      const loaded = await engine.store.load(tenant, [{ kind: 'ticket', id: next }])
      if (loaded.isErr()) return err(loaded.error)
      const doc = loaded.value[0] ?? null
      if (doc === null) return ok(next !== id)
      known.set(next, ticketTies(doc))
    }
    const ties = known.get(next)
    const requesterId = ties?.requesterId ?? null
    if (requesterId !== null) return ok(next !== id && requesterId === customerId)
    next = ties?.mergedInto ?? null
  }
  return ok(true)
}
