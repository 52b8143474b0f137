import {
  type ActorRef,
  type CommandId,
  type CustomerId,
  type EventEnvelope,
  type Instant,
  isId,
  parseActorRef,
} from '@caseload/core'
import { evolveTicket, isDone, type Ticket, type TicketEvent, type Workflow } from '@caseload/lifecycle'
import type { WorkChange, Write } from '@caseload/storage'
import { writeMessage } from '../documents/message-kind.ts'
import { writeTicket } from '../documents/ticket-kind.ts'
import { incidentQueue, incidentWork } from '../linked/incident-queue.ts'
import { envelopes } from './envelopes.ts'
import { timerChanges } from './timers.ts'

/** What a ticket's events mean for the store. */
export interface TicketChange {
  /** The ticket afterwards. */
  readonly ticket: Ticket
  /** Its document and its messages'. */
  readonly writes: readonly Write[]
  /** The events in their places. */
  readonly events: readonly EventEnvelope<TicketEvent>[]
  /** Timers that move. */
  readonly work: readonly WorkChange[]
}

/** Incidents that a resolution is passed on to are resolved one by one, each in a step of its own: one that cannot be does not hold up the rest. */
function incidentsToResolve(
  { id: problemId }: Ticket,
  { happened, incidentsAtOnce }: Pick<TicketChangeInput, 'happened' | 'incidentsAtOnce'>,
): readonly WorkChange[] {
  return happened.flatMap((event): readonly WorkChange[] =>
    event.type === 'resolution-passed-on' ? incidentWork(problemId, event.data.incidentIds, event.at, incidentsAtOnce) : [],
  )
}

/** An incident that could not be resolved with its problem tries again after whatever changes it, since that may have been what was in the way. */
function heldUpIncident(before: Ticket | null, after: Ticket, now: Instant): readonly WorkChange[] {
  const awaited = after.awaitsResolution
  if (before === null || before.awaitsResolution === null || awaited === null || isDone(after.category)) return []
  return [{ op: 'schedule', queue: incidentQueue, id: after.id, dueAt: now, payload: { ...awaited } }]
}

/** From where a ticket changes, by what. */
export interface TicketChangeInput {
  /** Version of the stored document; 0 for a new ticket. */
  readonly docVersion: number
  /** The ticket before; null for a new one. */
  readonly before: Ticket | null
  /** The ticket after it, where whoever asks has folded the events already; else that is done here. */
  readonly after?: Ticket
  /** What happened; at least one event. */
  readonly happened: readonly TicketEvent[]
  /** The workflow that decides about the ticket. */
  readonly workflow: Workflow
  /** The one that decided before, where the change is one of workflow; the same where absent, null where nobody knows which one it was. */
  readonly workflowBefore?: Workflow | null
  /** Texts of the messages among the events, by identity. */
  readonly bodies: ReadonlyMap<string, string>
  /** Who wrote the requester's messages among the events, where that is known apart from who acts; whoever acts, or who asks, where absent. */
  readonly authorId?: CustomerId
  /** When it is stored. */
  readonly recordedAt: Instant
  /** The command behind it. */
  readonly cause: CommandId
  /** How many incidents it schedules at most, where other problems pass their resolution on in the same step; as many as one step takes where absent. */
  readonly incidentsAtOnce?: number
}

/** Folds events into a ticket and says what has to be written; null where they do not begin with an opening. */
export function ticketChange(input: TicketChangeInput): TicketChange | null {
  const { before, happened, workflow, bodies } = input
  const ticket = input.after ?? happened.reduce<Ticket | null>(evolveTicket, before)
  if (ticket === null) return null
  const events = envelopes(happened, ticket.id, before?.version ?? 0, input)
  const messages = events.flatMap((event): readonly Write[] => {
    if (event.type !== 'message-added') return []
    const { messageId, author, direction, visibility, automatic, channel } = event.data
    const body = bodies.get(messageId)
    if (body === undefined) return []
    const { at, actor, version: position } = event
    const writer = author === 'requester' ? (input.authorId ?? customerOf(actor)) : null
    const message = {
      id: messageId,
      ticketId: ticket.id,
      position,
      at,
      actor,
      ...(writer === null || writer === ticket.requesterId ? {} : { authorId: writer }),
      author,
      direction,
      visibility,
      channel,
      automatic,
      body,
    }
    return [writeMessage(message)]
  })
  return {
    ticket,
    writes: [writeTicket(input.docVersion, ticket, workflow), ...messages],
    events,
    work: [
      ...timerChanges(workflow, before, ticket, input.recordedAt, input.workflowBefore),
      ...incidentsToResolve(ticket, input),
      ...heldUpIncident(before, ticket, input.recordedAt),
    ],
  }
}

/** The customer who acted under their own identity; null where it was anybody else. */
function customerOf(actor: ActorRef): CustomerId | null {
  const { kind, id } = parseActorRef(actor)
  return kind === 'requester' && isId('cus', id) ? id : null
}
