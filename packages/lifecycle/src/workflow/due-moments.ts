import { addMs, type Instant } from '@caseload/core'
import type { Ticket } from '../ticket/ticket.ts'
import type { Workflow } from './workflow.ts'

/**
 * When a resolved ticket closes by itself; null where it does not: it is not resolved, or the workflow never closes by itself.
 *
 * @param workflow - The ticket's workflow.
 * @param ticket - The ticket.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { autoCloseAt, compileWorkflow, standardWorkflow } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow)) // closes after PT96H
 * const resolved = exampleTicket({ status: 'resolved', category: 'resolved', resolvedAt: instant(0), statusSince: instant(0) })
 * autoCloseAt(workflow, resolved) // => 345_600_000
 * autoCloseAt(workflow, exampleTicket()) // => null
 * ```
 */
export function autoCloseAt(workflow: Workflow, ticket: Ticket): Instant | null {
  if (ticket.category !== 'resolved' || workflow.autoCloseAfterMs === null) return null
  return addMs(ticket.resolvedAt ?? ticket.statusSince, workflow.autoCloseAfterMs)
}

/**
 * When the requester is to be reminded of what they were asked for; null where they are not: the ticket does not wait for them, or the workflow never reminds.
 *
 * @param workflow - The ticket's workflow.
 * @param ticket - The ticket.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileWorkflow, pendingReminderAt, standardWorkflow } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow)) // reminds after PT48H
 * pendingReminderAt(workflow, exampleTicket({ status: 'pending', category: 'pending', statusSince: instant(0) })) // => 172_800_000
 * ```
 */
export function pendingReminderAt(workflow: Workflow, ticket: Ticket): Instant | null {
  if (ticket.category !== 'pending' || workflow.pendingReminderAfterMs === null) return null
  return addMs(ticket.statusSince, workflow.pendingReminderAfterMs)
}
