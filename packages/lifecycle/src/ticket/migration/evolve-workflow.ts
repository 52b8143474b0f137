import type { Instant } from '@caseload/core'
import { isDone } from '../../workflow/status-category.ts'
import type { Ticket } from '../ticket.ts'
import { cameBack } from '../told/evolve-told.ts'
import type { WorkflowChangedData } from './workflow-change-events.ts'

/**
 * The ticket under its new workflow. A status of the same family counts as the same status by another name: it has been in it since it came into the old one, so that a wait does not begin anew.
 */
export function underNewRules(ticket: Ticket, data: WorkflowChangedData, at: Instant, version: number): Ticket {
  const { to, toCategory, toWorkflow, pausedFrom, beforeMerge } = data
  // Events of earlier releases have no such part.
  const mergedInto =
    ticket.mergedInto === null || !beforeMerge
      ? ticket.mergedInto
      : { ...ticket.mergedInto, before: { ...ticket.mergedInto.before, ...beforeMerge } }
  const came = isDone(ticket.category) && !isDone(toCategory)
  return {
    ...ticket,
    workflow: toWorkflow,
    status: to,
    category: toCategory,
    statusSince: toCategory === ticket.category ? ticket.statusSince : at,
    pausedFrom,
    mergedInto,
    ...(came
      ? { outcome: null, resolutionCode: null, resolvedAt: null, closedAt: null, reopenCount: ticket.reopenCount + 1 }
      : {}),
    ...(came ? cameBack(ticket) : {}),
    updatedAt: at,
    version,
  }
}
