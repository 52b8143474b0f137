import type { Problem } from '@caseload/core'

/** What makes a declaration of fields unusable. */
export type TicketFieldsIssueKind =
  /** It does not have the documented shape; `witness`: what was expected. */
  | 'fields/malformed'
  /** A condition cannot be used; `witness`: what would have been accepted. */
  | 'fields/invalid-condition'
  /** A condition reads a personal field, whose values no condition sees; `witness`: the field that is read. */
  | 'fields/condition-reads-personal'
  /** Whether a field is required depends on the field itself; `witness`: the field. */
  | 'fields/requires-itself'
  /** A personal field would be indexed; `witness`: the field. */
  | 'fields/personal-index'
  /** More than 12 fields would be indexed; `witness`: those beyond, sorted. */
  | 'fields/too-many-indexed'

/** Something that is wrong with a declaration of fields, and where. */
export interface TicketFieldsIssue extends Problem<TicketFieldsIssueKind> {
  /** Where in the document, e.g. `device.requiredWhen.all[0]`; empty for the whole. */
  readonly path: string
  /** What proves it; what it is is said at each kind. */
  readonly witness: readonly string[]
}
