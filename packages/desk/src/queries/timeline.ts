import type { Hidden } from '@caseload/access'
import {
  type ActorRef,
  type Explanation,
  inputIssue,
  invalidInput,
  isId,
  parseInput,
  type TenantId,
  type TicketId,
} from '@caseload/core'
import {
  type DeskEvent,
  eventSeenBy,
  explainEvent,
  explanationSeenBy,
  fieldsSeen,
  type Message,
  type RecordedEvent,
  type Remark,
  type SeenEvent,
  ticketResource,
  type UnreadableDocument,
} from '@caseload/planner'
import type { Doc, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { lookingAs, permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import { toEvent } from '../engine/recording-store.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { gatheredTickets } from './gathered-tickets.ts'
import { readableTicket } from './one-ticket.ts'
import { readableDocuments, toldOfTickets } from './unreadable-documents.ts'

/** Which stretch of a ticket's history. */
export interface TimelineRead {
  /** `next` of the page before; the beginning where absent. */
  readonly cursor?: string
  /** At most so many entries, 1 to 500; 50 where absent. */
  readonly limit?: number
}

/** One thing that happened, with who decided it, why, and what was said. */
export interface TimelineEntry {
  /** The ticket it happened to: the one asked about, or one that goes on in it. */
  readonly ticketId: TicketId
  /** What happened, as the actor sees it: what it tells of fields that are hidden from them is hidden. */
  readonly event: SeenEvent
  /** Who decided it. */
  readonly who: ActorRef
  /** What happened, as a key and its particulars, which `renderTimeline` words. */
  readonly what: Explanation
  /** The message it tells of; null where it tells of none, the text is gone, or it belongs to another ticket by now; hidden where the actor may not read it. */
  readonly message: Message | Hidden | null
  /** Why, as far as somebody said so beside the command; null where nobody did, or it is gone; hidden where the actor may not read it. */
  readonly remark: Remark | Hidden | null
}

/** Some of a ticket's history. */
export interface TimelinePage {
  /** What happened, oldest first; at one instant, the ticket itself comes before those that go on in it. */
  readonly entries: readonly TimelineEntry[]
  /** How many tickets that go on in this one are too many to be read as one with it: 200 are the most, more than go on in one since merging is bounded, so 0 but for what earlier releases merged. */
  readonly leftOut: number
  /**
   * Tickets that go on in this one and texts of it that another version stored, or somebody damaged, so that this one cannot read them, each with what it lacks. An event whose text cannot be read is there without it, and so are all others. Tickets are named to those who may
   * read every ticket.
   */
  readonly unreadable: readonly UnreadableDocument[]
  /** To be given as `cursor`; null where there was nothing more. */
  readonly next: string | null
}

const cursorPattern = /^tkt_[A-Za-z0-9._:~-]{1,120}@\d{1,9}( tkt_[A-Za-z0-9._:~-]{1,120}@\d{1,9}){0,199}$/

const earlierPage = 'the next of an earlier page of the same question'

const readSchema = z.strictObject({
  cursor: z.exactOptional(
    z
      .string()
      .max(40_000)
      .refine((text) => cursorPattern.test(text), earlierPage),
  ),
  limit: z.exactOptional(z.int().min(1).max(500)),
})

/** Reads a stretch of a ticket's history, and of those that go on in it, with the texts that belong to it. */
export async function readTimeline(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  read: TimelineRead,
): Promise<Result<TimelinePage, QueryProblem>> {
  const parsed = parseInput(readSchema, read)
  if (parsed.isErr()) return err(parsed.error)
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok({ entries: [], leftOut: 0, unreadable: [], next: null })
  const resource = ticketResource(ticket.value)
  const permission = permit(engine, scope, 'ticket/read-timeline', resource)
  if (permission.isErr()) return err(permission.error)
  const readsContent = permit(engine, scope, 'ticket/read-content', resource).isOk()
  const readsNotes = permit(engine, scope, 'ticket/read-notes', resource).isOk()
  const { store } = engine
  const { tenant } = scope
  const gathered = await gatheredTickets(store, tenant, ticket.value)
  if (gathered.isErr()) return err(gathered.error)
  const { limit = 50, cursor = '' } = parsed.value
  const streams = gathered.value.tickets
    .filter((one) => permit(engine, scope, 'ticket/read', ticketResource(one)).isOk())
    .map(({ id }) => id)
  const positions = positionsOf(cursor)
  if (positions.size > 0 && streams.every((stream) => !positions.has(stream)))
    return err(invalidInput([inputIssue(['cursor'], earlierPage)]))
  const stretch = await readStretch(store, tenant, streams, positions, limit)
  if (stretch.isErr()) return err(stretch.error)
  const { events, next } = stretch.value
  const texts = await readTexts(store, tenant, events)
  if (texts.isErr()) return err(texts.error)
  const { messages, remarks } = texts.value
  const unreadable = [...toldOfTickets(engine, scope, gathered.value.unreadable), ...texts.value.unreadable]
  const { hidden } = fieldsSeen('ticket', lookingAs(engine, scope))
  const entries = events.map((placed): TimelineEntry => {
    const { event, ticketId: of } = placed
    const message = messages.get(messageOf(event) ?? '') ?? null
    const remark = remarks.get(`${of}@${event.version}`) ?? null
    const own = message === null || message.ticketId !== of ? null : message
    const mayRead = own?.visibility === 'internal' ? readsNotes : readsContent
    return {
      ticketId: of,
      event: eventSeenBy(event, hidden),
      who: event.actor,
      what: explanationSeenBy(explainEvent(event), hidden),
      message: own === null || mayRead ? own : { hidden: true, reason: 'no-right' },
      remark: remarkSeenBy(remark, readsNotes, hidden),
    }
  })
  return ok({ entries, leftOut: gathered.value.leftOut, unreadable, next })
}

/** What was said beside a command; the agreed statement of the problem is a field of the ticket, too. */
function remarkSeenBy(remark: Remark | null, readsNotes: boolean, hidden: ReadonlyMap<string, Hidden>): Remark | Hidden | null {
  if (remark === null) return null
  if (!readsNotes) return { hidden: true, reason: 'no-right' }
  return (remark.command === 'confirm-problem' ? hidden.get('statementId') : undefined) ?? remark
}

interface Placed {
  readonly ticketId: TicketId
  readonly event: RecordedEvent
}

function positionsOf(cursor: string): ReadonlyMap<string, number> {
  return new Map(
    cursor
      .split(' ')
      .filter((part) => part !== '')
      .map((part): [string, number] => [part.slice(0, part.lastIndexOf('@')), Number(part.slice(part.lastIndexOf('@') + 1))]),
  )
}

/** The next events of several streams in one order: by instant, then by stream as given, then as they stand. */
async function readStretch(
  store: Store,
  tenant: TenantId,
  streams: readonly TicketId[],
  from: ReadonlyMap<string, number>,
  limit: number,
): Promise<Result<{ readonly events: readonly Placed[]; readonly next: string | null }, QueryProblem>> {
  const pages = await Promise.all(streams.map((stream) => store.journal(tenant, { stream, after: from.get(stream) ?? 0, limit })))
  const all: (Placed & { readonly rank: number })[] = []
  let unread = false
  for (const [rank, page] of pages.entries()) {
    if (page.isErr()) return err(page.error)
    unread ||= !page.value.end
    const ticketId = streams[rank]
    if (ticketId === undefined) continue
    for (const event of page.value.entries.flatMap(toEvent)) all.push({ ticketId, event, rank })
  }
  all.sort((a, b) => a.event.at - b.event.at || a.rank - b.rank || a.event.version - b.event.version)
  const events = all.slice(0, limit)
  if (!unread && events.length === all.length) return ok({ events, next: null })
  const reached = new Map(from)
  for (const { ticketId, event } of events) reached.set(ticketId, event.version)
  return ok({ events, next: [...reached].map(([id, version]) => `${id}@${version}`).join(' ') })
}

async function readTexts(
  store: Store,
  tenant: TenantId,
  events: readonly Placed[],
): Promise<
  Result<
    {
      readonly messages: ReadonlyMap<string, Message>
      readonly remarks: ReadonlyMap<string, Remark>
      readonly unreadable: readonly UnreadableDocument[]
    },
    QueryProblem
  >
> {
  const readable = readableDocuments()
  const ids = [...new Set(events.flatMap(({ event }) => messageOf(event) ?? []))]
  const loaded = await store.load(
    tenant,
    ids.map((id) => ({ kind: 'message', id })),
  )
  if (loaded.isErr()) return err(loaded.error)
  const messages = new Map<string, Message>()
  for (const doc of loaded.value) {
    const message = doc === null ? null : readable.read('message', doc)
    if (message !== null) messages.set(message.id, message)
  }
  const remarks = new Map<string, Remark>()
  for (const [ticketId, [first, last]] of spansOf(events)) {
    const found = await remarksBetween(store, tenant, ticketId, first, last)
    if (found.isErr()) return err(found.error)
    for (const doc of found.value) {
      const remark = readable.read('remark', doc)
      if (remark !== null) remarks.set(`${remark.ticketId}@${remark.position}`, remark)
    }
  }
  return ok({ messages, remarks, unreadable: readable.unreadable() })
}

/** First and last place of each ticket among some events. */
function spansOf(events: readonly Placed[]): ReadonlyMap<TicketId, readonly [number, number]> {
  const spans = new Map<TicketId, readonly [number, number]>()
  for (const { ticketId, event } of events) spans.set(ticketId, [spans.get(ticketId)?.[0] ?? event.version, event.version])
  return spans
}

/** What was said beside commands stands at the place of their last event; each has at most one. */
async function remarksBetween(
  store: Store,
  tenant: TenantId,
  ticketId: TicketId,
  first: number,
  last: number,
): Promise<Result<readonly Doc[], QueryProblem>> {
  const page = await store.find(tenant, {
    kind: 'remark',
    where: [
      { field: 'ticketId', op: 'eq', value: ticketId },
      { field: 'position', op: 'gte', value: first },
      { field: 'position', op: 'lte', value: last },
    ],
    sort: [{ field: 'position', dir: 'asc' }],
    limit: 500,
  })
  return page.isErr() ? err(page.error) : ok(page.value.items)
}

/** The message an event tells of; a redirection only announces it. */
function messageOf({ type, data }: DeskEvent): string | null {
  if (type !== 'message-added' && type !== 'message-taken-over') return null
  const { messageId } = data
  return isId('msg', messageId) ? messageId : null
}
