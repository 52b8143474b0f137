import { actorRef, deriveId } from '@caseload/core'
import { decideTicket } from '@caseload/lifecycle'
import type { Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { writeRemark } from '../documents/remark-kind.ts'
import type { Policies } from '../policies/policies.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import type { Loaded } from '../requests/loaded.ts'
import { explainEvents } from './explain-events.ts'
import { type LoadedTicket, loadedTicket } from './loaded-ticket.ts'
import { namedExpectation, namedMessage } from './named-message.ts'
import type { Plan, PlanContext } from './plan.ts'
import type { PlanRejection } from './plan-rejections.ts'
import { ticketChange } from './ticket-change.ts'

/** What a command to one ticket means. */
export function planTicketCommand(
  loaded: Loaded,
  request: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<Plan, PlanRejection> {
  const found = loadedTicket(loaded, request.ticketId, policies, context.actor)
  if (found.isErr()) return err(found.error)
  const { doc, ticket, workflow } = found.value
  if (request.ifVersion !== null && request.ifVersion !== ticket.version) {
    return err({
      kind: 'ticket/changed-since',
      expected: request.ifVersion,
      actual: ticket.version,
      message: `the ticket has version ${ticket.version}, not ${request.ifVersion}`,
    })
  }
  const decided = decideTicket(workflow, ticket, request.command, { actor: context.actor, now: context.at })
  if (decided.isErr()) return err(decided.error)
  const named = namedMessage(loaded, request)
  if (named !== null) return err(named)
  const bodies = bodiesOf(request)
  const change =
    decided.value.length === 0
      ? null
      : ticketChange({
          docVersion: doc.version,
          before: ticket,
          happened: decided.value,
          workflow,
          bodies,
          recordedAt: context.recordedAt,
          cause: request.commandId,
        })
  if (change === null) return ok(nothingToDo(found.value))
  return ok({
    writes: [...change.writes, ...remarkOf(request, context, change.ticket)],
    events: change.events,
    work: change.work,
    expect: namedExpectation(loaded, request),
    explanations: explainEvents(change.events, change.work),
    ticket: change.ticket,
    customer: null,
  })
}

function bodiesOf(request: TicketRequest): ReadonlyMap<string, string> {
  return request.body === null ? new Map() : new Map([[deriveId('msg', request.commandId), request.body]])
}

function remarkOf(
  request: TicketRequest,
  context: PlanContext,
  ticket: { readonly version: number; readonly updatedAt: PlanContext['at'] },
): readonly Write[] {
  if (request.remark === null) return []
  const { ticketId, remark } = request
  const actor = actorRef(context.actor)
  const id = deriveId('rmk', request.commandId)
  return [writeRemark({ ...remark, id, ticketId, position: ticket.version, at: ticket.updatedAt, actor })]
}

function nothingToDo({ ticket }: LoadedTicket): Plan {
  return { writes: [], events: [], work: [], expect: [], explanations: [], ticket, customer: null }
}
