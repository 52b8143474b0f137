import type { AccessDenied } from '@caseload/access'
import { fieldsSeen, isHiddenField } from '@caseload/planner'
import type { Filter } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'

/** How a list is kept within what somebody may read. */
export interface Narrowing {
  /** Further conditions. */
  readonly where: readonly Filter[]
  /** Whether what they find is exactly what the actor may read; else each ticket is asked for. */
  readonly exact: boolean
}

const fieldOf: Readonly<Record<string, string>> = { requester: 'requesterId', assignee: 'assigneeId', team: 'teamId' }

/**
 * Refuses a question whose answer would tell what hidden fields do not: they can be neither filtered, sorted nor counted by.
 *
 * @param used - Fields the answer depends on.
 */
export function onlySeen(engine: Engine, { tenant, actor }: Scope, used: readonly string[]): Result<void, AccessDenied> {
  const { access } = engine.policiesOf(tenant)
  const { hidden } = fieldsSeen('ticket', { access, actor, purpose: null })
  const unseen = used.filter((field) => isHiddenField(field, hidden))
  if (unseen.length === 0) return ok(undefined)
  const named = unseen.map((field) => (hidden.has(field) ? field : 'attributes'))
  return err(
    access.deniedFor(
      actor,
      'ticket/read',
      named,
      'a field that is hidden from the reader cannot be filtered, sorted or counted by',
    ),
  )
}

/**
 * The conditions that keep a list of tickets within what somebody may read. Where they may read those of one relation, the index does it; several relations and conditions are
 * asked ticket by ticket. Filters and orders by a field that is hidden from them are refused: their answer would tell what the field does not.
 */
export function narrowList(engine: Engine, { tenant, actor }: Scope, used: readonly string[]): Result<Narrowing, AccessDenied> {
  const { access } = engine.policiesOf(tenant)
  const seen = onlySeen(engine, { tenant, actor }, used)
  if (seen.isErr()) return err(seen.error)
  const { of, relations } = access.reach(actor, 'ticket/read')
  if (of === 'none') {
    const decision = access.may(actor, 'ticket/read')
    if (!decision.allowed) return err(decision)
  }
  if (of === 'all') return ok({ where: [], exact: true })
  const [relation, another] = relations
  const field = relation === undefined || another !== undefined ? undefined : fieldOf[relation]
  if (of === 'some' || field === undefined) return ok({ where: [], exact: false })
  return ok({ where: [{ field, op: 'in', value: [...new Set([actor.id, ...(actor.teams ?? [])])] }], exact: true })
}
