import { absorbTicket, decideTicket, type MergeInto, releaseTicket, type TicketEvent } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { type LoadedTicket, loadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { loadedDocument } from '../requests/loaded.ts'
import { survivorIn, ticketIn, waypointsIn } from './further-reads.ts'
import { otherTicket } from './other-ticket.ts'
import { both, type LinkedChanges } from './plan-link.ts'
import { ref } from './ticket-ref.ts'

/** What letting a ticket go on in another means for both. */
export function planMerge(
  loaded: Loaded,
  merged: LoadedTicket,
  command: MergeInto,
  policies: Policies,
  context: PlanContext,
): Result<LinkedChanges, PlanRejection> {
  const by = { actor: context.actor, now: context.at }
  const decided = decideTicket(merged.workflow, merged.ticket, command, by)
  if (decided.isErr()) return err(decided.error)
  const survivor = otherTicket(loaded, command.survivorId, command.type, policies, context)
  if (survivor.isErr()) return err(survivor.error)
  const absorbed = absorbTicket(merged.workflow, survivor.value.ticket, merged.ticket, by)
  if (absorbed.isErr()) return err(absorbed.error)
  return ok({ changes: both(merged, decided.value, survivor.value, absorbed.value), expect: [] })
}

/** What taking a merge back means for both; the messages that came meanwhile are counted where they are, along the whole way. */
export function planUnmerge(
  loaded: Loaded,
  merged: LoadedTicket,
  policies: Policies,
  context: PlanContext,
): Result<LinkedChanges, PlanRejection> {
  const by = { actor: context.actor, now: context.at }
  const { ticket, workflow } = merged
  const way = [...waypointsIn(loaded, ticket), survivorIn(loaded, ticket).id].filter((id) => id !== ticket.id)
  const messagesStaying = way
    .flatMap((id) => ticketIn(loaded, id)?.redirected ?? [])
    .reduce((sum, { ticketId, messages }) => (ticketId === ticket.id ? sum + messages : sum), 0)
  const decided = decideTicket(workflow, ticket, { type: 'unmerge', messagesStaying }, by)
  if (decided.isErr()) return err(decided.error)
  const [first, ...further] = way
  const survivor = first === undefined ? null : loadedTicket(loaded, first, policies, { kind: 'system', id: 'desk' })
  if (survivor === null) return ok({ changes: new Map(), expect: [] })
  if (survivor.isErr()) return err(survivor.error)
  const released: readonly TicketEvent[] = releaseTicket(survivor.value.ticket, ticket.id, by)
  const expect = further.flatMap((id) => {
    const doc = loadedDocument(loaded, ref(id))
    return doc === null ? [] : [{ ref: doc.ref, version: doc.version }]
  })
  return ok({ changes: both(merged, decided.value, survivor.value, released), expect })
}
