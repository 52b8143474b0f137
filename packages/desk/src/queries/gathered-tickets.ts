import { isId, type TenantId, type TicketId } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import type { UnreadableDocument } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { QueryProblem } from '../problems.ts'
import { readableDocuments } from './unreadable-documents.ts'

/** Most tickets that are read as one: what a store takes in a condition. */
const mostGathered = 200

/** Tickets that are read as one. */
export interface GatheredTickets {
  /** The ticket itself, then those that go on in it. */
  readonly tickets: readonly Ticket[]
  /** How many that were merged into one of these are too many to be read as well. */
  readonly leftOut: number
  /** Tickets that go on in one of these and are not in a form this version can read; what goes on in them is not known. */
  readonly unreadable: readonly UnreadableDocument[]
}

/**
 * A ticket and all that go on in it, over however many others: itself first, then those merged into it in the order of their identities, then those merged into these. What is said of one of
 * them is said of the ticket.
 */
export async function gatheredTickets(
  store: Store,
  tenant: TenantId,
  ticket: Ticket,
): Promise<Result<GatheredTickets, QueryProblem>> {
  const gathered: Ticket[] = [ticket]
  const readable = readableDocuments()
  let leftOut = 0
  const unknown = (ids: readonly TicketId[]): readonly TicketId[] => {
    const fresh = ids.filter((id) => gathered.every((one) => one.id !== id))
    const room = mostGathered - gathered.length
    leftOut += Math.max(0, fresh.length - room)
    return fresh.slice(0, room)
  }
  for (let wanted = unknown(ticket.mergedFrom); wanted.length > 0; ) {
    const loaded = await store.load(
      tenant,
      wanted.map((id) => ({ kind: 'ticket', id })),
    )
    if (loaded.isErr()) return err(loaded.error)
    const next: Ticket[] = []
    for (const doc of loaded.value) {
      if (doc === null || !isId('tkt', doc.ref.id)) continue
      const read = readable.read('ticket', doc)
      if (read !== null) next.push(read)
    }
    gathered.push(...next)
    wanted = unknown(next.flatMap(({ mergedFrom }) => mergedFrom))
  }
  return ok({ tickets: gathered, leftOut, unreadable: readable.unreadable() })
}
