import type { Instant } from '@caseload/core'
import { nobody, noneNeeded } from './carrier.ts'

/** Who there is: agents who are with the desk (whether at work just now or not) and teams that exist. Kept by the application, in its directory of people. */
export interface Roster {
  /** Agents (`agt_…`). */
  readonly agents: readonly string[]
  /** Teams (`team_…`). */
  readonly teams: readonly string[]
  /** Whether tickets of no team stand in a queue that everybody looks after; false where absent. */
  readonly commonQueue?: boolean
}

/**
 * Why nobody looks after a ticket: `agent-gone`: it is in the hands of somebody who is not with the desk; `team-removed`: it stands in the queue of a team that is no more; `unowned`: it has neither;
 * `timer-dead`: the same, and time should have taken a step with it that it did not take.
 */
export type NeglectReason = 'agent-gone' | 'team-removed' | 'unowned' | 'timer-dead'

/** What a ticket is carried by, as its index fields say. */
export interface Carried {
  /** Its carrier: an agent, a team, `nobody`, or `-` where it is closed. */
  readonly carrier: string
  /** The latest step time takes with it; 0 where it takes none. */
  readonly carriedUntil: number
}

/**
 * Whether a carrier looks after tickets: an agent or a team of the roster, the common queue, or none where none is needed.
 *
 * @param carrier - As {@link Carried} names it.
 * @param roster - Who there is.
 */
export function looksAfter(carrier: string, roster: Roster): boolean {
  if (carrier === noneNeeded) return true
  if (carrier === nobody) return roster.commonQueue === true
  return carrier.startsWith('agt_') ? roster.agents.includes(carrier) : roster.teams.includes(carrier)
}

/**
 * Why nobody looks after a ticket; null where somebody or something does: a present agent, the queue of a team that exists, or a step that time is still to take (a wake, a follow-up, the expiry of a
 * wait for the requester, the closing of what is resolved).
 *
 * An agent's ticket is not in the team's queue: where the agent is gone, the team does not see it.
 *
 * @param carried - What carries the ticket.
 * @param roster - Who there is.
 * @param now - The present, less what timers may be late by.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { neglectOf } from '@caseload/planner'
 *
 * const roster = { agents: ['agt_ada'], teams: ['team_network'] }
 * neglectOf({ carrier: 'agt_ada', carriedUntil: 0 }, roster, instant(1000)) // => null
 * neglectOf({ carrier: 'agt_bob', carriedUntil: 0 }, roster, instant(1000)) // => 'agent-gone'
 * neglectOf({ carrier: 'agt_bob', carriedUntil: 1001 }, roster, instant(1000)) // => null
 * neglectOf({ carrier: 'nobody', carriedUntil: 999 }, roster, instant(1000)) // => 'timer-dead'
 * ```
 */
export function neglectOf({ carrier, carriedUntil }: Carried, roster: Roster, now: Instant): NeglectReason | null {
  if (looksAfter(carrier, roster) || carriedUntil > now) return null
  if (carriedUntil > 0) return 'timer-dead'
  if (carrier === nobody) return 'unowned'
  return carrier.startsWith('agt_') ? 'agent-gone' : 'team-removed'
}
