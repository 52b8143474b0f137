import type { AccessDenied } from '@caseload/access'
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
 * The conditions that keep a list of tickets within what somebody may read. Where they may read those of one relation, the index does it; several relations and conditions are
 * asked ticket by ticket. Filters and orders by a field that is hidden from them are refused: their answer would tell what the field does not.
 */
export function narrowList(engine: Engine, { tenant, actor }: Scope, used: readonly string[]): Result<Narrowing, AccessDenied> {
  const { access } = engine.policiesOf(tenant)
  const hidden = used.some((field) => {
    const view = access.view(actor, 'ticket', field)
    return !view.visible || view.protected
  })
  const { of, relations } = access.reach(actor, 'ticket/read')
  if (of === 'none' || hidden) {
    const decision = access.may(actor, 'ticket/read')
    const explanation = decision.allowed ? access.explain(actor, 'ticket/read') : decision.explanation
    const message = hidden
      ? 'a field that is hidden from the reader cannot be filtered or sorted by'
      : `${actor.kind} has no right to ticket/read`
    return err({ kind: 'access/denied', allowed: false, action: 'ticket/read', explanation, message })
  }
  if (of === 'all') return ok({ where: [], exact: true })
  const [relation, another] = relations
  const field = relation === undefined || another !== undefined ? undefined : fieldOf[relation]
  if (of === 'some' || field === undefined) return ok({ where: [], exact: false })
  return ok({ where: [{ field, op: 'in', value: [...new Set([actor.id, ...(actor.teams ?? [])])] }], exact: true })
}
