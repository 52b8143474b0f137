import type { Workflow, WorkflowStatus } from '../workflow.ts'
import type { MigrationDocument } from './migration-document.ts'
import type { MigrationIssue } from './migration-issue.ts'

/** A mapping between two workflows made ready by `compileMigration`. Immutable. */
export interface Migration {
  /** What it was made from. */
  readonly document: MigrationDocument
  /** The workflow tickets come from. */
  readonly from: Workflow
  /** The workflow they go to. */
  readonly to: Workflow
  /** For each status of the old workflow the one of the new; between a version and itself also for those that it lacks and the mapping names. */
  readonly targets: ReadonlyMap<string, WorkflowStatus>
  /** Where stranded tickets go; null where they hold the migration up. */
  readonly fallback: WorkflowStatus | null
  /** What has to be known of it, by path. */
  readonly warnings: readonly MigrationIssue[]
}
