import { inputIssue, invalidInput } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import {
  type AllowedAtDesk,
  allowedTo,
  readDocument,
  type SeenTicket,
  ticketResource,
  ticketSeenBy,
  workflowOf,
} from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs, permit } from '../access/permit.ts'
import { type PurposeOptions, readPurpose, shownAndRecorded } from '../access/read-for-purpose.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { readId, type Scope } from '../scope.ts'

/** A ticket by identity, as the actor sees it. */
export async function oneTicket(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  options: PurposeOptions = {},
): Promise<Result<SeenTicket | null, QueryProblem>> {
  return seen(engine, scope, await readableTicket(engine, scope, ticketId), options)
}

/** A ticket by its number, as the actor sees it. */
export async function ticketByNumber(
  engine: Engine,
  scope: Scope,
  number: number,
  options: PurposeOptions = {},
): Promise<Result<SeenTicket | null, QueryProblem>> {
  if (!Number.isSafeInteger(number) || number < 1) return err(invalidInput([inputIssue(['number'], 'a whole number from 1')]))
  const key = { name: 'number', value: String(number) }
  const found = await engine.store.find(scope.tenant, { kind: 'ticket', key, limit: 1 })
  if (found.isErr()) return err(found.error)
  return seen(engine, scope, readable(engine, scope, found.value.items[0] ?? null), options)
}

/** What stands above a ticket, if the actor may read it. */
export async function ticketSubject(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<string | null, QueryProblem>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok(null)
  const permission = permit(engine, scope, 'ticket/read-content', ticketResource(ticket.value))
  if (permission.isErr()) return err(permission.error)
  const loaded = await engine.store.load(scope.tenant, [{ kind: 'ticket-content', id: ticket.value.id }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  return doc === null ? ok(null) : readDocument('ticket-content', doc).map(({ subject }) => subject)
}

/** What the actor could do with a ticket now: what the workflow grants and they have a right to, and what is made a follow-up of. */
export async function allowedNow(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<readonly AllowedAtDesk[], QueryProblem>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok([])
  const policies = engine.policiesOf(scope.tenant)
  const workflow = workflowOf(policies, ticket.value.workflow)
  if (workflow === null) return ok([])
  return ok(allowedTo(ticket.value, workflow, policies, scope.actor, engine.clock.now()))
}

/** A ticket with everything in it, if the actor may read it; null where there is none for them. What comes of it goes through `ticketSeenBy`. */
export async function readableTicket(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<Ticket | null, QueryProblem>> {
  const id = readId('tkt', 'ticketId', ticketId)
  if (id.isErr()) return err(id.error)
  const loaded = await engine.store.load(scope.tenant, [{ kind: 'ticket', id: id.value }])
  return loaded.isErr() ? err(loaded.error) : readable(engine, scope, loaded.value[0] ?? null)
}

function readable(engine: Engine, scope: Scope, doc: Doc | null): Result<Ticket | null, QueryProblem> {
  if (doc === null) return ok(null)
  const ticket = readDocument('ticket', doc)
  if (ticket.isErr()) return err(ticket.error)
  return ok(permit(engine, scope, 'ticket/read', ticketResource(ticket.value)).isOk() ? ticket.value : null)
}

async function seen(
  engine: Engine,
  scope: Scope,
  ticket: Result<Ticket | null, QueryProblem>,
  options: PurposeOptions,
): Promise<Result<SeenTicket | null, QueryProblem>> {
  if (ticket.isErr()) return err(ticket.error)
  const purpose = readPurpose(options)
  if (purpose.isErr()) return err(purpose.error)
  if (ticket.value === null) return ok(null)
  const { id } = ticket.value
  const sight = ticketSeenBy(ticket.value, lookingAs(engine, scope, purpose.value))
  return shownAndRecorded(engine, scope, sight, { resource: 'ticket', id, purpose: purpose.value })
}
