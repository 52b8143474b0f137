import type { TicketId } from '@caseload/core'
import { inputIssue, invalidInput } from '@caseload/core'
import { type AllowedCommand, allowedCommands, type Ticket } from '@caseload/lifecycle'
import { type Policies, readDocument, workflowOf } from '@caseload/planner'
import type { Doc, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { readId, type Scope } from '../scope.ts'

/** A ticket by identity, if the actor may see it. */
export async function oneTicket(store: Store, scope: Scope, ticketId: string): Promise<Result<Ticket | null, QueryProblem>> {
  const id = readId('tkt', 'ticketId', ticketId)
  if (id.isErr()) return err(id.error)
  const loaded = await store.load(scope.tenant, [{ kind: 'ticket', id: id.value }])
  return loaded.isErr() ? err(loaded.error) : visible(scope, loaded.value[0] ?? null)
}

/** A ticket by its number, if the actor may see it. */
export async function ticketByNumber(store: Store, scope: Scope, number: number): Promise<Result<Ticket | null, QueryProblem>> {
  if (!Number.isSafeInteger(number) || number < 1) return err(invalidInput([inputIssue(['number'], 'a whole number from 1')]))
  const found = await store.find(scope.tenant, { kind: 'ticket', key: { name: 'number', value: String(number) }, limit: 1 })
  return found.isErr() ? err(found.error) : visible(scope, found.value.items[0] ?? null)
}

/** What stands above a ticket, if the actor may see it. */
export async function ticketSubject(store: Store, scope: Scope, ticketId: string): Promise<Result<string | null, QueryProblem>> {
  const ticket = await oneTicket(store, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok(null)
  const loaded = await store.load(scope.tenant, [{ kind: 'ticket-content', id: ticket.value.id }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  return doc === null ? ok(null) : readDocument('ticket-content', doc).map(({ subject }) => subject)
}

/** What the actor could do with a ticket now. */
export async function allowedNow(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<readonly AllowedCommand[], QueryProblem>> {
  const ticket = await oneTicket(engine.store, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok([])
  const policies: Policies = engine.policiesOf(scope.tenant)
  const workflow = workflowOf(policies, ticket.value.workflow)
  return ok(workflow === null ? [] : allowedCommands(workflow, ticket.value, scope.actor, engine.clock.now()))
}

/** Whether the actor may see a ticket's texts and history: null where there is none for them. */
export async function seenTicket(store: Store, scope: Scope, ticketId: string): Promise<Result<TicketId | null, QueryProblem>> {
  const ticket = await oneTicket(store, scope, ticketId)
  return ticket.map((seen) => seen?.id ?? null)
}

function visible(scope: Scope, doc: Doc | null): Result<Ticket | null, QueryProblem> {
  if (doc === null) return ok(null)
  const ticket = readDocument('ticket', doc)
  if (ticket.isErr()) return err(ticket.error)
  const { actor } = scope
  return ok(actor.kind === 'requester' && ticket.value.requesterId !== actor.id ? null : ticket.value)
}
