import type { TicketId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { ticketResource } from '../access/ticket-resource.ts'
import type { UnreadableDocument } from '../documents/stored-document.ts'
import { type LoadedTicket, loadedTicket } from '../plans/loaded-ticket.ts'
import type { PlanContext } from '../plans/plan.ts'
import { type TicketNotFound, ticketNotFound, type UnknownWorkflow } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'

/** Another ticket that a command touches: whoever has no right to the same command there is not told that it exists. */
export function otherTicket(
  loaded: Loaded,
  ticketId: TicketId,
  command: string,
  policies: Policies,
  { actor }: PlanContext,
): Result<LoadedTicket, TicketNotFound | UnknownWorkflow | UnreadableDocument> {
  const found = loadedTicket(loaded, ticketId, policies, actor)
  if (found.isErr()) return err(found.error)
  const resource = ticketResource(found.value.ticket)
  const { access } = policies
  const allowed = access.may(actor, 'ticket/read', resource).allowed && access.may(actor, `ticket/${command}`, resource).allowed
  return allowed ? ok(found.value) : err(ticketNotFound(ticketId))
}
