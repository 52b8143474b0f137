import { carriedCommand, decideTicket, isPassedOn } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { LoadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { survivorIn, waypointsIn } from './further-reads.ts'
import { otherTicket } from './other-ticket.ts'
import { withEvents } from './pending-changes.ts'
import type { LinkedChanges } from './plan-link.ts'
import { ref } from './ticket-ref.ts'

/** A decision, promise or follow-up that is asked for on a merged ticket reaches the one where it is owed now; null where it is about nothing that went there. */
export function planCarried(
  loaded: Loaded,
  merged: LoadedTicket,
  { command }: TicketRequest,
  policies: Policies,
  context: PlanContext,
): Result<LinkedChanges | null, PlanRejection> {
  const last = survivorIn(loaded, merged.ticket)
  if (merged.ticket.mergedInto === null) return ok(null)
  // What went there and was settled since is refused as it would be there, not for the merge: whoever asks again learns that it is done.
  const carried =
    carriedCommand(command, merged.ticket.id, last) ?? (settles(command) && isPassedOn(command, merged.ticket) ? command : null)
  if (carried === null) return ok(null)
  const survivor = otherTicket(loaded, last.id, command.type, policies, context)
  if (survivor.isErr()) return err(survivor.error)
  const { doc, ticket, workflow } = survivor.value
  const decided = decideTicket(workflow, ticket, carried, { actor: context.actor, now: context.at })
  if (decided.isErr()) return err(decided.error)
  const way = [merged.ticket.id, ...waypointsIn(loaded, merged.ticket)].flatMap((id) => loadedDocument(loaded, ref(id)) ?? [])
  return ok({
    changes: withEvents(new Map(), ticket.id, { docVersion: doc.version, before: ticket, workflow }, decided.value),
    expect: way.map((each) => ({ ref: each.ref, version: each.version })),
  })
}

/** Whether a command settles a promise or a follow-up, which has one identity wherever it is owed. */
function settles({ type }: TicketRequest['command']): boolean {
  return type === 'keep-promise' || type === 'withdraw-promise' || type === 'complete-follow-up' || type === 'withdraw-follow-up'
}
