import type { TenantId } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import type { Filter, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { openCategories } from '../migration/open-tickets.ts'
import type { QueryProblem } from '../problems.ts'

/** A version of a workflow that open tickets carry, and the statuses they are in. */
export interface CarriedVersion {
  /** The version as tickets are listed by it. */
  readonly version: string
  /** The same in parts. */
  readonly workflow: Ticket['workflow']
  /** Statuses of those tickets, whichever workflow knows them. */
  readonly statuses: readonly string[]
}

/** How many groups are counted in one go. */
const perCount = 500

/** Every version of a workflow that open tickets carry, known to any policies or not, in the order of their names; counted, no ticket is read. */
export async function carriedVersions(store: Store, tenant: TenantId): Promise<Result<readonly CarriedVersion[], QueryProblem>> {
  const carried = new Map<string, Set<string>>()
  const open: Filter = { field: 'category', op: 'in', value: openCategories }
  let [op, reached]: ['gte' | 'gt', string] = ['gte', '']
  for (;;) {
    const where: readonly Filter[] = [open, { field: 'workflow', op, value: reached }]
    const counted = await store.count(tenant, { kind: 'ticket', where, by: ['workflow', 'status'], limit: perCount })
    if (counted.isErr()) return err(counted.error)
    let last = reached
    for (const { group } of counted.value) {
      const { workflow, status } = group
      if (typeof workflow !== 'string' || typeof status !== 'string') continue
      carried.set(workflow, (carried.get(workflow) ?? new Set()).add(status))
      last = workflow
    }
    if (counted.value.length < perCount) break
    // The last one may have more statuses than were told; where it has all of the groups, on to the next.
    ;[op, reached] = [last === reached ? 'gt' : 'gte', last]
  }
  return ok(
    [...carried]
      .map(([version, statuses]) => ({ version, workflow: workflowNamed(version), statuses: [...statuses] }))
      .sort((a, b) => (a.version < b.version ? -1 : 1)),
  )
}

/** A version of a workflow by the name that tickets are listed by. */
export function workflowNamed(version: string): Ticket['workflow'] {
  const at = version.lastIndexOf('@')
  return { id: version.slice(0, at), version: Number(version.slice(at + 1)) }
}
