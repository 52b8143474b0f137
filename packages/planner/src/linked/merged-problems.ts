import { type Resolve, resolutionOfMerged } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { type LoadedTicket, loadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { absorbedBy } from './further-reads.ts'
import { afterChange, type PendingChanges, withEvents } from './pending-changes.ts'

/** Lets problems that go on in a resolved one pass its resolution on to their incidents, where that is asked for: their links are the survivor's. */
export function withMergedProblems(
  changes: PendingChanges,
  loaded: Loaded,
  { ticket }: LoadedTicket,
  command: Resolve,
  policies: Policies,
  context: PlanContext,
): Result<PendingChanges, PlanRejection> {
  const change = changes.get(ticket.id)
  const resolved = change === undefined ? null : afterChange(change)
  if (command.incidents !== 'resolve' || resolved === null) return ok(changes)
  let all = changes
  for (const id of absorbedBy(loaded, ticket)) {
    // Who resolves a ticket has no say about what was merged into it.
    const found = loadedTicket(loaded, id, policies, { kind: 'system', id: 'desk' })
    if (found.isErr()) return err(found.error)
    const { doc, ticket: before, workflow } = found.value
    const passed = resolutionOfMerged(before, resolved.resolutionCode, { actor: context.actor, now: context.at })
    all = withEvents(all, id, { docVersion: doc.version, before, workflow }, passed)
  }
  return ok(all)
}
