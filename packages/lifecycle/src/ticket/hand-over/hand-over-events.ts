import type { AgentId, DomainEvent, Instant, TeamId } from '@caseload/core'

/** A ticket was offered to another team. Whoever has it stays answerable until that team takes it. */
export interface HandOverOfferedData {
  /** Team that has it; null where none has. */
  readonly from: TeamId | null
  /** Agent who has it; null where nobody has. */
  readonly fromAgentId: AgentId | null
  /** Team it is offered to. */
  readonly to: TeamId
  /** Agent of that team it is meant for; null for whoever takes it. */
  readonly toAgentId: AgentId | null
  /** When an offer nobody takes comes back; null where it waits for ever. */
  readonly expiresAt: Instant | null
  /** How often it had come back before. */
  readonly returns: number
}

/** The team took it: from now on it is answerable. What moves with it follows as events of its own. */
export interface HandOverAcceptedData {
  /** Team that had it; null where none had. */
  readonly from: TeamId | null
  /** Team that took it. */
  readonly to: TeamId
  /** When it was offered. */
  readonly offeredAt: Instant
}

/** The team sent it back, or let the offer lapse. */
export interface HandOverReturnedData {
  /** Team that still has it; null where none has. */
  readonly from: TeamId | null
  /** Team that did not take it. */
  readonly to: TeamId
  /** Why, the desk's own code; `lapsed` where the team let it wait too long. */
  readonly reason: string
  /** How often it has come back now. */
  readonly returns: number
}

/** An offer was taken back, or lost its point. */
export interface HandOverWithdrawnData {
  /** Team it was offered to. */
  readonly to: TeamId
  /** Why: the desk's own code; `replaced` by another offer, `resolved` or `closed` where the ticket was answered meanwhile. */
  readonly reason: string
}

/** The ticket came back too often: it is decided above the teams. */
export interface HandOverEscalatedData {
  /** How often it came back. */
  readonly returns: number
  /** Team that decides, and has it from now on; null where the workflow names none and whoever has it keeps it. */
  readonly to: TeamId | null
}

/** {@inheritDoc HandOverOfferedData} */
export type HandOverOffered = DomainEvent<'hand-over-offered', HandOverOfferedData>
/** {@inheritDoc HandOverAcceptedData} */
export type HandOverAccepted = DomainEvent<'hand-over-accepted', HandOverAcceptedData>
/** {@inheritDoc HandOverReturnedData} */
export type HandOverReturned = DomainEvent<'hand-over-returned', HandOverReturnedData>
/** {@inheritDoc HandOverWithdrawnData} */
export type HandOverWithdrawn = DomainEvent<'hand-over-withdrawn', HandOverWithdrawnData>
/** {@inheritDoc HandOverEscalatedData} */
export type HandOverEscalated = DomainEvent<'hand-over-escalated', HandOverEscalatedData>

/** Facts about a hand-over. */
export type HandOverEvent = HandOverOffered | HandOverAccepted | HandOverReturned | HandOverWithdrawn | HandOverEscalated
