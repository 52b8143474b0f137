import type { TenantId } from '@caseload/core'
import type { Bucket, CountQuery, Filter, ReadProblem, Scalar, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'

/** How many groups a store counts in one go. */
const perCount = 500

/**
 * Every group of a count, however many there are, in the order of their values: where a store tells no more in one go, it is asked for those after. Counted in several goes, they are of no one instant: what changes its group meanwhile may
 * be counted in both or in neither.
 */
export async function countGroups(
  store: Pick<Store, 'count'>,
  tenant: TenantId,
  query: Omit<CountQuery, 'limit' | 'by'> & { readonly by: readonly string[] },
  limit: number = perCount,
): Promise<Result<readonly Bucket[], ReadProblem>> {
  const [first, ...rest] = query.by
  const groups: Bucket[] = []
  let where = query.where ?? []
  for (;;) {
    const counted = await store.count(tenant, { ...query, where, limit })
    if (counted.isErr()) return err(counted.error)
    const last = counted.value.length < limit ? undefined : counted.value.at(-1)
    if (first === undefined || last === undefined) return ok([...groups, ...counted.value])
    const value = last.group[first] ?? null
    if (rest.length === 0) groups.push(...counted.value)
    else {
      groups.push(...counted.value.filter(({ group }) => group[first] !== value))
      const within = await countGroups(store, tenant, { ...query, where: [...where, isThis(first, value)], by: rest }, limit)
      if (within.isErr()) return err(within.error)
      groups.push(...within.value.map(({ group, count }) => ({ group: { [first]: value, ...group }, count })))
    }
    where = [...(query.where ?? []), isAfter(first, value)]
  }
}

function isThis(field: string, value: Scalar): Filter {
  return { field, op: 'eq', value }
}

/** Null comes first, and no comparison of order holds for it. */
function isAfter(field: string, value: Scalar): Filter {
  return value === null ? { field, op: 'ne', value } : { field, op: 'gt', value }
}
