import type { CompiledVersion } from '../compile/compiled-sla.ts'
import type { SlaFacts } from '../signals/sla-signal.ts'
import { slaCategories } from '../signals/status-category.ts'
import { none } from './entries.ts'
import type { TicketRun } from './ticket-run.ts'

/** One fact, which is found without putting all of them together; null where it is missing. */
export function factNamed(run: TicketRun, { reads }: CompiledVersion, name: string): SlaFacts[string] {
  if (name === 'team' && reads.team) return run.teamId
  if (name === 'category' && reads.category) return slaCategories[run.category] ?? null
  if (name === 'status' && reads.status) return run.status
  if (name === 'owner' && reads.owner) return run.owner
  for (let index = run.changes.length - 1; index >= 0; index -= 1) {
    const change = run.changes[index]
    if (change !== undefined && Object.hasOwn(change, name)) return change[name] ?? null
  }
  return Object.hasOwn(run.facts, name) ? (run.facts[name] ?? null) : null
}

/** All facts, with what signals tell of where it is declared. */
export function allFacts(run: TicketRun, { reads }: CompiledVersion): SlaFacts {
  for (const change of run.changes) run.facts = withFacts(run.facts, change)
  run.changes = none
  if (!reads.team && !reads.category && !reads.status && !reads.owner) return run.facts
  return {
    ...run.facts,
    ...(reads.team ? { team: run.teamId } : {}),
    ...(reads.category ? { category: slaCategories[run.category] ?? null } : {}),
    ...(reads.status ? { status: run.status } : {}),
    ...(reads.owner ? { owner: run.owner } : {}),
  }
}

/** The facts with some of them changed. Copied by name, since an engine takes its time over a second spread; only `__proto__`, as a name like any other, needs one. */
function withFacts(facts: SlaFacts, changed: SlaFacts): SlaFacts {
  if (Object.hasOwn(changed, '__proto__')) return { ...facts, ...changed }
  const merged: Record<string, SlaFacts[string]> = { ...facts }
  for (const name in changed) {
    if (Object.hasOwn(changed, name)) merged[name] = changed[name] ?? null
  }
  return merged
}
