import { linkedBy, relativeMoved, type Ticket } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { UnreadableDocument } from '../documents/stored-document.ts'
import { loadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { TicketNotFound, UnknownWorkflow } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { afterChange, type PendingChanges, withEvents } from './pending-changes.ts'

/**
 * Tells the parent and the children of every ticket that is closed, or comes back from closed, in the same step: so a ticket always knows whether something below it is still open, and no
 * closing can overtake a reopening.
 */
export function familyTold(
  changes: PendingChanges,
  loaded: Loaded,
  policies: Policies,
  context: PlanContext,
): Result<PendingChanges, TicketNotFound | UnknownWorkflow | UnreadableDocument> {
  let told = changes
  for (const change of changes.values()) {
    const after = afterChange(change)
    if (after === null) continue
    const closed = after.category === 'closed'
    if (change.before === null || closed === (change.before.category === 'closed')) continue
    for (const relativeId of [...linkedBy(after, 'child-of'), ...linkedBy(after, 'parent-of')]) {
      const base = told.get(relativeId) ?? null
      // Who moves a ticket has no say about its relatives: they are told whatever the actor may see.
      const found = base === null ? loadedTicket(loaded, relativeId, policies, asDesk) : ok(null)
      if (found.isErr()) return err(found.error)
      const relative: Ticket | null = base === null ? (found.value?.ticket ?? null) : afterChange(base)
      if (relative === null) continue
      const events = relativeMoved(relative, { ticketId: after.id, closed }, { actor: context.actor, now: context.at })
      const pending =
        base ??
        (found.value === null ? null : { docVersion: found.value.doc.version, before: relative, workflow: found.value.workflow })
      if (pending !== null) told = withEvents(told, relativeId, pending, events)
    }
  }
  return ok(told)
}

const asDesk = { kind: 'system', id: 'desk' } as const
