import type { DomainEvent, Instant } from '@caseload/core'
import type { CheckBackAnswer } from './check-back-part.ts'

/** The desk is to ask the requester whether the solution works. */
export interface CheckBackScheduledData {
  /** Which attempt, 1 for the first. */
  readonly attempt: number
  /** How often to try at most. */
  readonly attempts: number
  /** How to ask, the desk's own code. */
  readonly channel: string
  /** When. */
  readonly dueAt: Instant
  /** The resolution it is about. */
  readonly resolvedAt: Instant
}

/** The moment to ask has come. */
export interface CheckBackDueData {
  /** Which attempt. */
  readonly attempt: number
  /** How to ask. */
  readonly channel: string
  /** The moment. */
  readonly dueAt: Instant
}

/** The requester was asked, or was to be asked and not reached. */
export interface CheckBackAnsweredData {
  /** What came of it. */
  readonly answer: CheckBackAnswer
  /** Which attempt it was. */
  readonly attempt: number
  /** How often to try at most. */
  readonly attempts: number
  /** How they were asked. */
  readonly channel: string
  /** The resolution it is about. */
  readonly resolvedAt: Instant
}

/** {@inheritDoc CheckBackScheduledData} */
export type CheckBackScheduled = DomainEvent<'check-back-scheduled', CheckBackScheduledData>
/** {@inheritDoc CheckBackDueData} */
export type CheckBackDue = DomainEvent<'check-back-due', CheckBackDueData>
/** {@inheritDoc CheckBackAnsweredData} */
export type CheckBackAnswered = DomainEvent<'check-back-answered', CheckBackAnsweredData>

/** Facts about check-backs. */
export type CheckBackEvent = CheckBackScheduled | CheckBackDue | CheckBackAnswered
