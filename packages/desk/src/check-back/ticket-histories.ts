import { type Instant, isId, type TenantId, type TicketId } from '@caseload/core'
import { type DeskEvent, readDocument } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { toEvent } from '../engine/recording-store.ts'
import type { QueryProblem } from '../problems.ts'
import { wholeStream } from '../queries/whole-stream.ts'

/** Which histories are wanted. */
export interface HistoriesWanted {
  /** Types of events; others are left out. */
  readonly types: readonly string[]
  /** What is looked for happened at or after this; -Infinity: at any time. */
  readonly from: number
  /** The present. */
  readonly now: Instant
}

/** Events of the wanted types by ticket, in order. */
export type Histories = ReadonlyMap<TicketId, readonly DeskEvent[]>

/** Of more tickets than these the whole journal is as cheap. */
const mostTickets = 5000
/** Streams read at the same time. */
const atOnce = 16
const categories = ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed']
/** How far the clocks of two processes may be apart. */
const skewMs = 60_000

/**
 * The whole histories of every ticket in which something may have happened since an instant. A ticket's `updatedAt` never goes back, so these are the tickets touched since, which an index has: they alone are read, each once.
 * Where more than 5,000 were touched, or no beginning is given, the tenant's journal is read from its start instead.
 */
export async function ticketHistories(
  store: Store,
  tenant: TenantId,
  wanted: HistoriesWanted,
): Promise<Result<Histories, QueryProblem>> {
  if (!Number.isFinite(wanted.from)) return wholeJournal(store, tenant, wanted.types)
  const touched = new Set<TicketId>()
  // A ticket that moves from one category to another in between might be met in neither: whatever was touched meanwhile is looked for until there is nothing new.
  for (let since = wanted.from, before = -1; touched.size > before; since = Math.max(wanted.from, wanted.now - skewMs)) {
    before = touched.size
    const added = await addTouched(store, tenant, since, touched)
    if (added.isErr()) return err(added.error)
    if (touched.size > mostTickets) return wholeJournal(store, tenant, wanted.types)
  }
  return someStreams(store, tenant, [...touched], wanted.types)
}

/** Adds the tickets touched since an instant, until there are more than are read one by one. */
async function addTouched(
  store: Store,
  tenant: TenantId,
  since: number,
  touched: Set<TicketId>,
): Promise<Result<null, QueryProblem>> {
  for (const category of categories) {
    for (let after: string | null = ''; after !== null && touched.size <= mostTickets; ) {
      const page = await store.find(tenant, {
        kind: 'ticket',
        where: [
          { field: 'category', op: 'eq', value: category },
          { field: 'updatedAt', op: 'gte', value: since },
        ],
        sort: [{ field: 'updatedAt', dir: 'asc' }],
        limit: 500,
        ...(after === '' ? {} : { after }),
      })
      if (page.isErr()) return err(page.error)
      for (const doc of page.value.items) {
        const ticket = readDocument('ticket', doc)
        if (ticket.isErr()) return err(ticket.error)
        touched.add(ticket.value.id)
      }
      after = page.value.next
    }
  }
  return ok(null)
}

async function someStreams(
  store: Store,
  tenant: TenantId,
  ids: readonly TicketId[],
  types: readonly string[],
): Promise<Result<Histories, QueryProblem>> {
  const histories = new Map<TicketId, readonly DeskEvent[]>()
  for (let next = 0; next < ids.length; next += atOnce) {
    const some = ids.slice(next, next + atOnce)
    const read = await Promise.all(some.map((id) => wholeStream(store, tenant, id)))
    for (const [index, events] of read.entries()) {
      if (events.isErr()) return err(events.error)
      const id = some[index]
      if (id !== undefined)
        histories.set(
          id,
          events.value.filter(({ type }) => types.includes(type)),
        )
    }
  }
  return ok(histories)
}

async function wholeJournal(store: Store, tenant: TenantId, types: readonly string[]): Promise<Result<Histories, QueryProblem>> {
  const histories = new Map<TicketId, DeskEvent[]>()
  for (let after: Parameters<Store['journal']>[1]['after'] = null; ; ) {
    const page = await store.journal(tenant, { after, limit: 500, types })
    if (page.isErr()) return err(page.error)
    for (const event of page.value.entries.flatMap(toEvent)) {
      if (!isId('tkt', event.stream)) continue
      const known = histories.get(event.stream)
      if (known === undefined) histories.set(event.stream, [event])
      else known.push(event)
    }
    if (page.value.end) return ok(histories)
    after = page.value.next
  }
}
