import { parseInput } from '@caseload/core'
import type { StatusCategory } from '@caseload/lifecycle'
import { statusCategories } from '@caseload/lifecycle'
import type { Filter, Scalar, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { storeFilters, type TicketFilter, ticketFilterSchema } from './ticket-query.ts'

/** A field the backlog is counted by; `priority` counts by rank, 1 `low` to 4 `urgent`. */
export type BacklogField = 'status' | 'category' | 'priority' | 'kind' | 'channel' | 'level' | 'topic' | 'teamId' | 'assigneeId'

/** What of the backlog to count. */
export interface BacklogQuery {
  /** Fields to count by, at most 8; `category` where absent; empty: one number for all. */
  readonly by?: readonly BacklogField[]
  /** Further conditions; tickets that are resolved or closed never count. */
  readonly filter?: Omit<TicketFilter, 'tag'>
}

/** One number of the backlog. */
export interface BacklogCount {
  /** Value of each field counted by; null where a ticket has none. */
  readonly group: Readonly<Record<string, Scalar>>
  /** How many tickets. */
  readonly count: number
}

/** What one agent has. */
export interface Workload {
  /** The agent; null for tickets nobody has. */
  readonly assigneeId: string | null
  /** How many tickets in each category that is not over. */
  readonly byCategory: Readonly<Record<Exclude<StatusCategory, 'resolved' | 'closed'>, number>>
  /** How many in all. */
  readonly total: number
}

const notOver: Filter = {
  field: 'category',
  op: 'in',
  value: statusCategories.filter((category) => category !== 'resolved' && category !== 'closed'),
}

const querySchema = z.strictObject({
  by: z.exactOptional(
    z.array(z.enum(['status', 'category', 'priority', 'kind', 'channel', 'level', 'topic', 'teamId', 'assigneeId'])).max(8),
  ),
  filter: z.exactOptional(ticketFilterSchema),
})

/** Counts what is neither resolved nor closed. */
export async function countBacklog(
  store: Store,
  scope: Scope,
  query: BacklogQuery,
): Promise<Result<readonly BacklogCount[], QueryProblem>> {
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  const { by = ['category'], filter = {} } = parsed.value
  const where = [notOver, ...storeFilters(filter)]
  return store.count(scope.tenant, { kind: 'ticket', where, by: [...new Set(by)], limit: 500 })
}

/** Counts what each agent has. */
export async function countWorkload(store: Store, scope: Scope): Promise<Result<readonly Workload[], QueryProblem>> {
  const counted = await store.count(scope.tenant, {
    kind: 'ticket',
    where: [notOver],
    by: ['assigneeId', 'category'],
    limit: 500,
  })
  if (counted.isErr()) return err(counted.error)
  const loads = new Map<string | null, { new: number; open: number; pending: number; 'on-hold': number }>()
  for (const { group, count } of counted.value) {
    const assigneeId = typeof group['assigneeId'] === 'string' ? group['assigneeId'] : null
    const load = loads.get(assigneeId) ?? { new: 0, open: 0, pending: 0, 'on-hold': 0 }
    const category = group['category']
    if (category === 'new' || category === 'open' || category === 'pending' || category === 'on-hold') load[category] += count
    loads.set(assigneeId, load)
  }
  return ok(
    [...loads].map(([assigneeId, byCategory]) => ({
      assigneeId,
      byCategory,
      total: byCategory.new + byCategory.open + byCategory.pending + byCategory['on-hold'],
    })),
  )
}
