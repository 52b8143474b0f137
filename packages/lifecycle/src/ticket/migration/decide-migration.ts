import { actorRef, type Problem, type TicketId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Migration } from '../../workflow/migrate/migration.ts'
import { clamped, happened, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { changeTo, migrationOf } from './migration-of.ts'
import type { StrandedReason } from './ticket-migration.ts'

/** A ticket that a change of workflow would strand, where the mapping names no status for such tickets. */
export interface TicketStranded extends Problem<'migration/stranded'> {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** Why; never empty. */
  readonly reasons: readonly StrandedReason[]
}

/**
 * Puts a ticket under its new workflow. A closed one goes along where a name it holds, its status or the one a merge would be taken back to, means something else there. An offer to another team that the new workflow knows nothing of is withdrawn where the ticket falls back.
 *
 * @param migration - From where to where.
 * @param ticket - The ticket; not mutated.
 * @param context - Who changes the workflow, and when.
 * @returns The events; none for a ticket that is closed under names that mean the same, migrated already or under another workflow, so that doing it again does nothing. `migration/stranded` where it would be stranded and the mapping has no fallback.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileMigration, compileWorkflow, decideMigration, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const old = orThrow(compileWorkflow(standardWorkflow))
 * const next = orThrow(compileWorkflow({ ...standardWorkflow, version: 2, autoCloseAfter: 'PT24H' }))
 * const migration = orThrow(compileMigration(old, next, { schema: 1, statuses: {}, fallback: null }))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(old, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 *
 * const migrated = ticket && orThrow(decideMigration(migration, ticket, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * migrated?.workflow // => { id: 'standard', version: 2 }
 * migrated && decideMigration(migration, migrated, context)._unsafeUnwrap() // => []
 * ```
 */
export function decideMigration(
  migration: Migration,
  ticket: Ticket,
  context: TicketContext,
): Result<readonly TicketEvent[], TicketStranded> {
  const stamp = { at: clamped(ticket, context.now), by: actorRef(context.actor) }
  const planned = migrationOf(migration, ticket, stamp.at)
  if (planned.outcome === 'unaffected') return ok([])
  if (planned.outcome !== 'stranded') {
    const target = migration.to.statuses.get(planned.toStatus)
    if (target === undefined) return ok([])
    const beforeMerge = planned.outcome === 'renamed' ? planned.beforeMerge : null
    return ok([happened(stamp, 'workflow-changed', { ...changeTo(migration, ticket, target, false), beforeMerge })])
  }
  const { fallback, to } = migration
  if (fallback === null) {
    const { reasons } = planned
    const message = `the ticket would be stranded: ${reasons.map(({ reason }) => reason).join(', ')}`
    return err({ kind: 'migration/stranded', ticketId: ticket.id, reasons, message })
  }
  const { handOver } = ticket
  const withdrawn =
    handOver === null || to.handOver !== null
      ? []
      : [happened(stamp, 'hand-over-withdrawn', { to: handOver.to, reason: 'workflow-changed' })]
  return ok([...withdrawn, happened(stamp, 'workflow-changed', changeTo(migration, ticket, fallback, true))])
}
