import type { ConditionDocument } from '@caseload/conditions'

/** A rule that ends a contact without a ticket. */
export interface IntakeRuleDocument {
  /** Name, once in a document: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** When it holds: a condition over `intakeFields` and the desk's own fields that are not personal (`attributes.device`). */
  readonly when: ConditionDocument
  /** The code it is recorded with. */
  readonly reason: string
}

/** What a contact and a ticket can have in common. */
export type AlikeFact = 'channel' | 'kind' | 'topic'

/** A rule by which a contact without a reference belongs to an open ticket of the same requester. */
export interface SameRequesterDocument {
  /** Name, once in a document: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** Which contacts it is for: a condition over the same, where `matched` is `none`; all where absent. */
  readonly when?: ConditionDocument
  /** Something happened to the ticket at most so long before the contact came in: hours, minutes and seconds, e.g. `PT72H`. */
  readonly within: string
  /** What both must have in common; nothing where absent. */
  readonly alike?: readonly AlikeFact[]
}

/** How contacts are taken in: a policy document. */
export interface IntakeDocument {
  /** Version of the shape. */
  readonly schema: 1
  /** Name: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** Version of the content, from 1; each decision names it. */
  readonly version: number
  /** What people read. */
  readonly title?: string
  /**
   * Whose word counts for a ticket's number, which anybody can guess: `requester`, only of whoever the ticket is from; `anybody`. An identity, a token and a thread always count.
   */
  readonly numbersFrom: 'requester' | 'anybody'
  /** When a contact without a reference belongs to an open ticket of the same requester; the first rule that finds one counts. */
  readonly sameRequester: readonly SameRequesterDocument[]
  /** What is no request; the first rule that holds counts. */
  readonly notARequest: readonly IntakeRuleDocument[]
  /** What is answered at once, beside what is said to be; the first rule that holds counts, after those above. */
  readonly answeredAtOnce: readonly IntakeRuleDocument[]
}
