import { actorRef } from '@caseload/core'
import {
  decideObserved,
  evolveTicket,
  recordActivity,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
} from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { writePersonalFields } from '../documents/personal-fields-kind.ts'
import { readDocument } from '../documents/stored-document.ts'
import { notErased } from '../erasure/not-erased.ts'
import { familyTold } from '../linked/family-told.ts'
import { changedTickets, changeOf } from '../linked/pending-changes.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import type { HistoryRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { explainEvents } from './explain-events.ts'
import type { Plan, PlanContext } from './plan.ts'
import { type PlanRejection, unknownWorkflow } from './plan-rejections.ts'

/** What one row of another system's log means: the ticket follows the log, and says where the workflow would not have. */
export function planHistory(
  loaded: Loaded,
  request: HistoryRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const doc = loadedDocument(loaded, { kind: 'ticket', id: request.ticketId })
  const stored = doc === null ? ok(null) : readDocument('ticket', doc)
  if (stored.isErr()) return err(stored.error)
  const before: Ticket | null = stored.value
  const { number, requesterId, workflow: workflowName, personal = {}, ...open } = request.open
  const workflow =
    before !== null
      ? workflowOf(policies, before.workflow)
      : workflowName === null
        ? policies.defaultWorkflow
        : (policies.workflows.get(workflowName) ?? null)
  if (workflow === null) return err(unknownWorkflow(before?.workflow.id ?? workflowName ?? ''))
  const known = notErased(loaded, before === null && requesterId !== null ? [requesterId] : [])
  if (known.isErr()) return err(known.error)
  const happened: TicketEvent[] = []
  let ticket: Ticket | null = before
  const personalFields = Object.keys(personal)
  const opening: readonly TicketCommand[] =
    before === null
      ? [{ ...open, type: 'open', ticketId: request.ticketId, number, requesterId, message: null, personalFields }]
      : []
  const activity = request.activity
  const by = { actor: context.actor, now: context.at }
  const add = (events: readonly TicketEvent[]): void => {
    for (const event of events) {
      happened.push(event)
      ticket = evolveTicket(ticket, event)
    }
  }
  for (const command of opening) {
    const opened = decideObserved(workflow, ticket, command, by)
    if (opened.isErr()) return err(opened.error)
    add(opened.value)
  }
  if (activity !== null && ticket !== null) {
    add(recordActivity(ticket, activity, { actor: actorRef(context.actor), now: context.at }))
  }
  for (const change of request.changes) {
    const changed = decideObserved(workflow, ticket, change, by)
    if (changed.isErr()) return err(changed.error)
    add(changed.value)
  }
  const { recordedAt } = context
  const cause = request.commandId
  const pending = changeOf(request.ticketId, { docVersion: doc?.version ?? 0, before, workflow, happened }, ticket)
  const told = familyTold(pending, loaded, policies, context)
  if (told.isErr()) return err(told.error)
  const { writes, events, work, tickets } = changedTickets(told.value, { bodies: new Map(), recordedAt, cause })
  if (events.length === 0)
    return ok({ writes: [], events, work: [], expect: [], explanations: [], ticket: before, customer: null })
  return ok({
    writes: before === null ? [...writes, ...writePersonalFields(request.ticketId, personal)] : writes,
    events,
    work,
    expect: known.value,
    explanations: explainEvents(events, work),
    ticket: tickets.get(request.ticketId) ?? before,
    customer: null,
  })
}
