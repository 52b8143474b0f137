import { deriveId, type Explanation, explanation, type Instant } from '@caseload/core'
import {
  type Attributes,
  checkBackAnswered,
  decideTicket,
  evolveTicket,
  isDone,
  replyReach,
  resolutionRejected,
  type Ticket,
  type TicketContext,
  type TicketEvent,
  type TicketRejection,
} from '@caseload/lifecycle'
import type { Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type PersonalFields, writePersonalFields } from '../documents/personal-fields-kind.ts'
import { writeTicketContent } from '../documents/ticket-content-kind.ts'
import type { LoadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import type { Loaded } from '../requests/loaded.ts'
import { carriedFields } from './carried-fields.ts'
import { carriedSubject } from './carried-subject.ts'
import { newestWorkflow } from './newest-workflow.ts'
import { withEvents } from './pending-changes.ts'
import type { LinkedChanges } from './plan-link.ts'

/** A follow-up: changes of both tickets, the subject that is carried on, and what is to be told of it. */
export interface FollowUpChanges extends LinkedChanges {
  /** Documents of content. */
  readonly writes: readonly Write[]
  /** That it is not linked, where the ticket it follows holds no further link. */
  readonly explanations: readonly Explanation[]
}

/**
 * Whether a command to a ticket that is done goes on in a follow-up instead, since this one cannot come back: it is reopened, its requester says that the solution does not work, or writes, after the reopen window or under a closed
 * parent; or what the requester says comes in time, and the workflow lets it bring nothing back. Nobody is turned away, and nobody's words are filed where nobody looks.
 */
export function makesFollowUp(
  { ticket, workflow }: Pick<LoadedTicket, 'ticket' | 'workflow'>,
  { command }: Pick<TicketRequest, 'command'>,
  at: Instant,
  refused: TicketRejection | null,
): boolean {
  if (!isDone(ticket.category)) return false
  if (command.type === 'receive-reply') {
    const automatic = command.automatic === true
    const reach = replyReach(workflow, ticket, { automatic, at })
    return reach === 'too-late' || (reach === 'refused' && !automatic)
  }
  if (command.type !== 'reopen' && !saysNo(command)) return false
  if (refused?.kind === 'ticket/reopen-window-passed' || refused?.kind === 'ticket/parent-closed') return true
  if (command.type === 'reopen' || (command.type === 'reject-resolution' && command.toStatus !== undefined)) return false
  return refused?.kind === 'ticket/no-transition' || refused?.kind === 'ticket/guard-failed'
}

function saysNo(command: TicketRequest['command']): boolean {
  return command.type === 'reject-resolution' || (command.type === 'record-check-back' && command.answer === 'does-not-work')
}

/** What was said of the ticket that is followed up, and stays said there. */
export function saidThere(ticket: Ticket, command: TicketRequest['command'], context: TicketContext): readonly TicketEvent[] {
  if (command.type === 'reject-resolution') return [resolutionRejected(ticket, command, context)]
  const answered = command.type === 'record-check-back' ? checkBackAnswered(ticket, command, context) : null
  return answered === null ? [] : [answered]
}

/** What somebody said of a follow-up themselves, which counts before what is carried on. */
export interface SaidOfFollowUp {
  /** Fields of the desk's own that hold nothing personal. */
  readonly attributes?: Attributes
  /** Those that do. */
  readonly personal?: PersonalFields['values']
}

/** What a follow-up means: a new ticket of the same requester about the same, with the message if one came, linked to the one it follows; without the link, and saying so, where that one is full: nobody is turned away for it. */
export function planFollowUp(
  loaded: Loaded,
  before: LoadedTicket,
  request: TicketRequest,
  policies: Policies,
  context: PlanContext,
  said: SaidOfFollowUp = {},
): Result<FollowUpChanges, PlanRejection> {
  const { ticket } = before
  const workflow = newestWorkflow(policies, ticket)
  const ticketId = deriveId('tkt', request.commandId)
  const carried = carriedFields(loaded, ticket, 'follow-up', policies)
  if (carried.isErr()) return err(carried.error)
  const attributes = { ...carried.value.attributes, ...said.attributes }
  const personal = { ...carried.value.personal, ...said.personal }
  const { command } = request
  const reply = command.type === 'receive-reply' ? command : null
  const { kind, requesterId, topic, teamId, priority, impact, urgency } = ticket
  const message =
    reply === null ? null : ({ messageId: reply.messageId, author: 'requester', visibility: 'public', automatic: false } as const)
  // Team and priority are carried on, which is the desk's doing even where the requester asks.
  const by = { actor: { kind: 'system', id: 'follow-up' }, now: context.at } as const
  const opened = decideTicket(
    workflow,
    null,
    {
      ...{ type: 'open', ticketId, number: context.number, kind, requesterId, message },
      ...{ channel: reply?.channel ?? ticket.channel, topic, teamId, priority, impact, urgency },
      ...{ attributes, personalFields: Object.keys(personal) },
    },
    by,
  )
  if (opened.isErr()) return err(opened.error)
  const fresh = opened.value.reduce<Ticket | null>(evolveTicket, null)
  if (fresh === null) throw new TypeError('the lifecycle granted an opening without a ticket')
  const link = { type: 'link', otherIsClosed: ticket.category === 'closed' } as const
  const there = decideTicket(workflow, fresh, { ...link, relation: 'follow-up-of', otherId: ticket.id }, by)
  if (there.isErr()) return err(there.error)
  const here = decideTicket(
    before.workflow,
    ticket,
    { ...link, relation: 'followed-up-by', otherId: fresh.id, otherIsClosed: false },
    by,
  )
  const full = here.isErr() && here.error.kind === 'ticket/link-refused' && here.error.reason === 'too-many'
  if (here.isErr() && !full) return err(here.error)
  const linked = here.isErr() ? { here: [], there: [] } : { here: here.value, there: there.value }
  const changes = withEvents(
    withEvents(new Map(), fresh.id, { docVersion: 0, before: null, workflow }, [...opened.value, ...linked.there]),
    ticket.id,
    { docVersion: before.doc.version, before: ticket, workflow: before.workflow },
    [...saidThere(ticket, command, { ...by, actor: context.actor }), ...linked.here],
  )
  const followed = changes.has(ticket.id) ? [] : [{ ref: before.doc.ref, version: before.doc.version }]
  const { subject, expect } = carriedSubject(loaded, ticket)
  const content = subject === null ? [] : [writeTicketContent({ ticketId, subject })]
  return ok({
    changes,
    expect: [...expect, ...carried.value.expect, ...followed],
    writes: [...content, ...writePersonalFields(ticketId, personal)],
    explanations: full ? [explanation('planner/follow-up-not-linked', { ticketId: fresh.id, followed: ticket.id })] : [],
  })
}
