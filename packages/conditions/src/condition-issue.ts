import type { Problem } from '@caseload/core'

/** What is wrong with a condition, and where. */
export interface ConditionIssue extends Problem<
  | 'conditions/malformed' | 'conditions/unknown-field' | 'conditions/wrong-operator' | 'conditions/bad-value'
  | 'conditions/empty-range' | 'conditions/never-holds' | 'conditions/too-deep' | 'conditions/too-large'
> {
  /** Where in the document, e.g. `all[1].in[0]`; empty for the whole. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
}
