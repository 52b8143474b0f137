import type { ActorKind, Instant } from '@caseload/core'
import { crossesTheEnd } from '../../workflow/migrate/compile-migration.ts'
import type { Migration } from '../../workflow/migrate/migration.ts'
import { isDone } from '../../workflow/status-category.ts'
import type { Workflow, WorkflowStatus } from '../../workflow/workflow.ts'
import { defaultTarget } from '../decide/move.ts'
import { momentAt, type TicketMoment } from '../moments.ts'
import type { Ticket } from '../ticket.ts'
import { closedUnder, resumedAt, targetOf } from './closed-under.ts'
import { underNewRules } from './evolve-workflow.ts'
import type { StrandedReason, TicketMigration } from './ticket-migration.ts'
import { passages, type WayToClosed, wayToClosed } from './way-to-closed.ts'
import type { WorkflowChangedData } from './workflow-change-events.ts'

/**
 * What a change of workflow would mean for a ticket, before anything is done. Between a version and itself only tickets in a status that it lacks are affected.
 *
 * Stranded is a ticket whose status nobody knows; that would be ended or brought back by it; that would move to where no way leads without facts it lacks; that could not be brought to its end by any way, with the facts it has; that
 * waits and could not be taken up again; that is offered to a team where the new workflow knows no offers; or that time would have taken further (closing, the end of a wait, an offer that comes back) and would no more.
 *
 * Of ways to the end, and out of a wait, are asked the facts and conditions, as the ticket has them now; that somebody has the roles is taken for granted, and so is what the moves themselves bring: the end and its code, the instants
 * of moves, whether the requester was told. A condition that depends on time holds where it does now or will once. A ticket is not stranded by what the old workflow asked of it as well: where it could not have gone there either, facts that stood in its way
 * count as there. For how it came to where it stands, one that keeps its status is not asked for facts: it came there by the rules that held.
 *
 * A closed ticket keeps the rules it was closed by, unless a name it holds means something else under the new ones: its status, or, where it is merged, the one it would come back to. Such a ticket is renamed, and never stranded: it stays
 * closed, and comes back as open or done as it was.
 *
 * @param migration - From where to where.
 * @param ticket - The ticket; not mutated.
 * @param now - From when on conditions that depend on time are asked; the ticket's last event where absent.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileMigration, compileWorkflow, decideTicket, evolveTicket, migrationOf, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const old = orThrow(compileWorkflow(standardWorkflow))
 * const next = orThrow(compileWorkflow({ ...standardWorkflow, version: 2, pendingExpiresAfter: null }))
 * const migration = orThrow(compileMigration(old, next, { schema: 1, statuses: {}, fallback: null }))
 *
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(old, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * ticket && migrationOf(migration, ticket) // => { outcome: 'stays', toStatus: 'new' }
 *
 * const asked = orThrow(decideTicket(old, ticket, { type: 'request-information', messageId: null }, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * asked && migrationOf(migration, asked)
 * // => { outcome: 'stranded', reasons: [{ reason: 'timer-lost', timer: 'pending-expiry' }], fallback: null }
 * ```
 */
export function migrationOf(migration: Migration, ticket: Ticket, now: Instant = ticket.updatedAt): TicketMigration {
  const why = unaffectedBy(migration, ticket)
  if (why !== null) return { outcome: 'unaffected', why }
  if (ticket.category === 'closed') return closedUnder(migration, ticket) ?? { outcome: 'unaffected', why: 'closed' }
  const target = targetOf(migration, ticket.status)
  const fallback = migration.fallback?.id ?? null
  if (target === undefined)
    return { outcome: 'stranded', reasons: [{ reason: 'unknown-status', status: ticket.status }], fallback }
  const reasons = reasonsAgainst(migration, ticket, target, now)
  if (reasons.length > 0) return { outcome: 'stranded', reasons, fallback }
  return { outcome: target.id === ticket.status ? 'stays' : 'moves', toStatus: target.id }
}

/** What the event of a change of workflow says, where the ticket goes to a status. */
export function changeTo(migration: Migration, ticket: Ticket, to: WorkflowStatus, fellBack: boolean): WorkflowChangedData {
  return {
    fromWorkflow: ticket.workflow,
    toWorkflow: { id: migration.to.id, version: migration.to.version },
    from: ticket.status,
    to: to.id,
    fromCategory: ticket.category,
    toCategory: to.category,
    pausedFrom: resumedAt(migration, ticket, to),
    fellBack,
    beforeMerge: null,
  }
}

function unaffectedBy({ from, to }: Migration, { workflow, status, mergedInto }: Ticket): 'migrated' | 'other-workflow' | null {
  const within = from.id === to.id && from.version === to.version
  const lacks = !to.statuses.has(status) || (mergedInto !== null && !to.statuses.has(mergedInto.before.status))
  if (workflow.id === to.id && workflow.version === to.version && !(within && lacks)) return 'migrated'
  return workflow.id !== from.id || workflow.version !== from.version ? 'other-workflow' : null
}

function reasonsAgainst(migration: Migration, ticket: Ticket, target: WorkflowStatus, now: Instant): readonly StrandedReason[] {
  const { from, to } = migration
  const [toStatus, toCategory] = [target.id, target.category]
  if (crossesTheEnd(ticket.category, toCategory))
    return [{ reason: isDone(toCategory) ? 'would-end' : 'would-return', toStatus, toCategory }]
  const after = underNewRules(ticket, changeTo(migration, ticket, target, false), ticket.updatedAt, ticket.version + 1)
  const facts = toStatus === ticket.status ? [] : factsMissing(to, after)
  const waiting = isPaused(after) ? newlyAgainst(factsAgainstResuming, now, [from, ticket], [to, after]) : null
  const ending = newlyAgainst(wayToClosed, now, [from, ticket], [to, after])
  const { handOver } = ticket
  return [
    ...(facts.length > 0 ? [{ reason: 'facts-missing', toStatus, facts } as const] : []),
    ...(waiting === null ? [] : [{ reason: 'cannot-resume', toStatus, facts: waiting } as const]),
    ...(ending === null ? [] : [{ reason: 'no-way-to-closed', toStatus, facts: ending } as const]),
    ...(handOver !== null && to.handOver === null ? [{ reason: 'hand-over-open', toTeam: handOver.to } as const] : []),
    ...timersLost(migration, ticket, after).map((timer) => ({ reason: 'timer-lost', timer }) as const),
  ]
}

/** The fewest facts that a ticket lacks for any way to where it would stand; none where tickets may be opened there. */
function factsMissing(to: Workflow, after: Ticket): readonly string[] {
  if (to.initial.some(({ id }) => id === after.status)) return []
  const lacking = to.transitions
    .filter((way) => way.to === after.status && way.from !== after.status)
    .map((way) => way.requires.filter((fact) => !fact.isPresent(after)).map(({ name }) => name))
  return (
    lacking.reduce<readonly string[] | null>(
      (fewest, names) => (fewest === null || names.length < fewest.length ? names : fewest),
      null,
    ) ?? []
  )
}

function isPaused({ category }: Ticket): boolean {
  return category === 'pending' || category === 'on-hold'
}

type Asked = (workflow: Workflow, ticket: Ticket, now: Instant, granted?: ReadonlySet<string>) => WayToClosed

/** The facts that stand in a ticket's way under the new workflow and did not under the old one; null where it can go on, or lacks nothing that it did not lack before. */
function newlyAgainst(
  asked: Asked,
  at: Instant,
  [from, before]: readonly [Workflow, Ticket],
  [to, after]: readonly [Workflow, Ticket],
): readonly string[] | null {
  const now = asked(to, after, at)
  if (now.facts?.length === 0) return null
  const then = asked(from, before, at)
  const granted = then.facts?.length === 0 ? nothing : then.anywhere
  const still = granted.size === 0 ? now : asked(to, after, at, granted)
  return still.facts?.length === 0 || then.facts === null ? null : (now.facts ?? [])
}

const nothing: ReadonlySet<string> = new Set()
const staff: readonly ActorKind[] = ['agent', 'bot', 'system']

/** What stands in the way of taking up a waiting ticket again, for staff or time. */
function factsAgainstResuming(
  workflow: Workflow,
  ticket: Ticket,
  now: Instant,
  granted: ReadonlySet<string> = nothing,
): WayToClosed {
  const target = defaultTarget(workflow, ticket, 'resume')
  const ways = target === null ? undefined : workflow.statuses.get(ticket.status)?.ways.get(target.id)
  const against = (ways ?? []).flatMap((way) =>
    passages(workflow, way, { ticket, moved: false }, { granted, now }, staff).map(({ facts }) => facts),
  )
  const fewest = against.reduce<readonly string[] | null>(
    (best, each) => (best === null || each.length < best.length ? each : best),
    null,
  )
  return { facts: fewest, anywhere: new Set(against.flat()) }
}

/** Steps of time that take a ticket further; reminders do not, and promises are kept under every workflow. */
const carrying = ['auto-close', 'pending-expiry', 'hand-over'] as const satisfies readonly TicketMoment[]

function timersLost({ from, to }: Migration, ticket: Ticket, after: Ticket): readonly TicketMoment[] {
  if (ticket.category !== after.category) return []
  const isLost = (moment: TicketMoment): boolean => {
    const was: Instant | null = momentAt(moment, from, ticket)
    return was !== null && momentAt(moment, to, after) === null
  }
  return carrying.filter((moment) => !(moment === 'hand-over' && to.handOver === null) && isLost(moment))
}
