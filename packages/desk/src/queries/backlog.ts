import { parseInput } from '@caseload/core'
import type { StatusCategory } from '@caseload/lifecycle'
import { statusCategories } from '@caseload/lifecycle'
import type { Filter, Scalar } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { narrowList } from '../access/narrow-list.ts'
import { permit } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { countGroups } from './count-groups.ts'
import { fieldsOf, storeFilters, type TicketFilter, ticketFilterSchema } from './ticket-query.ts'

/** A field the backlog is counted by; `priority` counts by rank, 1 `low` to 4 `urgent`. */
export type BacklogField = 'status' | 'category' | 'priority' | 'kind' | 'channel' | 'level' | 'topic' | 'teamId' | 'assigneeId'

/** What of the backlog to count. */
export interface BacklogQuery {
  /** Fields to count by, at most 8; `category` where absent; empty: one number for all. */
  readonly by?: readonly BacklogField[]
  /** Further conditions; tickets that are resolved or closed never count. */
  readonly filter?: Omit<TicketFilter, 'tag' | 'fields'>
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

/** Counts what is neither resolved nor closed: every group, however many there are. */
export async function countBacklog(
  engine: Engine,
  scope: Scope,
  query: BacklogQuery,
): Promise<Result<readonly BacklogCount[], QueryProblem>> {
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  const { by = ['category'], filter = {} } = parsed.value
  const own = countable(engine, scope, [...by, ...fieldsOf(filter)])
  if (own.isErr()) return err(own.error)
  const where = [notOver, ...own.value, ...storeFilters(filter)]
  return countGroups(engine.store, scope.tenant, { kind: 'ticket', where, by: [...new Set(by)] })
}

/** The conditions under which an actor may count: what they could not list, they cannot count either. */
function countable(engine: Engine, scope: Scope, used: readonly string[]): Result<readonly Filter[], QueryProblem> {
  return narrowList(engine, scope, used).andThen(({ where, exact }) =>
    exact ? ok(where) : permit(engine, scope, 'ticket/read').map(() => where),
  )
}

/** Counts what each agent has: every agent, however many there are. */
export async function countWorkload(engine: Engine, scope: Scope): Promise<Result<readonly Workload[], QueryProblem>> {
  const own = countable(engine, scope, ['assigneeId', 'category'])
  if (own.isErr()) return err(own.error)
  const where = [notOver, ...own.value]
  const counted = await countGroups(engine.store, scope.tenant, { kind: 'ticket', where, by: ['assigneeId', 'category'] })
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
