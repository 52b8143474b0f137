import type { Problem } from '@caseload/core'

/** What makes a mapping unusable. */
export type MigrationErrorKind =
  /** It does not have the documented shape; `witness`: what was expected. */
  | 'migration/malformed'
  /** Old and new are the same version of the same workflow, and the mapping names a status that it has, or neither a status nor a fallback; `witness`: the status, or the name of the workflow. */
  | 'migration/same-workflow'
  /** A status of the old workflow that the new one does not have and the mapping does not name; `witness`: the status. */
  | 'migration/unmapped'
  /** The mapping names a status that the old workflow does not have; `witness`: the status. */
  | 'migration/unknown-source'
  /** The mapping leads to a status that the new workflow does not have; `witness`: the status. */
  | 'migration/unknown-target'
  /** The fallback is of another category than `new` or `open`; `witness`: the status, its category. */
  | 'migration/wrong-fallback'

/** What has to be known of a mapping that can be used. */
export type MigrationWarningKind =
  /** A status goes to one of another category, so that clocks and reports see its tickets elsewhere from then on; `witness`: old status, its category, new status, its category. */
  | 'migration/category-changed'
  /** A status goes to one that would end its tickets, or bring them back: a change of rules does neither, so its tickets are stranded, unless they are closed: those go to the closed status of the new workflow; `witness` as above. */
  | 'migration/crosses-the-end'

/** Something about a mapping, and where. */
export interface MigrationIssue extends Problem<MigrationErrorKind | MigrationWarningKind> {
  /** `error`: the mapping cannot be used; `warning`: it can, and says something that is seldom meant. */
  readonly severity: 'error' | 'warning'
  /** Where in the mapping, e.g. `statuses.quote`; empty for the whole. */
  readonly path: string
  /** What proves it: names of statuses and categories; what they are is said at each kind. */
  readonly witness: readonly string[]
}
