import type { WorkflowStatus } from '../workflow.ts'
import type { Issues } from './issues.ts'

type Statuses = ReadonlyMap<string, Pick<WorkflowStatus, 'id' | 'category' | 'ways'>>

/** Notes statuses no ticket can get into, and those it could not get out of; guards are taken to be open. */
export function checkReachability(statuses: Statuses, initial: readonly string[], issues: Issues): void {
  const place = new Map([...statuses.keys()].map((id, index) => [id, `statuses[${index}]`]))
  const reached = reachableFrom(initial, statuses)
  for (const status of statuses.values()) {
    const path = place.get(status.id) ?? ''
    if (!reached.has(status.id)) {
      const before = [...statuses.values()].filter(({ id, ways }) => id !== status.id && ways.has(status.id)).map(({ id }) => id)
      const only = before.length === 0 ? 'no transition leads here' : `only ${before.join(', ')} lead here, unreachable too`
      issues.error('workflow/unreachable-status', path, [status.id, ...before], only)
    }
    if (status.category === 'closed') continue
    if ([...status.ways.keys()].every((to) => to === status.id)) {
      issues.error('workflow/dead-end', path, [status.id], 'nothing leaves this status, and it is not closed')
      continue
    }
    const ahead = [...reachableFrom([...status.ways.keys()], statuses)]
    if (!ahead.some((id) => statuses.get(id)?.category === 'closed')) {
      issues.error(
        'workflow/no-way-to-closed',
        path,
        [status.id, ...ahead],
        `from here a ticket only gets to ${ahead.join(', ')}`,
      )
    }
  }
}

function reachableFrom(starts: readonly string[], statuses: Statuses): ReadonlySet<string> {
  const reached = new Set(starts)
  // A set that grows while it is walked is walked to its new end.
  for (const id of reached) for (const to of statuses.get(id)?.ways.keys() ?? []) reached.add(to)
  return reached
}
