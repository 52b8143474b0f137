import {
  decideObserved,
  evolveTicket,
  recordActivity,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
} from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { readDocument } from '../documents/stored-document.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import type { HistoryRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { explainEvents } from './explain-events.ts'
import type { Plan, PlanContext } from './plan.ts'
import { type PlanRejection, unknownWorkflow } from './plan-rejections.ts'
import { ticketChange } from './ticket-change.ts'

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
  const { number, requesterId, workflow: workflowName, ...open } = request.open
  const workflow =
    before !== null
      ? workflowOf(policies, before.workflow)
      : workflowName === null
        ? policies.defaultWorkflow
        : (policies.workflows.get(workflowName) ?? null)
  if (workflow === null) return err(unknownWorkflow(before?.workflow.id ?? workflowName ?? ''))
  const happened: TicketEvent[] = []
  let ticket = before
  const opening: readonly TicketCommand[] =
    before === null ? [{ ...open, type: 'open', ticketId: request.ticketId, number, requesterId, message: null }] : []
  const activity = request.activity
  for (const command of [...opening, null, ...request.changes]) {
    const moment = { actor: context.actor, now: context.at }
    const step: Result<readonly TicketEvent[], PlanRejection> =
      command !== null
        ? decideObserved(workflow, ticket, command, moment)
        : activity === null || ticket === null
          ? ok([])
          : recordActivity(ticket, activity, moment).map((event) => [event])
    if (step.isErr()) return err(step.error)
    for (const event of step.value) {
      happened.push(event)
      ticket = evolveTicket(ticket, event)
    }
  }
  const { recordedAt } = context
  const cause = request.commandId
  const change = ticketChange({ docVersion: doc?.version ?? 0, before, happened, workflow, bodies: new Map(), recordedAt, cause })
  if (change === null) throw new TypeError('the lifecycle granted an opening without a ticket')
  const { writes, events, work } = change
  if (events.length === 0)
    return ok({ writes: [], events, work: [], expect: [], explanations: [], ticket: before, customer: null })
  return ok({
    writes,
    events,
    work,
    expect: [],
    explanations: explainEvents(events, work),
    ticket: change.ticket,
    customer: null,
  })
}
