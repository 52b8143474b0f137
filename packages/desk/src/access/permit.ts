import type { AccessDenied, AccessResource } from '@caseload/access'
import { type DeskAction, explanationSeenBy, fieldsSeen, type Looking } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'

/** Whether an actor may do something that is no command to a ticket; those are asked where they are planned. */
export function permit(
  engine: Engine,
  { tenant, actor }: Scope,
  action: DeskAction,
  resource: AccessResource = {},
): Result<void, AccessDenied> {
  const { access } = engine.policiesOf(tenant)
  const decision = access.may(actor, action, resource)
  if (decision.allowed) return ok(undefined)
  const { hidden } = fieldsSeen('ticket', { access, actor, purpose: null })
  return err({ ...decision, explanation: explanationSeenBy(decision.explanation, hidden) })
}

/** Who looks, by the rules of their tenant. */
export function lookingAs(engine: Engine, { tenant, actor }: Scope, purpose: string | null = null): Looking {
  return { access: engine.policiesOf(tenant).access, actor, purpose }
}
