import { isId, type Json, orThrow } from '@caseload/core'
import type { DeskEvent, TenantDesk } from '@caseload/desk'
import { evolveTicket, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import { readDocument } from '@caseload/planner'
import type { Doc, KeyValue, Scalar } from '@caseload/storage'

/** A document as it is stored, with what it is found by. */
export interface KeptDoc extends Doc {
  /** Its index fields. */
  readonly fields: Readonly<Record<string, Scalar>>
  /** Its keys. */
  readonly keys: readonly KeyValue[]
}

/** Everything a desk has of one tenant: what any invariant is asked of. */
export interface Kept {
  /** Every document, by `kind/id`. */
  readonly docs: ReadonlyMap<string, KeptDoc>
  /** When each work item is due, by `queue/id`. */
  readonly work: ReadonlyMap<string, number>
  /** Everything that was recorded, in order. */
  readonly events: readonly DeskEvent[]
  /** The commits that recorded something, by the command behind it. */
  readonly commits: ReadonlyMap<string, ReadonlySet<string>>
}

/** Documents of one kind. */
export function docsOf({ docs }: Kept, kind: string): readonly KeptDoc[] {
  return [...docs.values()].filter((doc) => doc.ref.kind === kind)
}

/** Every ticket as stored. */
export function ticketsOf(kept: Kept): ReadonlyMap<string, Ticket> {
  return new Map(docsOf(kept, 'ticket').map((doc) => [doc.ref.id, orThrow(readDocument('ticket', doc))]))
}

/** Every ticket as its events say. */
export function foldedTickets({ events }: Kept): ReadonlyMap<string, Ticket> {
  const folded = new Map<string, Ticket>()
  for (const event of events) {
    if (!isTicketEvent(event)) continue
    const ticket = evolveTicket(folded.get(event.stream) ?? null, event)
    if (ticket !== null) folded.set(event.stream, ticket)
  }
  return folded
}

/** Messages of each ticket, by its identity. */
export function messagesOf(kept: Kept): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, string[]>()
  for (const doc of docsOf(kept, 'message')) {
    const { ticketId } = orThrow(readDocument('message', doc))
    messages.set(ticketId, [...(messages.get(ticketId) ?? []), doc.ref.id])
  }
  return messages
}

/** Where every message that was ever said stands, by its identity: what was split off stands on the ticket that took it over. */
export function placedMessages({ events }: Kept): ReadonlyMap<string, string> {
  return new Map(
    events.flatMap((event) =>
      event.type === 'message-added' || event.type === 'message-taken-over' ? [[event.data.messageId, event.stream]] : [],
    ),
  )
}

/** The events of each ticket, in order. */
export function ticketStreams({ events }: Kept): ReadonlyMap<string, readonly (DeskEvent & TicketEvent)[]> {
  const streams = new Map<string, (DeskEvent & TicketEvent)[]>()
  for (const event of events) {
    if (!isTicketEvent(event)) continue
    const known = streams.get(event.stream)
    if (known === undefined) streams.set(event.stream, [event])
    else known.push(event)
  }
  return streams
}

/** Whether an event happened to a ticket. */
export function isTicketEvent(event: DeskEvent): event is Extract<DeskEvent, TicketEvent> {
  return isId('tkt', event.stream)
}

interface ExportedLine {
  readonly type?: 'doc' | 'work' | 'entry'
  readonly about?: Omit<KeptDoc, 'doc'> & {
    readonly queue: string
    readonly id: string
    readonly dueAt: number
    readonly cause: string
    readonly commit: string
  }
  readonly payload?: Json
}

/** What a desk's own export and its journal say. */
export async function readKept(tenant: TenantDesk): Promise<Kept> {
  const events: DeskEvent[] = []
  for (let after: string | null = null, end = false; !end; ) {
    const page: { readonly events: readonly DeskEvent[]; readonly next: string; readonly end: boolean } = orThrow(
      await tenant.events({ after, limit: 500 }),
    )
    events.push(...page.events)
    after = page.next
    end = page.end
  }
  const docs = new Map<string, KeptDoc>()
  const work = new Map<string, number>()
  const commits = new Map<string, Set<string>>()
  for await (const line of tenant.exportLines()) {
    const { type, about, payload }: ExportedLine = JSON.parse(line)
    if (type === 'doc' && about !== undefined) docs.set(`${about.ref.kind}/${about.ref.id}`, { ...about, doc: payload ?? null })
    if (type === 'work' && about !== undefined) work.set(`${about.queue}/${about.id}`, about.dueAt)
    if (type === 'entry' && about !== undefined)
      commits.set(about.cause, (commits.get(about.cause) ?? new Set()).add(about.commit))
  }
  return { docs, work, events, commits }
}
