import { absorbTicket, decideTicket, type MergeInto, obligationsReturned, releaseTicket } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import { type LoadedTicket, loadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { survivorIn, ticketIn, treeAfterMerge, waypointsIn } from './further-reads.ts'
import { otherTicket } from './other-ticket.ts'
import { withEvents } from './pending-changes.ts'
import { both, type LinkedChanges } from './plan-link.ts'

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
  const tree = treeAfterMerge(loaded, survivor.value.ticket, merged.ticket)
  const absorbed = absorbTicket(merged.workflow, survivor.value.ticket, merged.ticket, by, tree)
  if (absorbed.isErr()) return err(absorbed.error)
  return ok({ changes: both(merged, decided.value, survivor.value, absorbed.value), expect: [] })
}

/** What taking a merge back means for it and for the tickets it went on in; the messages that came meanwhile are counted where they are, along the whole way, and what came with it and is still open goes back. */
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
  // Who takes a merge back has no say about the tickets it went on in: each gives back what came from this one.
  const desk = { kind: 'system', id: 'desk' } as const
  const passed: LoadedTicket[] = []
  for (const id of way) {
    const found = loadedTicket(loaded, id, policies, desk)
    if (found.isErr()) return err(found.error)
    passed.push(found.value)
  }
  const returned = obligationsReturned(
    ticket,
    passed.map((each) => each.ticket),
    by,
  )
  const own = { docVersion: merged.doc.version, before: ticket, workflow }
  let changes = withEvents(new Map(), ticket.id, own, [...decided.value, ...returned])
  for (const { doc, ticket: before, workflow: rules } of passed)
    changes = withEvents(
      changes,
      before.id,
      { docVersion: doc.version, before, workflow: rules },
      releaseTicket(before, ticket.id, by),
    )
  const expect = passed.flatMap(({ doc, ticket: { id } }) => (changes.has(id) ? [] : [{ ref: doc.ref, version: doc.version }]))
  return ok({ changes, expect })
}
