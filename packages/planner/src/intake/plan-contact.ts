import { actorRef, deriveId, type EventEnvelope, type TicketId } from '@caseload/core'
import {
  type Contact,
  type ContactDecided,
  type ContactDecidedData,
  type ContactDecision,
  decideContact,
  type IntakeTicket,
} from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { ticketResource } from '../access/ticket-resource.ts'
import { writeContact } from '../documents/contact-kind.ts'
import { readDocument } from '../documents/stored-document.ts'
import { notErased } from '../erasure/not-erased.ts'
import { openedFor } from '../erasure/words-of-requester.ts'
import { familyTold } from '../linked/family-told.ts'
import { changedTickets } from '../linked/pending-changes.ts'
import { planFollowUp } from '../linked/plan-follow-up.ts'
import { explainEvents } from '../plans/explain-events.ts'
import { loadedTicket } from '../plans/loaded-ticket.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import { planOpenTicket } from '../plans/plan-open-ticket.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import { planTicketCommand } from '../plans/plan-ticket-command.ts'
import { type Requester, requesterOf } from '../plans/requester-of.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import type { ReceiveContactRequest, TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { contactOfCommand } from './contact-of-command.ts'
import { referencesOf } from './contact-reads.ts'

const nothing: Plan = { writes: [], events: [], work: [], expect: [], explanations: [], ticket: null, customer: null }

/** What a contact means: what becomes of it, everything that follows, and its own record, in one commit. Nothing where it was decided before. */
export function planContact(
  loaded: Loaded,
  request: ReceiveContactRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const id = contactOfCommand(request.commandId)
  if (loadedDocument(loaded, { kind: 'contact', id }) !== null) return ok(nothing)
  const requester = requesterOf(loaded, { ...request.opening, commandId: request.commandId }, context)
  if (requester.isErr()) return err(requester.error)
  const decision = decideContact(policies.intake, contactOf(request, requester.value, context), {
    references: referencesOf(request, loaded),
    tickets: ticketsFor(loaded, policies, context),
  })
  const followed = planDecided(decision, loaded, request, requester.value, policies, context)
  if (followed.isErr()) return err(followed.error)
  const plan = followed.value
  const data = recordOf(decision, request, requester.value, plan, policies, context)
  const event: EventEnvelope<ContactDecided> = {
    ...{ type: 'contact-decided', at: context.recordedAt, actor: actorRef(context.actor), data },
    ...{ stream: id, version: 1, schema: 1, recordedAt: context.recordedAt, cause: request.commandId },
  }
  return ok({
    ...plan,
    writes: [...plan.writes, writeContact({ id, ...data }, [...new Set(request.refersTo.threads)])],
    events: [...plan.events, event],
    explanations: [decision.explanation, ...plan.explanations],
  })
}

function contactOf({ opening, codes, answered }: ReceiveContactRequest, requester: Requester, { at }: PlanContext): Contact {
  const { channel, kind, topic = null, attributes = {} } = opening.ticket
  const { automatic } = opening.message
  return { attributes, channel, kind, topic, receivedAt: at, automatic, codes, answered, requesterId: knownId(requester) }
}

/** Who got in touch, where they were known before. */
function knownId({ customer, events }: Requester): Contact['requesterId'] {
  return events.some(({ type }) => type === 'customer-created') ? null : (customer?.id ?? null)
}

/** Every ticket that was read, whose requester was not erased, and that the actor may read and add messages to; others are to them as if they did not exist. */
function ticketsFor(loaded: Loaded, policies: Policies, { actor }: PlanContext): ReadonlyMap<TicketId, IntakeTicket> {
  const tickets = new Map<TicketId, IntakeTicket>()
  for (const doc of loaded.docs) {
    if (doc?.ref.kind !== 'ticket') continue
    const ticket = readDocument('ticket', doc).unwrapOr(null)
    const workflow = ticket === null ? null : workflowOf(policies, ticket.workflow)
    if (ticket === null || workflow === null) continue
    const may = (action: string): boolean => policies.access.may(actor, action, ticketResource(ticket)).allowed
    const known = notErased(loaded, ticket.requesterId === null ? [] : [ticket.requesterId])
    if (known.isOk() && may('ticket/read') && may('ticket/receive-reply')) tickets.set(ticket.id, { ticket, workflow })
  }
  return tickets
}

function planDecided(
  decision: ContactDecision,
  loaded: Loaded,
  request: ReceiveContactRequest,
  requester: Requester,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const { commandId, opening } = request
  switch (decision.outcome) {
    case 'open':
      return planOpenTicket(loaded, { type: 'open-ticket', commandId, ...opening }, policies, context)
    case 'append':
      return planAppended(loaded, replyTo(decision.addressedTo, request), knownId(requester), policies, context)
    case 'follow-up-of':
      return planFollowingUp(decision.ticketId, loaded, request, policies, context)
    case 'answered-at-once': {
      const { writes, events, expect, explanations, customer } = requester
      return ok({ ...nothing, writes, events, expect, explanations, customer })
    }
    case 'not-a-request':
      return ok(nothing)
  }
}

/** A message to a ticket there is. Whose it is, is known of somebody who was known before, and an erasure meanwhile takes it along. */
function planAppended(
  loaded: Loaded,
  reply: TicketRequest,
  authorId: Contact['requesterId'],
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  if (authorId === null) return planTicketCommand(loaded, reply, policies, context)
  const planned = planTicketCommand(loaded, { ...reply, authorId }, policies, context)
  const read = [...loaded.docs, ...loaded.found]
  const author = read.find((doc) => doc?.ref.kind === 'customer' && doc.ref.id === authorId) ?? null
  if (author === null) return planned
  const { ref, version } = author
  return planned.map((plan) => ({
    ...plan,
    expect: [...plan.expect.filter((each) => each.ref.kind !== 'customer' || each.ref.id !== authorId), { ref, version }],
  }))
}

function replyTo(ticketId: TicketId, { commandId, opening }: ReceiveContactRequest): TicketRequest {
  const { automatic } = opening.message
  const command = {
    type: 'receive-reply',
    messageId: deriveId('msg', commandId),
    channel: opening.ticket.channel,
    automatic,
  } as const
  return { type: 'ticket-command', commandId, ticketId, ifVersion: null, command, body: opening.body ?? '', remark: null }
}

function planFollowingUp(
  ticketId: TicketId,
  loaded: Loaded,
  request: ReceiveContactRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const before = loadedTicket(loaded, ticketId, policies, context.actor)
  if (before.isErr()) return err(before.error)
  const reply = replyTo(ticketId, request)
  const { ticket, personal = {} } = request.opening
  const said = { attributes: ticket.attributes ?? {}, personal }
  const followUp = planFollowUp(loaded, before.value, reply, policies, context, said)
  if (followUp.isErr()) return err(followUp.error)
  const known = notErased(loaded, openedFor(followUp.value.changes))
  if (known.isErr()) return err(known.error)
  const told = familyTold(followUp.value.changes, loaded, policies, context)
  if (told.isErr()) return err(told.error)
  const bodies = new Map([[deriveId('msg', request.commandId), reply.body ?? '']])
  const stamp = { bodies, recordedAt: context.recordedAt, cause: request.commandId }
  const { writes, events, work, tickets } = changedTickets(told.value, stamp)
  return ok({
    writes: [...writes, ...followUp.value.writes],
    events,
    work,
    expect: [...followUp.value.expect, ...known.value],
    explanations: [...explainEvents(events, work), ...followUp.value.explanations],
    ticket: tickets.get(deriveId('tkt', request.commandId)) ?? null,
    customer: null,
  })
}

function recordOf(
  decision: ContactDecision,
  request: ReceiveContactRequest,
  requester: Requester,
  plan: Plan,
  policies: Policies,
  context: PlanContext,
): ContactDecidedData {
  const { channel, kind, topic = null } = request.opening.ticket
  const { outcome, rule, matchedBy } = decision
  const { id, version } = policies.intake
  return {
    outcome,
    reason: 'reason' in decision ? decision.reason : null,
    ...{ channel, kind, topic },
    automatic: request.opening.message.automatic,
    minutes: request.minutes,
    receivedAt: context.at,
    claimedAt: request.claimedAt ?? null,
    requesterId: plan.customer?.id ?? knownId(requester),
    ticketId: plan.ticket?.id ?? null,
    ...{ matchedBy, rule },
    policy: { id, version },
  }
}
