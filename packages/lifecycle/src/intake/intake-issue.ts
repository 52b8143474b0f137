import type { Problem } from '@caseload/core'

/** What makes an intake policy unusable. */
export type IntakeIssueKind =
  /** It does not have the documented shape; `witness`: what was expected. */
  | 'intake/malformed'
  /** Two rules have one name; `witness`: the name. */
  | 'intake/duplicate-name'
  /** A condition cannot be used; `witness`: the kind of what is wrong with it and what was expected. */
  | 'intake/condition'
  /** A length of time that is none, or depends on a calendar; `witness`: what was found. */
  | 'intake/duration'
  /** A rule that can never decide anything, since another before it takes everything it would take; `witness`: that other rule. */
  | 'intake/never-decides'

/** Something that is wrong with an intake policy, and where. */
export interface IntakeIssue extends Problem<IntakeIssueKind> {
  /** Where in the document, e.g. `notARequest[2].when`; empty for the whole. */
  readonly path: string
  /** What proves it; what it is is said at each kind. */
  readonly witness: readonly string[]
}
