import type { AgentId, CustomerId, Instant, TeamId, TicketId } from '@caseload/core'
import type { Attributes, Outcome, Priority, StatusCategory } from '@caseload/lifecycle'

/**
 * What there is to know about one ticket at one instant, as one flat row: the population of every ticket metric.
 *
 * All times are elapsed milliseconds by the clock on the wall, nights and holidays included. A time *to* something is null until it happens; an
 * amount (time spent, a count) is 0 where there was none of it. "Done" means in a status of category `resolved` or `closed`.
 */
export interface TicketFacts {
  /** Identity. */
  readonly ticketId: TicketId
  /** Number people quote; null where the desk numbers nothing. */
  readonly number: number | null
  /** When it was opened. */
  readonly openedAt: Instant
  /** The instant the row speaks of: later events are not in it, and what still runs is counted up to here. */
  readonly asOf: Instant

  /** How it came in. */
  readonly channel: string
  /** Kind of request, last known. */
  readonly kind: string
  /** Who asks; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** Priority, last known. */
  readonly priority: Priority
  /** Priority it was opened with. */
  readonly firstPriority: Priority
  /** How much is affected, last known; null where nobody said. */
  readonly impact: string | null
  /** How soon it hurts, last known; null where nobody said. */
  readonly urgency: string | null
  /** What it is about, last known; null where nobody said. */
  readonly topic: string | null
  /** Labels, last known. */
  readonly tags: readonly string[]
  /** The desk's own fields, last known; a query names them like fields of the row. */
  readonly attributes: Attributes

  /** Status at `asOf`. */
  readonly status: string
  /** Category of that status, as it was when the ticket entered it. */
  readonly category: StatusCategory
  /** Whether it is not done at `asOf`. */
  readonly open: boolean
  /** Support line it started in, 1 being the first. */
  readonly firstLevel: number
  /** Support line at `asOf`. */
  readonly level: number
  /** Support lines it was in, in order, each change of line being one entry. */
  readonly levelPath: readonly number[]
  /** Team that had it first; null where none ever had. */
  readonly firstTeamId: TeamId | null
  /** Team that has it at `asOf`; null where none ever had. */
  readonly teamId: TeamId | null
  /** Teams that had it, in order, each hand-over being one entry. */
  readonly teamPath: readonly TeamId[]
  /** Agent who had it first; null where nobody ever had. */
  readonly firstAssigneeId: AgentId | null
  /** Agent who has it at `asOf`; null where nobody has. */
  readonly assigneeId: AgentId | null

  /**
   * Opening to the first act of an agent on it: an agent opens it in a category other than `new` (then 0), writes a message (not automatic, not the one they opened
   * it with), takes it themselves, or moves it to a category other than `new`. Being assigned by somebody else is no touch.
   */
  readonly firstTouchMs: number | null
  /** Opening to the first public message of an agent, automatic ones and the one an agent opened it with aside. */
  readonly firstReplyMs: number | null
  /** Opening to the first time it was done; closed without having been resolved counts. */
  readonly firstResolutionMs: number | null
  /** Opening to the last time it became done; null while it is open, even if it had been done before. */
  readonly fullResolutionMs: number | null
  /** When it last became done; null while it is open. */
  readonly resolvedAt: Instant | null
  /** When it last entered category `closed`; null while it is not in it. */
  readonly closedAt: Instant | null
  /** How it ended; null while it is open. */
  readonly outcome: Outcome | null
  /** The desk's code for the solution; null while it is open or has none. */
  readonly resolutionCode: string | null

  /** Opening to the last closing, or to `asOf` where it is not closed; the times in each status add up to it. */
  readonly lifetimeMs: number
  /** Time in `new`, `open` and `on-hold`: what the requester waited for the desk. */
  readonly requesterWaitMs: number
  /** Time in `new` and `open`: what the desk could have worked. */
  readonly agentWorkMs: number
  /** Time in `pending`: what the desk waited for the requester. */
  readonly agentWaitMs: number
  /** Time in `on-hold`: what the desk waited for a third party. */
  readonly onHoldMs: number
  /** Time in each status it was in; statuses it never was in are absent. The last closed time is not counted: it has no end. */
  readonly timeInStatusMs: Readonly<Record<string, number>>
  /** Time in each category it was in; the same total. */
  readonly timeInCategoryMs: Readonly<Partial<Record<StatusCategory, number>>>
  /** Instants at which it became open and done in turn, the opening first; an odd number of them while it is open. Empty where it was opened done. */
  readonly openIntervals: readonly Instant[]

  /** Events of its history. */
  readonly events: number
  /** Rows of an imported log among them. */
  readonly activities: number
  /** Changes of status. */
  readonly statusChanges: number
  /** Changes that the workflow would have refused. */
  readonly deviations: number
  /** Messages of every sort. */
  readonly messages: number
  /** Messages from the requester, automatic ones aside. */
  readonly requesterMessages: number
  /** Public messages of agents, automatic ones aside; the one an agent opened it with is among them. */
  readonly replies: number
  /** Internal messages. */
  readonly notes: number
  /** Times it became done. */
  readonly resolutions: number
  /** Times it came back from done. */
  readonly reopens: number
  /** Times it was given to an agent, after opening. */
  readonly assignments: number
  /** Times it went from one team to another. */
  readonly handovers: number
  /** Hand-overs back to the team that had handed it over: A → B → A counts one, A → B → A → B two. */
  readonly pingPongs: number
  /** Moves to a higher support line. */
  readonly escalations: number
  /** Moves to a lower support line. */
  readonly deescalations: number
  /** Different agents who acted on it or had it. */
  readonly distinctAgents: number
  /** Different teams that had it. */
  readonly distinctTeams: number

  /** Whether it came back at least once; null where it was never done. */
  readonly reopened: boolean | null
  /** Whether it is done after exactly one public message of an agent; null while it is open. Not the same as first contact resolution. */
  readonly oneTouch: boolean | null
  /** Whether more than one team had it. */
  readonly handedOver: boolean
  /** Whether it went back to a team that had handed it over. */
  readonly pingPonged: boolean
  /** Whether it ever moved to a higher support line. */
  readonly escalated: boolean
  /** Its {@link variantKey}: activities where its history comes from an imported log, else the statuses it was in. */
  readonly variant: string
}
