import {
  decideTicket,
  evolveTicket,
  type MessageAddedData,
  refuse,
  type SplitOff,
  type Ticket,
  type TicketEvent,
  takeOver,
  type Workflow,
} from '@caseload/lifecycle'
import type { Doc, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type Message, rewriteMessage } from '../documents/message-kind.ts'
import { writePersonalFields } from '../documents/personal-fields-kind.ts'
import { readDocument } from '../documents/stored-document.ts'
import { writeTicketContent } from '../documents/ticket-content-kind.ts'
import type { LoadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { carriedFields } from './carried-fields.ts'
import { carriedSubject } from './carried-subject.ts'
import { newestWorkflow } from './newest-workflow.ts'
import { withEvents } from './pending-changes.ts'
import type { LinkedChanges } from './plan-link.ts'

/** A split: changes of both tickets, and content that moves. */
export interface SplitChanges extends LinkedChanges {
  /** Documents of content. */
  readonly writes: readonly Write[]
}

/** What moving messages into a new ticket means: the old one lets go of them, the new one is opened for the same requester, takes them over, and the two are related. */
export function planSplit(
  loaded: Loaded,
  from: LoadedTicket,
  command: SplitOff,
  request: Pick<TicketRequest, 'subject'>,
  policies: Policies,
  context: PlanContext,
): Result<SplitChanges, PlanRejection> {
  const by = { actor: context.actor, now: context.at }
  const { ticket } = from
  const moved = messagesOf(loaded, from, command, context)
  if (moved.isErr()) return err(moved.error)
  const inOrder = moved.value.toSorted((a, b) => a.message.position - b.message.position)
  const messageIds = inOrder.map(({ message }) => message.id)
  const decided = decideTicket(from.workflow, ticket, { ...command, messageIds }, by)
  if (decided.isErr()) return err(decided.error)
  const carried = carriedFields(loaded, ticket, 'split', policies)
  if (carried.isErr()) return err(carried.error)
  const { attributes, personal, expect } = carried.value
  const workflow = newestWorkflow(policies, ticket)
  const { kind, channel, requesterId, topic, teamId, assigneeId, priority, impact, urgency } = ticket
  const opened = decideTicket(
    workflow,
    null,
    {
      ...{ type: 'open', ticketId: command.newTicketId, number: context.number, kind, channel, requesterId, message: null },
      ...{ topic, teamId, assigneeId, priority, impact, urgency, attributes, personalFields: Object.keys(personal) },
    },
    by,
  )
  if (opened.isErr()) return err(opened.error)
  const fresh = opened.value.reduce<Ticket | null>(evolveTicket, null)
  if (fresh === null) throw new TypeError('the lifecycle granted an opening without a ticket')
  const taken = takeOver(
    fresh,
    ticket.id,
    inOrder.map(({ message }) => asSplit(message)),
    by,
  )
  const related = relatedTickets(from.workflow, ticket, workflow, fresh, context)
  if (related.isErr()) return err(related.error)
  const changes = withEvents(
    withEvents(new Map(), ticket.id, { docVersion: from.doc.version, before: ticket, workflow: from.workflow }, [
      ...decided.value,
      ...related.value.old,
    ]),
    fresh.id,
    { docVersion: 0, before: null, workflow },
    [...opened.value, ...taken, ...related.value.fresh],
  )
  const firstPlace = opened.value.length + 1
  const writes = inOrder.map(({ doc, message }, index) =>
    rewriteMessage(doc, { ...message, ticketId: fresh.id, position: firstPlace + index }),
  )
  const above = request.subject === undefined ? carriedSubject(loaded, ticket) : { subject: request.subject, expect: [] }
  const { subject } = above
  const content = subject === null ? [] : [writeTicketContent({ ticketId: fresh.id, subject })]
  return ok({
    changes,
    expect: [...expect, ...above.expect],
    writes: [...writes, ...content, ...writePersonalFields(fresh.id, personal)],
  })
}

function messagesOf(
  loaded: Loaded,
  { ticket, workflow }: LoadedTicket,
  { messageIds, type }: SplitOff,
  { actor, at }: PlanContext,
): Result<readonly { readonly doc: Doc; readonly message: Message }[], PlanRejection> {
  const found = []
  for (const messageId of messageIds) {
    const doc = loadedDocument(loaded, { kind: 'message', id: messageId })
    const message = doc === null ? ok(null) : readDocument('message', doc)
    if (message.isErr()) return err(message.error)
    if (doc === null || message.value === null || message.value.ticketId !== ticket.id)
      return err(refuse({ kind: 'ticket/message-not-here', messageId }, workflow, ticket, type, actor, at))
    found.push({ doc, message: message.value })
  }
  return ok(found)
}

function asSplit({
  id: messageId,
  at: writtenAt,
  direction,
  visibility,
  author,
  automatic,
  channel,
}: Message): Omit<MessageAddedData, 'teamId' | 'authorTeamId'> & { readonly writtenAt: Message['at'] } {
  return { messageId, writtenAt, direction, visibility, author, automatic, channel }
}

function relatedTickets(
  oldWorkflow: Workflow,
  old: Ticket,
  workflow: Workflow,
  fresh: Ticket,
  { actor, at: now }: PlanContext,
): Result<{ readonly old: readonly TicketEvent[]; readonly fresh: readonly TicketEvent[] }, PlanRejection> {
  const link = { type: 'link', relation: 'related', otherIsClosed: false } as const
  const here = decideTicket(oldWorkflow, old, { ...link, otherId: fresh.id }, { actor, now })
  if (here.isErr()) return err(here.error)
  const there = decideTicket(workflow, fresh, { ...link, otherId: old.id }, { actor, now })
  return there.map((events) => ({ old: here.value, fresh: events })).mapErr((refused): PlanRejection => refused)
}
