import type { DomainEvent, Instant, TicketId } from '@caseload/core'
import type { CycleEnding, EscalationAction, GoalOutcome } from '@caseload/sla'

/** Which run of which clock of which ticket. */
export interface ClockRef {
  /** The ticket. */
  readonly ticketId: TicketId
  /** The clock. */
  readonly clock: string
  /** Its cycle, 1 for the first. */
  readonly cycle: number
}

/** A policy came into force for a ticket, with the versions that count from now on. */
export interface SlaAppliedData {
  /** The ticket. */
  readonly ticketId: TicketId
  /** Id of the document. */
  readonly document: string
  /** Version of the document. */
  readonly version: number
  /** The policy; null where none matches. */
  readonly policy: string | null
  /** Version of each calendar that its running clocks count in, by name; null where a calendar has none. */
  readonly calendars: Readonly<Record<string, string | null>>
}

/** A goal came to have another time while its clock ran. */
export interface SlaRetargetedData extends ClockRef {
  /** Which goal. */
  readonly goal: string
  /** The time it had; null where it had no deadline. */
  readonly fromMs: number | null
  /** The time it has; null where it has no deadline any more. */
  readonly toMs: number | null
}

/** A clock did what it was for. */
export interface SlaFulfilledData extends ClockRef {
  /** Time used, in the clock's own time. */
  readonly elapsedMs: number
  /** What became of each goal. */
  readonly goals: Readonly<Record<string, GoalOutcome>>
}

/** A clock ended without having done what it was for. */
export interface SlaCancelledData extends SlaFulfilledData {
  /** How. */
  readonly ending: Exclude<CycleEnding, 'fulfilled'>
}

/** A goal was missed. The event's `at` says when that was noticed. */
export interface SlaBreachedData extends ClockRef {
  /** Which goal. */
  readonly goal: string
  /** The deadline, which is the instant it was missed. */
  readonly dueAt: Instant
  /** Version of the document in force; null where none was. */
  readonly version: number | null
  /** Version of the calendar in force; null around the clock. */
  readonly calendarVersion: string | null
}

/** A recorded miss turned out otherwise; nothing recorded is changed. */
export interface SlaCorrectedData extends ClockRef {
  /** Which goal. */
  readonly goal: string
  /** What was recorded. */
  readonly recordedAt: Instant
  /** What is so; null where the goal was not missed. */
  readonly breachedAt: Instant | null
}

/** A warning or an escalation came due and was carried out. The event's `at` says when, `dueAt` when it was to be. */
export interface SlaStepReachedData extends ClockRef {
  /** Which goal. */
  readonly goal: string
  /** The step. */
  readonly step: string
  /** When it was to happen. */
  readonly dueAt: Instant
  /** The goal's deadline. */
  readonly deadline: Instant
  /** What it asked for. Whoever is to be told reads it here. */
  readonly actions: readonly EscalationAction[]
  /** What of it could not be done, by kind of action, with the reason's kind; nothing changed for these. */
  readonly refused: Readonly<Record<string, string>>
}

/** {@inheritDoc SlaAppliedData} */
export type SlaApplied = DomainEvent<'sla-applied', SlaAppliedData>
/** {@inheritDoc SlaRetargetedData} */
export type SlaRetargeted = DomainEvent<'sla-retargeted', SlaRetargetedData>
/** {@inheritDoc SlaFulfilledData} */
export type SlaFulfilled = DomainEvent<'sla-fulfilled', SlaFulfilledData>
/** {@inheritDoc SlaCancelledData} */
export type SlaCancelled = DomainEvent<'sla-cancelled', SlaCancelledData>
/** {@inheritDoc SlaBreachedData} */
export type SlaBreached = DomainEvent<'sla-breached', SlaBreachedData>
/** {@inheritDoc SlaCorrectedData} */
export type SlaCorrected = DomainEvent<'sla-corrected', SlaCorrectedData>
/** {@inheritDoc SlaStepReachedData} */
export type SlaStepReached = DomainEvent<'sla-step-reached', SlaStepReachedData>

/** Facts about a ticket's clocks, in a stream of their own (`sla_` and the ticket's token). When clocks start, pause and resume follows from the ticket's own events and is not told again. */
export type SlaEvent = SlaApplied | SlaRetargeted | SlaFulfilled | SlaCancelled | SlaBreached | SlaCorrected | SlaStepReached
