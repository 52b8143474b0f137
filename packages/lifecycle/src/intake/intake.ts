import type { Predicate } from '@caseload/conditions'
import type { AlikeFact, IntakeDocument } from './intake-document.ts'

/** A rule that ends a contact without a ticket, made ready. */
export interface IntakeRule {
  /** Name. */
  readonly id: string
  /** When it holds. */
  readonly when: Predicate
  /** The code it is recorded with. */
  readonly reason: string
}

/** A rule that finds an open ticket of the same requester, made ready. */
export interface SameRequesterRule {
  /** Name. */
  readonly id: string
  /** Which contacts it is for; null for all. */
  readonly when: Predicate | null
  /** How long before the contact something may have happened to the ticket. */
  readonly withinMs: number
  /** What both must have in common. */
  readonly alike: readonly AlikeFact[]
}

/** An intake policy made ready by `compileIntake`: checked and immutable. */
export interface Intake {
  /** What it was made from: a copy. */
  readonly document: IntakeDocument
  /** Name. */
  readonly id: string
  /** Version of the content. */
  readonly version: number
  /** Whose word counts for a number. */
  readonly numbersFrom: IntakeDocument['numbersFrom']
  /** When a contact without a reference belongs to an open ticket, in order. */
  readonly sameRequester: readonly SameRequesterRule[]
  /** What is no request, in order. */
  readonly notARequest: readonly IntakeRule[]
  /** What is answered at once, in order. */
  readonly answeredAtOnce: readonly IntakeRule[]
}
