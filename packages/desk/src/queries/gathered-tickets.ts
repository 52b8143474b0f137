import { isId, type TenantId, type TicketId } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import { readDocument } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { QueryProblem } from '../problems.ts'

/** Most tickets that are read as one: what a store takes in a condition. */
const mostGathered = 200

/**
 * A ticket and all that go on in it, over however many others: itself first, then those merged into it in the order of their identities, then those merged into these. What is said of one of
 * them is said of the ticket.
 */
export async function gatheredTickets(
  store: Store,
  tenant: TenantId,
  ticket: Ticket,
): Promise<Result<readonly Ticket[], QueryProblem>> {
  const gathered: Ticket[] = [ticket]
  for (let wanted = unknown(ticket.mergedFrom, gathered); wanted.length > 0; ) {
    const loaded = await store.load(
      tenant,
      wanted.map((id) => ({ kind: 'ticket', id })),
    )
    if (loaded.isErr()) return err(loaded.error)
    const next: Ticket[] = []
    for (const doc of loaded.value) {
      if (doc === null || !isId('tkt', doc.ref.id)) continue
      const read = readDocument('ticket', doc)
      if (read.isErr()) return err(read.error)
      next.push(read.value)
    }
    gathered.push(...next)
    wanted = unknown(
      next.flatMap(({ mergedFrom }) => mergedFrom),
      gathered,
    )
  }
  return ok(gathered)
}

function unknown(ids: readonly TicketId[], known: readonly Ticket[]): readonly TicketId[] {
  return ids.filter((id) => known.every((ticket) => ticket.id !== id)).slice(0, mostGathered - known.length)
}
