import type { Hidden } from '@caseload/access'
import { deriveId, isId, parseInput } from '@caseload/core'
import { type DeskEvent, type Message, type Remark, readDocument, ticketResource } from '@caseload/planner'
import type { Doc, Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { toEvent } from './events.ts'
import { readableTicket } from './one-ticket.ts'

/** Which stretch of a ticket's history. */
export interface TimelineRead {
  /** Only what comes after this version of the ticket; 0, the beginning, where absent. */
  readonly after?: number
  /** At most so many entries, 1 to 200; 50 where absent. */
  readonly limit?: number
}

/** One thing that happened, with what was said. */
export interface TimelineEntry {
  /** What happened. */
  readonly event: DeskEvent
  /** The message it tells of; null where it tells of none, or the text is gone; hidden where the actor may not read it. */
  readonly message: Message | Hidden | null
  /** What was said beside it; null where nothing was, or it is gone; hidden where the actor may not read it. */
  readonly remark: Remark | Hidden | null
}

/** Some of a ticket's history. */
export interface TimelinePage {
  /** What happened, oldest first. */
  readonly entries: readonly TimelineEntry[]
  /** To be given as `after`; null where there was nothing more. */
  readonly next: number | null
}

const readSchema = z.strictObject({
  after: z.exactOptional(z.int().min(0)),
  limit: z.exactOptional(z.int().min(1).max(200)),
})

/** Reads a stretch of a ticket's history with the texts that belong to it. */
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
  if (ticket.value === null) return ok({ entries: [], next: null })
  const resource = ticketResource(ticket.value)
  const permission = permit(engine, scope, 'ticket/read-timeline', resource)
  if (permission.isErr()) return err(permission.error)
  const readsContent = permit(engine, scope, 'ticket/read-content', resource).isOk()
  const readsNotes = permit(engine, scope, 'ticket/read-notes', resource).isOk()
  const { store } = engine
  const { after = 0, limit = 50 } = parsed.value
  const page = await store.journal(scope.tenant, { stream: ticket.value.id, after, limit })
  if (page.isErr()) return err(page.error)
  const events = page.value.entries.flatMap(toEvent)
  const refs = new Map(
    events
      .flatMap((event) => [messageRef(event), remarkRef(event)])
      .flatMap((ref) => (ref === null ? [] : [[`${ref.kind}/${ref.id}`, ref]])),
  )
  const loaded = await store.load(scope.tenant, [...refs.values()])
  if (loaded.isErr()) return err(loaded.error)
  const docs = new Map(loaded.value.flatMap((doc) => (doc === null ? [] : [[`${doc.ref.kind}/${doc.ref.id}`, doc]])))
  const entries: TimelineEntry[] = []
  for (const event of events) {
    const message = textOf('message', messageRef(event), docs)
    if (message.isErr()) return err(message.error)
    const remark = textOf('remark', remarkRef(event), docs)
    if (remark.isErr()) return err(remark.error)
    const mayRead = message.value?.visibility === 'internal' ? readsNotes : readsContent
    entries.push({
      event,
      message: message.value === null || mayRead ? message.value : { hidden: true, reason: 'no-right' },
      remark: remark.value === null || readsNotes ? remark.value : { hidden: true, reason: 'no-right' },
    })
  }
  return ok({ entries, next: page.value.end ? null : (events.at(-1)?.version ?? after) })
}

function messageRef(event: DeskEvent): Ref | null {
  return event.type === 'message-added' ? { kind: 'message', id: event.data.messageId } : null
}

/** A remark has the token of the command that moved the ticket. */
function remarkRef(event: DeskEvent): Ref | null {
  if (event.type !== 'ticket-status-changed' || event.cause === null || !isId('cmd', event.cause)) return null
  const { cause } = event.data
  return cause === 'hold' || cause === 'resolve' || cause === 'cancel'
    ? { kind: 'remark', id: deriveId('rmk', event.cause) }
    : null
}

function textOf<Kind extends 'message' | 'remark'>(kind: Kind, ref: Ref | null, docs: ReadonlyMap<string, Doc>) {
  const doc = ref === null ? undefined : docs.get(`${ref.kind}/${ref.id}`)
  return doc === undefined ? ok(null) : readDocument(kind, doc)
}
