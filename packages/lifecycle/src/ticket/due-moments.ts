import { addMs, type Instant } from '@caseload/core'
import type { Workflow } from '../workflow/workflow.ts'
import { doneSince } from './done-since.ts'
import { openObligations } from './obligations.ts'
import type { Ticket } from './ticket.ts'
import { isUntold } from './told/is-untold.ts'

/**
 * When a ticket closes by itself: `autoCloseAfter` after its resolution, or after its requester was told of it where that came later; at once where the requester confirmed it, the workflow closes what is confirmed, and something was in the way then.
 *
 * @param workflow - The rules.
 * @param ticket - The ticket as it stands.
 * @returns The instant, which may lie in the past; null where the ticket is not resolved, something is owed or the requester is still to be told (it closes when that is done), the workflow closes nothing by itself, or no
 * way from its status to the default closed status is open to `system`. Conditions and required facts are asked when the time has come, not here.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { autoCloseAt, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant('2026-03-02T08:00Z') } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * ticket && autoCloseAt(workflow, ticket) // => null
 * const resolved = orThrow(decideTicket(workflow, ticket, { type: 'resolve', code: 'fixed' }, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * resolved && autoCloseAt(workflow, resolved) // => instant('2026-03-06T08:00Z')
 * ```
 */
export function autoCloseAt(workflow: Workflow, ticket: Ticket): Instant | null {
  const { resolution } = workflow
  const confirmed = resolution?.confirmation?.onConfirmed === 'close' && ticket.confirmation === 'confirmed'
  const afterMs = confirmed ? 0 : workflow.autoCloseAfterMs
  const since = doneSince(ticket)
  if (afterMs === null || ticket.category !== 'resolved' || since === null) return null
  if (openObligations(ticket).length > 0 || isUntold(workflow, ticket, ticket.outcome)) return null
  const closed = workflow.defaults.get('closed')
  const ways = closed === undefined ? undefined : workflow.statuses.get(ticket.status)?.ways.get(closed.id)
  const open = ways?.some(({ by }) => by === null || by.includes('system')) ?? false
  return open ? addMs(since, afterMs) : null
}

/**
 * When the requester is to be reminded of what they were asked for: `pendingReminderAfter` after the ticket came into its pending status. Once for each stay: having been reminded does not
 * move the moment, so whoever keeps the timer settles it.
 *
 * @param workflow - The rules.
 * @param ticket - The ticket as it stands.
 * @returns The instant, which may lie in the past; null where the ticket is not pending or the workflow reminds nobody.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, pendingReminderAt, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant('2026-03-02T08:00Z') } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * ticket && pendingReminderAt(workflow, ticket) // => null
 * const asked = orThrow(decideTicket(workflow, ticket, { type: 'request-information', messageId: null }, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * asked && pendingReminderAt(workflow, asked) // => instant('2026-03-04T08:00Z')
 * ```
 */
export function pendingReminderAt(workflow: Workflow, ticket: Ticket): Instant | null {
  const { pendingReminderAfterMs } = workflow
  if (pendingReminderAfterMs === null || ticket.category !== 'pending') return null
  return addMs(ticket.statusSince, pendingReminderAfterMs)
}
