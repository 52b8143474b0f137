import { deriveId, isId, type TeamId } from '@caseload/core'
import { type Catalogue, decideTicket } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { openingNotes } from '../catalogue/catalogue-notes.ts'
import { writePersonalFields } from '../documents/personal-fields-kind.ts'
import { readDocument } from '../documents/stored-document.ts'
import { writeTicketContent } from '../documents/ticket-content-kind.ts'
import type { Policies } from '../policies/policies.ts'
import type { OpenTicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { explainEvents } from './explain-events.ts'
import type { Plan, PlanContext } from './plan.ts'
import { type PlanRejection, unknownWorkflow } from './plan-rejections.ts'
import { requesterOf } from './requester-of.ts'
import { ticketChange } from './ticket-change.ts'

/** The team that serves the area of a kind; the catalogue's schema has checked that it is the identity of one. */
function servingTeam(catalogue: Catalogue, kind: string): TeamId | null {
  const teamId = catalogue.areaOf(kind)?.teamId ?? null
  return teamId !== null && isId('team', teamId) ? teamId : null
}

/** What opening a ticket means: who asks, what the ticket is, its first message, its timers. */
export function planOpenTicket(
  loaded: Loaded,
  request: OpenTicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const ticketId = deriveId('tkt', request.commandId)
  const doc = loadedDocument(loaded, { kind: 'ticket', id: ticketId })
  const stored = doc === null ? ok(null) : readDocument('ticket', doc)
  if (stored.isErr()) return err(stored.error)
  const { catalogue } = policies
  const { kind } = request.ticket
  const named = request.workflow ?? catalogue?.workflowOf(kind) ?? null
  const workflow = named === null ? policies.defaultWorkflow : policies.workflows.get(named)
  if (workflow === undefined) return err(unknownWorkflow(named ?? ''))
  const requester = requesterOf(loaded, request, context)
  if (requester.isErr()) return err(requester.error)
  const { customer } = requester.value
  const messageId = deriveId('msg', request.commandId)
  const decided = decideTicket(
    workflow,
    stored.value,
    {
      ...request.ticket,
      ...(catalogue === null
        ? {}
        : { catalogue: { id: catalogue.id, version: catalogue.version, teamId: servingTeam(catalogue, kind) } }),
      type: 'open',
      ticketId,
      number: context.number,
      requesterId: customer?.id ?? null,
      message: request.body === null ? null : { messageId, ...request.message },
      personalFields: Object.keys(request.personal ?? {}),
    },
    { actor: context.actor, now: context.at },
  )
  if (decided.isErr()) return err(decided.error)
  const bodies = new Map(request.body === null ? [] : [[messageId, request.body]])
  const { recordedAt } = context
  const change = ticketChange({
    docVersion: doc?.version ?? 0,
    before: null,
    happened: decided.value,
    workflow,
    bodies,
    recordedAt,
    cause: request.commandId,
  })
  if (change === null) throw new TypeError('the lifecycle granted an opening without a ticket')
  return ok({
    writes: [
      ...requester.value.writes,
      ...change.writes,
      ...(request.subject === null ? [] : [writeTicketContent({ ticketId, subject: request.subject })]),
      ...writePersonalFields(ticketId, request.personal),
    ],
    events: [...requester.value.events, ...change.events],
    work: change.work,
    expect: requester.value.expect,
    explanations: [
      ...requester.value.explanations,
      ...explainEvents(change.events, change.work),
      ...(change.events.length === 0 ? [] : openingNotes(catalogue, change.ticket)),
    ],
    ticket: change.ticket,
    customer,
  })
}
