import { parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { isDone, type StatusCategory } from '../status-category.ts'
import type { Workflow, WorkflowStatus } from '../workflow.ts'
import type { Migration } from './migration.ts'
import type { MigrationDocument } from './migration-document.ts'
import { migrationDocumentSchema } from './migration-document-schema.ts'
import type { MigrationErrorKind, MigrationIssue, MigrationWarningKind } from './migration-issue.ts'

/**
 * Checks where the tickets of one workflow go in another before any of them is touched.
 *
 * Where both are the same version of the same workflow, it is for tickets in statuses which that version lacks: another version decided about them meanwhile, as after a roll-back. Only such statuses are mapped then.
 *
 * @param from - The workflow tickets come from.
 * @param to - The workflow they go to; another version of the same, another, or the very same.
 * @param document - Anything; a `MigrationDocument` is wanted.
 * @returns The migration, with every change of category among its warnings; or every error found, by path: see `MigrationErrorKind`.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileMigration, compileWorkflow, standardWorkflow } from '@caseload/lifecycle'
 *
 * const old = orThrow(compileWorkflow(standardWorkflow))
 * const renamed = JSON.parse(JSON.stringify(standardWorkflow).replaceAll('"on-hold"', '"waiting"').replaceAll('"category":"waiting"', '"category":"on-hold"').replaceAll('"waiting":"waiting"', '"on-hold":"waiting"'))
 * const next = orThrow(compileWorkflow({ ...renamed, version: 2 }))
 *
 * compileMigration(old, next, { schema: 1, statuses: {}, fallback: null })._unsafeUnwrapErr().map(({ kind, witness }) => [kind, ...witness])
 * // => [['migration/unmapped', 'on-hold']]
 * orThrow(compileMigration(old, next, { schema: 1, statuses: { 'on-hold': 'waiting' }, fallback: null })).warnings // => []
 * compileMigration(next, next, { schema: 1, statuses: { 'on-hold': 'waiting' }, fallback: null }).isOk() // => true
 * ```
 */
export function compileMigration(from: Workflow, to: Workflow, document: unknown): Result<Migration, readonly MigrationIssue[]> {
  const parsed = parseInput(migrationDocumentSchema, document)
  if (parsed.isErr())
    return err(
      parsed.error.issues.map(({ path, expected }) => error('migration/malformed', path, [expected], `expected ${expected}`)),
    )
  const errors: MigrationIssue[] = []
  const within = from.id === to.id && from.version === to.version
  const mapping = new Map(Object.entries(parsed.value.statuses).sort(byName))
  if (within && mapping.size === 0 && parsed.value.fallback === null)
    errors.push(
      issue(
        'migration/same-workflow',
        '',
        [from.id],
        `from and to: both are ${nameOf(from)}, so that statuses it lacks are expected to be mapped, or a fallback`,
      ),
    )
  for (const source of mapping.keys()) {
    if (within && from.statuses.has(source))
      errors.push(
        error(
          'migration/same-workflow',
          `statuses.${source}`,
          [source],
          `${nameOf(from)} has the status ${source}, and within it only those that it lacks are mapped`,
        ),
      )
    if (!within && !from.statuses.has(source))
      errors.push(error('migration/unknown-source', `statuses.${source}`, [source], `${nameOf(from)} has no status ${source}`))
  }
  const targets = new Map<string, WorkflowStatus>()
  for (const source of new Set([...from.statuses.keys(), ...(within ? mapping.keys() : [])])) {
    const named = mapping.get(source)
    const target = to.statuses.get(named ?? source)
    const path = `statuses.${source}`
    if (target !== undefined) targets.set(source, target)
    else if (named === undefined)
      errors.push(
        error(
          'migration/unmapped',
          path,
          [source],
          `${nameOf(to)} has no status ${source}, so that one of its own is expected here`,
        ),
      )
    else errors.push(error('migration/unknown-target', path, [named], `${nameOf(to)} has no status ${named}`))
  }
  const fallback = fallbackOf(parsed.value, to, errors)
  if (errors.length > 0) return err(errors.sort(byPath))
  return ok(Object.freeze({ document: parsed.value, from, to, targets, fallback, warnings: warningsOf(from, targets) }))
}

/** Whether going from one category to another would end a ticket, or bring it back: only a command does that. */
export function crossesTheEnd(from: StatusCategory, to: StatusCategory): boolean {
  return isDone(from) !== isDone(to) || (isDone(from) && from !== to)
}

function fallbackOf({ fallback }: MigrationDocument, to: Workflow, errors: MigrationIssue[]): WorkflowStatus | null {
  if (fallback === null) return null
  const status = to.statuses.get(fallback)
  if (status === undefined) {
    errors.push(error('migration/unknown-target', 'fallback', [fallback], `${nameOf(to)} has no status ${fallback}`))
    return null
  }
  if (status.category !== 'new' && status.category !== 'open')
    errors.push(
      error(
        'migration/wrong-fallback',
        'fallback',
        [fallback, status.category],
        `expected a status of category new or open, and ${fallback} is ${status.category}`,
      ),
    )
  return status
}

function warningsOf(from: Workflow, targets: ReadonlyMap<string, WorkflowStatus>): readonly MigrationIssue[] {
  const warnings = [...targets].flatMap(([source, target]): readonly MigrationIssue[] => {
    const category = from.statuses.get(source)?.category ?? target.category
    if (category === target.category) return []
    const crosses = crossesTheEnd(category, target.category)
    const kind: MigrationWarningKind = crosses ? 'migration/crosses-the-end' : 'migration/category-changed'
    const witness = [source, category, target.id, target.category]
    const path = `statuses.${source}`
    return [
      {
        kind,
        severity: 'warning',
        path,
        witness,
        message: `${path}: ${source} is ${category} and becomes ${target.id}, which is ${target.category}`,
      },
    ]
  })
  return warnings.sort(byPath)
}

function nameOf({ id, version }: Workflow): string {
  return `${id} version ${version}`
}

function error(kind: MigrationErrorKind, path: string, witness: readonly string[], what: string): MigrationIssue {
  return issue(kind, path, witness, `${path === '' ? 'the mapping' : path}: ${what}`)
}

function issue(kind: MigrationErrorKind, path: string, witness: readonly string[], message: string): MigrationIssue {
  return { kind, severity: 'error', path, witness, message }
}

function byPath(a: MigrationIssue, b: MigrationIssue): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}
