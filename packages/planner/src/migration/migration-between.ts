import type { Problem } from '@caseload/core'
import { compileMigration, type Migration, type MigrationDocument, type MigrationIssue } from '@caseload/lifecycle'
import { err, type Result } from 'neverthrow'
import { type UnknownWorkflow, unknownWorkflow } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'

/** A version of a workflow, by name. */
export interface WorkflowRef {
  /** Name of the workflow. */
  readonly id: string
  /** Version of the workflow. */
  readonly version: number
}

/** Between which workflows tickets go, and where. */
export interface MigrationInput {
  /** The workflow tickets come from. */
  readonly from: WorkflowRef
  /** The workflow they go to. */
  readonly to: WorkflowRef
  /** Which status becomes which. */
  readonly mapping: MigrationDocument
}

/** The mapping cannot be used. */
export interface InvalidMigration extends Problem<'planner/invalid-migration'> {
  /** Everything that is wrong with it; never empty. */
  readonly issues: readonly MigrationIssue[]
}

/**
 * A migration between two workflows of a desk, made ready. Both have to stand in the policies, each by its exact version: the old one since its timers are to be found, the new one since it decides from then on.
 *
 * @param policies - What the desk decides by.
 * @param input - From where to where.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compilePolicies, migrationBetween, standardPolicies } from '@caseload/planner'
 *
 * const policies = orThrow(compilePolicies(standardPolicies))
 * const [from, to] = [{ id: 'standard', version: 1 }, { id: 'standard', version: 2 }]
 * migrationBetween(policies, { from, to, mapping: { schema: 1, statuses: {}, fallback: null } })._unsafeUnwrapErr().kind
 * // => 'ticket/unknown-workflow'
 * ```
 */
export function migrationBetween(
  { workflowVersions }: Policies,
  { from, to, mapping }: MigrationInput,
): Result<Migration, UnknownWorkflow | InvalidMigration> {
  const [old, next] = [from, to].map(({ id, version }) => workflowVersions.get(`${id}@${version}`))
  if (old === undefined) return err(unknownWorkflow(from.id))
  if (next === undefined) return err(unknownWorkflow(to.id))
  return compileMigration(old, next, mapping).mapErr((issues) => ({
    kind: 'planner/invalid-migration',
    issues,
    message: `the mapping cannot be used: ${issues[0]?.message ?? ''}`,
  }))
}
