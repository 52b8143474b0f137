import { type Instant, isId, isInstant, type TicketId } from '@caseload/core'
import type { WorkChange } from '@caseload/storage'

/** Queue of incidents that are to be resolved with their problem. */
export const incidentQueue = 'resolve-incident'

/** Most incidents that are scheduled in one step: within what a store takes as work. The last of them brings the rest along. */
const mostAtOnce = 200

/** How many incidents each of several problems schedules in one step that passes the resolution of all of them on. */
export function incidentsAtOnce(problems: number): number {
  return Math.floor(mostAtOnce / Math.max(1, problems))
}

/** The work of resolving incidents with their problem, as much as one step takes. */
export function incidentWork(
  problemId: TicketId,
  incidentIds: readonly TicketId[],
  dueAt: Instant,
  atOnce: number = mostAtOnce,
): readonly WorkChange[] {
  const rest = incidentIds.slice(atOnce)
  return incidentIds.slice(0, atOnce).map((id, index) => ({
    ...{ op: 'schedule', queue: incidentQueue, id, dueAt },
    payload: rest.length > 0 && index === atOnce - 1 ? { problemId, further: rest } : { problemId },
  }))
}

/** The problem a claimed incident goes with; null where the work item does not say. */
export function problemOf(payload: unknown): TicketId | null {
  const problemId = memberOf(payload, 'problemId')
  return typeof problemId === 'string' && isId('tkt', problemId) ? problemId : null
}

/** What else a claimed incident's work item says: the very resolution that is awaited, where it was tried before, and further incidents that come after it. */
export function particularsOf(payload: unknown): {
  /** When the problem was resolved; null where any resolution will do. */
  readonly resolvedAt: Instant | null
  /** Incidents that come next. */
  readonly further: readonly TicketId[]
} {
  const resolvedAt = memberOf(payload, 'resolvedAt')
  const named = memberOf(payload, 'further')
  const further: readonly unknown[] = Array.isArray(named) ? named : []
  return {
    resolvedAt: typeof resolvedAt === 'number' && isInstant(resolvedAt) ? resolvedAt : null,
    further: further.filter((id): id is TicketId => typeof id === 'string' && isId('tkt', id)),
  }
}

function memberOf(payload: unknown, name: string): unknown {
  return typeof payload === 'object' && payload !== null && Object.hasOwn(payload, name) ? Reflect.get(payload, name) : null
}
