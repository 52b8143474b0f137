import type { Problem } from '@caseload/core'
import { compileMigration, type Migration, type MigrationDocument, type MigrationIssue, type Workflow } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { UnknownWorkflow } from '../plans/plan-rejections.ts'
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

/** The policies hold a workflow of this name, and not in this version. */
export interface UnknownWorkflowVersion extends Problem<'ticket/unknown-workflow-version'> {
  /** Which end of the migration names it. */
  readonly path: 'from' | 'to'
  /** The name. */
  readonly workflow: string
  /** The version asked for. */
  readonly version: number
  /** The versions there are, sorted. */
  readonly known: readonly number[]
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
 * @returns The migration; `ticket/unknown-workflow` where the policies hold no workflow of a name, `ticket/unknown-workflow-version` with those there are where they hold others of it, `planner/invalid-migration` with every issue of the mapping.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compilePolicies, migrationBetween, standardPolicies } from '@caseload/planner'
 *
 * const policies = orThrow(compilePolicies(standardPolicies))
 * const [from, to] = [{ id: 'standard', version: 1 }, { id: 'standard', version: 2 }]
 * migrationBetween(policies, { from, to, mapping: { schema: 1, statuses: {}, fallback: null } })._unsafeUnwrapErr().message
 * // => 'to: the policies hold no version 2 of the workflow standard, expected one of: 1'
 * ```
 */
export function migrationBetween(
  policies: Policies,
  { from, to, mapping }: MigrationInput,
): Result<Migration, UnknownWorkflow | UnknownWorkflowVersion | InvalidMigration> {
  const [old, next] = [exactly(policies, from, 'from'), exactly(policies, to, 'to')]
  if (old.isErr()) return err(old.error)
  if (next.isErr()) return err(next.error)
  return compileMigration(old.value, next.value, mapping).mapErr((issues) => ({
    kind: 'planner/invalid-migration',
    issues,
    message: `the mapping cannot be used: ${issues[0]?.message ?? ''}`,
  }))
}

function exactly(
  { workflowVersions }: Policies,
  { id, version }: WorkflowRef,
  path: 'from' | 'to',
): Result<Workflow, UnknownWorkflow | UnknownWorkflowVersion> {
  const found = workflowVersions.get(`${id}@${version}`)
  if (found !== undefined) return ok(found)
  const known = [...workflowVersions.values()].flatMap((each) => (each.id === id ? [each.version] : [])).sort((a, b) => a - b)
  if (known.length > 0) {
    const message = `${path}: the policies hold no version ${version} of the workflow ${id}, expected one of: ${known.join(', ')}`
    return err({ kind: 'ticket/unknown-workflow-version', path, workflow: id, version, known, message })
  }
  const names = [...new Set([...workflowVersions.values()].map((each) => each.id))].sort().join(', ')
  return err({
    kind: 'ticket/unknown-workflow',
    workflow: id,
    message: `${path}: the policies hold no workflow of this name, expected one of: ${names}`,
  })
}
