import type { Migration } from '../../workflow/migrate/migration.ts'
import { isDone } from '../../workflow/status-category.ts'
import type { WorkflowStatus } from '../../workflow/workflow.ts'
import type { MergedInto } from '../merge/merge-part.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketIsRenamed } from './ticket-migration.ts'

/**
 * What becomes of a closed ticket where a change of workflow gives other names to its statuses: nothing ends or comes back by it, so it goes to a closed status, and what a merge would be taken back to stays of the same sort, open or
 * done. Null where every name it holds means the same under the new rules.
 */
export function closedUnder(migration: Migration, ticket: Ticket): TicketIsRenamed | null {
  const { to } = migration
  const named = targetOf(migration, ticket.status)
  const target = named?.category === 'closed' ? named : to.defaults.get('closed')
  if (target === undefined) return null
  const standing = ticket.mergedInto?.before ?? null
  const before = standing === null ? null : standingUnder(migration, standing)
  const same =
    standing === null ||
    before === null ||
    (before.status === standing.status && before.category === standing.category && before.pausedFrom === standing.pausedFrom)
  if (target.id === ticket.status && same) return null
  return { outcome: 'renamed', toStatus: target.id, beforeMerge: before }
}

/** A status in the words of the new workflow: what the mapping names, else the one of the same name. */
export function targetOf({ targets, to }: Migration, status: string): WorkflowStatus | undefined {
  return targets.get(status) ?? to.statuses.get(status)
}

/** Where a ticket goes on after a pause, in the words of the new workflow; null where it would not be paused, or where that status has no counterpart to work in. */
export function resumedAt(
  { targets }: Migration,
  { status, category, pausedFrom }: Pick<Ticket, 'status' | 'category' | 'pausedFrom'>,
  to: WorkflowStatus,
): string | null {
  if (to.category !== 'pending' && to.category !== 'on-hold') return null
  const before = category === 'new' || category === 'open' ? status : pausedFrom
  const back = before === null ? undefined : targets.get(before)
  return back?.category === 'new' || back?.category === 'open' ? back.id : null
}

function standingUnder(migration: Migration, standing: MergedInto['before']): TicketIsRenamed['beforeMerge'] {
  const named = targetOf(migration, standing.status)
  const keepsItsSort = named !== undefined && isDone(named.category) === isDone(standing.category)
  const target = keepsItsSort ? named : likeIt(migration, standing)
  if (target === undefined) return null
  return { status: target.id, category: target.category, pausedFrom: resumedAt(migration, standing, target) }
}

/** The nearest there is to how the ticket stood, where the mapping would end it or bring it back. */
function likeIt({ to, fallback }: Migration, { category }: MergedInto['before']): WorkflowStatus | undefined {
  const { defaults } = to
  if (isDone(category)) return defaults.get(category) ?? defaults.get('resolved') ?? defaults.get('closed')
  const working = defaults.get(category) ?? fallback ?? defaults.get('open') ?? defaults.get('new')
  return working ?? [...to.statuses.values()].find((status) => !isDone(status.category)) ?? to.initial[0]
}
