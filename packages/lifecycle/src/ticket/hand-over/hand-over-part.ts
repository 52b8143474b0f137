import type { ActorRef, AgentId, Instant, TeamId } from '@caseload/core'

/** A ticket offered to another team that has not taken it yet. Until it does, whoever has the ticket stays answerable. */
export interface OfferedHandOver {
  /** Team it is offered to. */
  readonly to: TeamId
  /** Agent of that team it is meant for; null for whoever takes it. */
  readonly assigneeId: AgentId | null
  /** Who offered it. */
  readonly by: ActorRef
  /** When. */
  readonly offeredAt: Instant
}

/** What a ticket knows of hand-overs. */
export interface HandOverPart {
  /** The offer that is open; null where none is. */
  readonly handOver: OfferedHandOver | null
  /** How often it came back since a team last took it or it was escalated. */
  readonly handOverReturns: number
}

/** A new ticket: offered to nobody. */
export const noHandOver: HandOverPart = { handOver: null, handOverReturns: 0 }
