import { type ActorKind, addMs, type ExplanationValue, type Instant } from '@caseload/core'
import { isDone } from '../../workflow/status-category.ts'
import type { RequiredFact, Workflow, WorkflowStatus, WorkflowTransition } from '../../workflow/workflow.ts'
import { doneSince } from '../done-since.ts'
import { linkedBy } from '../links/link-part.ts'
import { openObligations } from '../obligations.ts'
import type { Ticket } from '../ticket.ts'
import { factsNamed } from '../ticket-fields.ts'
import type { FailedGuard, GuardFailed } from '../ticket-rejections.ts'
import { isUntold } from '../told/is-untold.ts'
import type { Denial } from './denial.ts'
import type { Ending } from './ending.ts'

/** Whom the guards of a way are asked about. */
export interface Party {
  /** What sort of party. */
  readonly kind: ActorKind
  /** Further roles. */
  readonly roles?: readonly string[]
}

/** A way a ticket might take. */
export interface Passage {
  /** The rules. */
  readonly workflow: Workflow
  /** The ticket where it stands. */
  readonly ticket: Ticket
  /** The ticket as guards see it: after what the command did before the move. */
  readonly facts: Ticket
  /** How it would end there, which guards see, too; null where the way ends nothing. */
  readonly ending: Ending | null
  /** Where to. */
  readonly to: WorkflowStatus
  /** Who takes it. */
  readonly party: Party
  /** When. */
  readonly at: Instant
}

/** Why a ticket may not take a way; null where it may. */
export function obstacle(passage: Passage): Denial | null {
  const ways = waysTo(passage)
  if (ways.length === 0) return { kind: 'ticket/no-transition', toStatus: passage.to.id }
  const late = obstacleOnEveryWay(passage)
  if (late !== null) return late
  for (const way of ways) if (isOpen(way, passage)) return null
  return closedWays(ways, passage)
}

/**
 * Which facts the command must still bring so that a ticket may take a way; null where it may not take it whatever is brought. A condition that reads a fact
 * which is still to come is taken to hold.
 */
export function missingFor(passage: Passage, bringable: readonly string[]): readonly string[] | null {
  if (obstacleOnEveryWay(passage) !== null) return null
  let best: readonly string[] | null = null
  for (const way of waysTo(passage)) {
    if (!isFor(way, passage.party)) continue
    const missing = missingOf(way, passage)
    if (!missing.every((name) => bringable.includes(name))) continue
    const judged = way.when === null || (missing.length > 0 && way.when.fields.some((name) => missing.includes(name)))
    if (!judged && !conditionHolds(way, passage)) continue
    if (missing.length === 0) return missing
    if (best === null || missing.length < best.length) best = missing
  }
  return best
}

/** What stands in a ticket's way whichever way there it takes; null where nothing does. */
export function obstacleOnEveryWay(passage: Passage): Denial | null {
  return tooLate(passage) ?? owing(passage) ?? orphaned(passage)
}

function waysTo({ workflow, ticket, to }: Passage): readonly WorkflowTransition[] {
  return workflow.statuses.get(ticket.status)?.ways.get(to.id) ?? none
}

const none: readonly WorkflowTransition[] = []
const nothing: readonly string[] = []

/** Coming back is a matter of time wherever it leads: from resolved and closed to what is not done, and from closed to resolved. */
function tooLate({ workflow, ticket, to, at }: Passage): Denial | null {
  const window = workflow.reopenWindowMs
  if (window === null || !isDone(ticket.category)) return null
  if (isDone(to.category) && !(ticket.category === 'closed' && to.category === 'resolved')) return null
  const since = doneSince(ticket)
  if (since === null) return null
  const allowedUntil = addMs(since, window)
  return at > allowedUntil ? { kind: 'ticket/reopen-window-passed', allowedUntil } : null
}

/** A ticket is not over while something is owed. */
function owing({ workflow, ticket, facts, ending, to }: Passage): Denial | null {
  if (to.category !== 'closed') return null
  const { outcome } = ending ?? facts
  const obligations = openObligations(facts, outcome)
  if (obligations.length > 0) return { kind: 'ticket/obligations-open', toStatus: to.id, obligations }
  return isUntold(workflow, ticket, outcome) ? { kind: 'ticket/not-told', toStatus: to.id } : null
}

/** An open child under a closed parent would be owed by nobody. */
function orphaned({ ticket, to }: Passage): Denial | null {
  if (!ticket.parentClosed || ticket.category !== 'closed' || to.category === 'closed') return null
  const [parentId] = linkedBy(ticket, 'child-of')
  return parentId === undefined ? null : { kind: 'ticket/parent-closed', parentId }
}

function isFor({ by, roles }: WorkflowTransition, party: Party): boolean {
  if (by !== null && !by.includes(party.kind)) return false
  return roles.length === 0 || (party.roles ?? []).some((role) => roles.includes(role))
}

function conditionHolds({ when }: WorkflowTransition, { facts, ending, at }: Passage): boolean {
  return when === null || when.matches(factsNamed(facts, when.fields, ending), at)
}

/** Names of the facts that a way wants and the ticket has not. */
function missingOf({ requires }: WorkflowTransition, { facts, ending }: Passage): readonly string[] {
  if (requires.length === 0) return nothing
  return requires.filter((fact) => !isPresent(fact, facts, ending)).map(({ name }) => name)
}

/** Whether a ticket has a fact, or would by how it ends. */
export function isPresent(fact: RequiredFact, facts: Ticket, ending: Ending | null): boolean {
  if (ending !== null && (fact.name === 'outcome' || fact.name === 'resolutionCode')) return ending[fact.name] !== null
  return fact.isPresent(facts)
}

function isOpen(way: WorkflowTransition, passage: Passage): boolean {
  return isFor(way, passage.party) && missingOf(way, passage).length === 0 && conditionHolds(way, passage)
}

function closedWays(
  ways: readonly WorkflowTransition[],
  passage: Passage,
): Omit<GuardFailed, 'command' | 'status' | 'allowedNow' | 'message'> {
  const failures = ways.map((way) => failedGuards(way, passage))
  const nearest = failures.reduce((best, each) => (each.length < best.length ? each : best))
  const alternatives = failures.filter((each) => each !== nearest)
  return { kind: 'ticket/guard-failed', toStatus: passage.to.id, failed: nearest, alternatives }
}

function failedGuards(way: WorkflowTransition, passage: Passage): readonly FailedGuard[] {
  const { facts, ending, party } = passage
  const failed: FailedGuard[] = []
  const roles = party.roles ?? []
  if (way.by !== null && !way.by.includes(party.kind)) failed.push({ guard: 'by', expected: way.by, found: [party.kind] })
  if (way.roles.length > 0 && !roles.some((role) => way.roles.includes(role))) {
    failed.push({ guard: 'roles', expected: way.roles, found: roles })
  }
  if (way.when !== null && !conditionHolds(way, passage)) {
    const values = factsNamed(facts, way.when.fields, ending)
    const found = way.when.fields.map((name) => (Object.hasOwn(values, name) ? plain(values[name]) : null))
    failed.push({ guard: 'when', expected: way.when.fields, found })
  }
  const missing = missingOf(way, passage)
  if (missing.length > 0) failed.push({ guard: 'requires', expected: missing, found: missing.map(() => null) })
  return failed
}

function plain(value: unknown): ExplanationValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null
}
