import type { AgentId, TeamId } from '@caseload/core'
import type { HistoryChange } from '@caseload/desk'
import type { Attributes, Outcome, Priority, StatusCategory } from '@caseload/lifecycle'

/** Tells the family of a status. */
export type StatusOf = (status: string) => StatusCategory

/** What a log says of a case at some moment. */
export interface CaseState {
  /** Status. */
  readonly status: string
  /** Team; null where the log says nothing of it. */
  readonly teamId: TeamId | null
  /** Agent; null where nobody. */
  readonly assigneeId: AgentId | null
  /** Support line. */
  readonly level: number
  /** Priority; null where the log says nothing of it. */
  readonly priority: Priority | null
  /** Impact; null where the log says nothing of it. */
  readonly impact: string | null
  /** Topic; null where the log says nothing of it. */
  readonly topic: string | null
  /** The desk's own fields. */
  readonly attributes: Attributes
}

/**
 * Which commands lead from what the log said of a case before to what it says now, in an order in which a desk could have given them: a ticket that comes
 * back is reopened before it is handed on, one that ends is handed on before it ends. Empty where nothing changed.
 */
export function rowChanges(
  before: CaseState,
  now: CaseState,
  outcome: Outcome | null,
  categoryOf: StatusOf,
): readonly HistoryChange[] {
  const comesBack = isOver(categoryOf(before.status)) && !isOver(categoryOf(now.status))
  const status: readonly HistoryChange[] =
    before.status === now.status
      ? []
      : [{ type: 'change-status', toStatus: now.status, ...(outcome === null ? {} : { outcome }) }]
  const rest = [...judgement(before, now), ...handOver(before, now)]
  return comesBack ? [...status, ...rest] : [...rest, ...status]
}

/** Whether tickets of a family are over: resolved or closed. */
export function isOver(category: StatusCategory): boolean {
  return category === 'resolved' || category === 'closed'
}

function judgement(before: CaseState, now: CaseState): readonly HistoryChange[] {
  const changed = Object.entries(now.attributes).filter(([name, value]) => before.attributes[name] !== value)
  const topic = before.topic === now.topic ? {} : { topic: now.topic }
  const attributes = changed.length === 0 ? {} : { attributes: Object.fromEntries(changed) }
  const priority = before.priority === now.priority || now.priority === null ? {} : { priority: now.priority }
  const impact = before.impact === now.impact ? {} : { impact: now.impact }
  return [
    ...(before.topic !== now.topic || changed.length > 0 ? [{ type: 'classify', ...topic, ...attributes } as const] : []),
    ...('priority' in priority || 'impact' in impact ? [{ type: 'prioritise', ...priority, ...impact } as const] : []),
  ]
}

function handOver(before: CaseState, now: CaseState): readonly HistoryChange[] {
  const teamId = now.teamId !== before.teamId ? now.teamId : null
  const escalation: readonly HistoryChange[] =
    before.level === now.level ? [] : [{ type: 'escalate', level: now.level, ...(teamId === null ? {} : { teamId }) }]
  const transfer: readonly HistoryChange[] =
    teamId === null || escalation.length > 0
      ? []
      : [{ type: 'transfer', teamId, ...(now.assigneeId === null ? {} : { assigneeId: now.assigneeId }) }]
  // A ticket that goes to another team is let go of, so only the new owner is still to be said, and a transfer says that itself.
  const holder = teamId === null ? before.assigneeId : transfer.length > 0 ? now.assigneeId : null
  const assignment: readonly HistoryChange[] =
    holder === now.assigneeId
      ? []
      : [now.assigneeId === null ? { type: 'unassign' } : { type: 'assign', assigneeId: now.assigneeId }]
  return [...escalation, ...transfer, ...assignment]
}
