import type { AccessDenied } from '@caseload/access'
import { ticketResource } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { readableTicket } from '../queries/one-ticket.ts'
import type { Scope } from '../scope.ts'
import { permit } from './permit.ts'

/** Answers about a ticket to those who may read its history; null about one that they may not read. */
export async function ofReadable<Value, Failure>(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  answer: (scope: Scope) => Promise<Result<Value, Failure>>,
): Promise<Result<Value | null, QueryProblem | Failure>> {
  const ticket = await readableTicket(engine, scope, ticketId)
  if (ticket.isErr()) return err(ticket.error)
  if (ticket.value === null) return ok(null)
  const permission = permit(engine, scope, 'ticket/read-timeline', ticketResource(ticket.value))
  return permission.isErr() ? err(permission.error) : answer(scope)
}

/** Answers about all tickets to those who may read every one of them. */
export async function ofEvery<Value, Failure>(
  engine: Engine,
  scope: Scope,
  answer: (scope: Scope) => Promise<Result<Value, Failure>>,
): Promise<Result<Value, AccessDenied | Failure>> {
  const { access } = engine.policiesOf(scope.tenant)
  if (access.reach(scope.actor, 'ticket/read').of === 'all') return answer(scope)
  const explanation = access.explain(scope.actor, 'ticket/read')
  const message = 'only those who may read every ticket can ask about all of them'
  return err({ kind: 'access/denied', allowed: false, action: 'ticket/read', explanation, message })
}
