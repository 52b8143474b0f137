import type { Facts, Predicate } from '@caseload/conditions'
import { type ActorKind, actorKinds, type Instant } from '@caseload/core'
import { isDone } from '../../workflow/status-category.ts'
import type { Workflow, WorkflowStatus, WorkflowTransition } from '../../workflow/workflow.ts'
import { type Ending, endingAt } from '../decide/ending.ts'
import { isPresent } from '../decide/passage.ts'
import type { Ticket } from '../ticket.ts'
import { factsNamed } from '../ticket-fields.ts'
import { possibleEndings, whicheverCode } from './possible-endings.ts'

/** What stands between a ticket and its end. */
export interface WayToClosed {
  /** Names of the facts on the way with the fewest that stand in it: missing, or such that a condition does not hold; empty where nothing does. Null where no way leads there, whatever is known. */
  readonly facts: readonly string[] | null
  /** Every fact that stands in any way from where the ticket is; of a ticket that is free to go, those that were looked at. */
  readonly anywhere: ReadonlySet<string>
}

/**
 * Whether a ticket as it stands can be brought to a closed status, way by way, and what is in the way.
 *
 * Of a way are asked its facts and its condition, as the ticket has them now. Somebody is taken to have the roles it wants; a way for requesters only is none for a ticket without one. What the moves themselves bring (the end and its
 * code, the instants of moves, whether the requester was told) is taken to be there where it is due, and a condition that reads it to hold; one that depends on time holds where it does now or will once. What is owed (steps, approvals, children) is for people to do and not
 * for ways.
 *
 * @param workflow - The rules.
 * @param ticket - The ticket, in a status of theirs; not mutated.
 * @param now - From when on it is asked.
 * @param granted - Facts that count as there although the ticket lacks them, and conditions over them as met.
 */
export function wayToClosed(
  workflow: Workflow,
  ticket: Ticket,
  now: Instant,
  granted: ReadonlySet<string> = new Set(),
): WayToClosed {
  const start: Place = { ticket, moved: false, facts: [] }
  const places = new Map([[keyOf(start), start]])
  const settled = new Set<string>()
  const anywhere = new Set<string>()
  let end: readonly string[] | null = null
  for (let place = nearest(places, settled); place !== null; place = nearest(places, settled)) {
    settled.add(keyOf(place))
    if (place.ticket.category === 'closed') {
      if (place.facts.length === 0) return { facts: none, anywhere }
      end ??= place.facts
      continue
    }
    const ways = [...(workflow.statuses.get(place.ticket.status)?.ways.values() ?? [])].flat()
    for (const way of ways) {
      for (const { to, ending, facts } of passages(workflow, way, place, { granted, now })) {
        for (const name of facts) anywhere.add(name)
        const whole = facts.length === 0 ? place.facts : [...new Set([...place.facts, ...facts])]
        const key = keyAt(to.id, true, ending)
        const before = places.get(key)
        if (before !== undefined && before.facts.length <= whole.length) continue
        places.set(key, { ticket: at(place.ticket, to, ending), moved: true, facts: whole })
      }
    }
  }
  return { facts: end === null ? null : [...end].sort(), anywhere }
}

const none: readonly string[] = []

/** Where a ticket may come to be, whether it was moved there, and what stood in the way. */
interface Place {
  readonly ticket: Ticket
  readonly moved: boolean
  readonly facts: readonly string[]
}

function keyOf({ ticket, moved }: Place): string {
  return keyAt(ticket.status, moved, ticket)
}

function keyAt(status: string, moved: boolean, { outcome, resolutionCode }: Ending): string {
  return `${status} ${moved} ${outcome} ${resolutionCode}`
}

/** The place with the fewest facts in its way that was not looked at yet; of several, one at the end. */
function nearest(places: ReadonlyMap<string, Place>, settled: ReadonlySet<string>): Place | null {
  let best: Place | null = null
  for (const [key, place] of places) {
    if (settled.has(key)) continue
    const fewer = best === null ? -1 : place.facts.length - best.facts.length
    if (fewer < 0 || (fewer === 0 && place.ticket.category === 'closed')) best = place
  }
  return best
}

/** A way that is taken, and what stands in it. */
export interface PassageAgainst {
  /** Where it leads. */
  readonly to: WorkflowStatus
  /** How the ticket ends there. */
  readonly ending: Ending
  /** Names of the facts in the way; empty where it is open. */
  readonly facts: readonly string[]
}

/** What is asked of ways. */
export interface Asked {
  /** Facts that count as there. */
  readonly granted: ReadonlySet<string>
  /** From when on. */
  readonly now: Instant
}

/** Every way in which somebody of these sorts can take one way, whatever stands in it; empty where nobody can. */
export function passages(
  workflow: Workflow,
  way: WorkflowTransition,
  { ticket, moved }: Pick<Place, 'ticket' | 'moved'>,
  { granted, now }: Asked,
  parties: readonly ActorKind[] = actorKinds,
): readonly PassageAgainst[] {
  const to = workflow.statuses.get(way.to)
  if (to === undefined) return []
  const by = (way.by ?? actorKinds).filter(
    (kind) => parties.includes(kind) && (kind !== 'requester' || ticket.requesterId !== null),
  )
  const comes = (name: string): boolean =>
    granted.has(name) || (moved && (ofMoves.has(name) || (isDone(ticket.category) && ofEnd.has(name))))
  return possibleEndings(workflow, ticket, to, by).flatMap((ending) => {
    const same = ending.outcome === ticket.outcome && ending.resolutionCode === ticket.resolutionCode
    if (to.id === ticket.status && same) return []
    return [{ to, ending, facts: factsAgainst(way, ticket, endingAt(to, ending), { comes, now }) }]
  })
}

function at(ticket: Ticket, { id: status, category }: WorkflowStatus, { outcome, resolutionCode }: Ending): Ticket {
  const resolvedAt = isDone(category) ? (ticket.resolvedAt ?? ticket.updatedAt) : null
  return { ...ticket, status, category, outcome, resolutionCode, resolvedAt }
}

function factsAgainst(
  { requires, when }: WorkflowTransition,
  ticket: Ticket,
  ending: Ending | null,
  { comes, now }: { readonly comes: (name: string) => boolean; readonly now: Instant },
): readonly string[] {
  const missing = requires.filter((fact) => !comes(fact.name) && !isPresent(fact, ticket, ending)).map(({ name }) => name)
  if (when === null || when.fields.some((name) => comes(name) || missing.includes(name))) return missing
  const code = ending?.resolutionCode ?? ticket.resolutionCode
  if (code === whicheverCode && when.fields.includes('resolutionCode')) return missing
  if (holdsOnce(when, factsNamed(ticket, when.fields, ending), now)) return missing
  return [...new Set([...missing, ...when.fields])]
}

/** Whether a condition holds now, or will at some time although no fact changes. */
function holdsOnce(when: Predicate, facts: Facts, now: Instant): boolean {
  for (let at: Instant | null = now; at !== null; at = when.changesAfter(facts, at)) if (when.matches(facts, at)) return true
  return false
}

const ofEnd = new Set(['resolvedAt', 'toldAt', 'toldBy', 'confirmation'])
const ofMoves = new Set(['statusSince', 'updatedAt', 'pausedFrom', 'reopenCount'])
