import type { Instant } from '@caseload/core'
import type { Migration } from '../../workflow/migrate/migration.ts'
import type { Workflow, WorkflowStatus } from '../../workflow/workflow.ts'
import type { Ticket } from '../ticket.ts'
import { migrationOf } from './migration-of.ts'
import type { StrandedReason } from './ticket-migration.ts'

/**
 * Why a ticket would be stranded where another workflow came to decide about it and nobody migrated it: it keeps its status, by name. The same reasons as those of `migrationOf`; none where it can go on, or is closed.
 *
 * @param from - The workflow that decides about it now; where it is `to` itself, only its status can strand the ticket: another version decided about it meanwhile.
 * @param to - The one that would.
 * @param ticket - The ticket; not mutated.
 * @param now - From when on conditions that depend on time are asked; the ticket's last event where absent.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { carriedUnder, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const old = orThrow(compileWorkflow(standardWorkflow))
 * const renamed = JSON.parse(JSON.stringify(standardWorkflow).replaceAll('"on-hold"', '"waiting"').replaceAll('"category":"waiting"', '"category":"on-hold"').replaceAll('"waiting":"waiting"', '"on-hold":"waiting"'))
 * const next = orThrow(compileWorkflow({ ...renamed, version: 2 }))
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const ticket = orThrow(decideTicket(old, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const held = orThrow(decideTicket(old, ticket, { type: 'hold' }, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * ticket && carriedUnder(old, next, ticket) // => []
 * held && carriedUnder(old, next, held) // => [{ reason: 'unknown-status', status: 'on-hold' }]
 * held && carriedUnder(next, next, held) // => [{ reason: 'unknown-status', status: 'on-hold' }]
 * ```
 */
export function carriedUnder(
  from: Workflow,
  to: Workflow,
  ticket: Ticket,
  now: Instant = ticket.updatedAt,
): readonly StrandedReason[] {
  if (ticket.category === 'closed') return []
  if (from.id === to.id && from.version === to.version)
    return to.statuses.has(ticket.status) ? [] : [{ reason: 'unknown-status', status: ticket.status }]
  const targets = new Map<string, WorkflowStatus>()
  for (const id of from.statuses.keys()) {
    const status = to.statuses.get(id)
    if (status !== undefined) targets.set(id, status)
  }
  const document = { schema: 1, statuses: {}, fallback: null } as const
  const migration: Migration = { document, from, to, targets, fallback: null, warnings: [] }
  const carried = migrationOf(migration, { ...ticket, workflow: { id: from.id, version: from.version } }, now)
  return carried.outcome === 'stranded' ? carried.reasons : []
}
