import { compileConditions, type Predicate } from '@caseload/conditions'
import { parseDuration, parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { ticketFields } from '../ticket/condition-facts.ts'
import { analyseWorkflow } from './analyse-workflow.ts'
import { type StatusCategory, statusCategories } from './status-category.ts'
import type { TransitionGuard, Workflow } from './workflow.ts'
import type { StatusDocument, TransitionDocument, WorkflowDocument } from './workflow-document.ts'
import { workflowDocumentSchema } from './workflow-document-schema.ts'
import { workflowIssue as issue, type WorkflowIssue } from './workflow-issue.ts'

/**
 * Checks and analyses a workflow, once, before any ticket depends on it.
 *
 * @param document - Anything; a {@link WorkflowDocument} is wanted.
 * @returns The workflow ready for use, with what is worth knowing in `warnings`; or every error, in document order. {@link WorkflowIssue} lists the kinds. A document of the wrong shape is
 *   not analysed further.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileWorkflow, standardWorkflow } from '@caseload/lifecycle'
 *
 * orThrow(compileWorkflow(standardWorkflow)).defaults.get('pending') // => 'pending'
 * const trapped = { ...standardWorkflow, transitions: standardWorkflow.transitions.filter(({ from }) => !from.includes('pending')) }
 * compileWorkflow(trapped)._unsafeUnwrapErr().map(({ kind, witness }) => [kind, ...witness])
 * // => [['workflow/dead-end', 'pending'], ['workflow/no-way-to-closed', 'pending']]
 * ```
 */
export function compileWorkflow(document: unknown): Result<Workflow, readonly WorkflowIssue[]> {
  const parsed = parseInput(workflowDocumentSchema, document)
  if (parsed.isErr()) {
    return err(parsed.error.issues.map(({ path, expected, message }) => issue('malformed', path, [expected], message)))
  }
  const issues: WorkflowIssue[] = []
  const workflow = assemble(parsed.value, issues)
  const { errors, warnings } = analyseWorkflow(workflow)
  issues.push(...errors)
  return issues.length > 0 ? err(issues) : ok({ ...workflow, warnings })
}

function assemble(document: WorkflowDocument, issues: WorkflowIssue[]): Workflow {
  const statuses = new Map<string, StatusDocument>()
  for (const [index, status] of document.statuses.entries()) {
    if (statuses.has(status.id)) {
      issues.push(issue('duplicate-status', `statuses[${index}].id`, [status.id], `the status ${status.id} stands here twice`))
    } else statuses.set(status.id, status)
  }
  const known = (id: string, path: string): boolean => {
    if (statuses.has(id)) return true
    issues.push(issue('unknown-status', path, [id], `${path} names ${id}, which is no status of this workflow`))
    return false
  }
  for (const [index, id] of document.initial.entries()) known(id, `initial[${index}]`)
  if (document.resumesTo !== 'previous') known(document.resumesTo.status, 'resumesTo.status')
  for (const name of ['onRequesterReply', 'onAgentReply', 'onAssign'] as const) {
    for (const category of statusCategories) {
      const reaction = document[name][category]
      if (reaction?.do === 'move' && reaction.to !== undefined) known(reaction.to, `${name}.${category}.to`)
    }
  }
  return {
    document,
    id: document.id,
    version: document.version,
    statuses,
    defaults: defaultsOf(document, statuses, known, issues),
    transitions: transitionsOf(document, known, issues),
    reopenWindowMs: length(document, 'reopenWindow', issues),
    autoCloseAfterMs: length(document, 'autoCloseAfter', issues),
    pendingReminderAfterMs: length(document, 'pendingReminderAfter', issues),
    warnings: [],
  }
}

function defaultsOf(
  document: WorkflowDocument,
  statuses: ReadonlyMap<string, StatusDocument>,
  known: (id: string, path: string) => boolean,
  issues: WorkflowIssue[],
): ReadonlyMap<StatusCategory, string> {
  const defaults = new Map<StatusCategory, string>()
  const inUse = new Set([...statuses.values()].map(({ category }) => category))
  for (const category of statusCategories) {
    const path = `defaults.${category}`
    const id = document.defaults[category]
    if (id === undefined) {
      if (inUse.has(category)) {
        issues.push(
          issue('category-without-default', path, [category], `the category ${category} is in use and names no default status`),
        )
      }
    } else if (known(id, path)) {
      defaults.set(category, id)
      if (statuses.get(id)?.category !== category) {
        issues.push(issue('default-of-other-category', path, [id], `${id} is not in the category ${category}`))
      }
    }
  }
  return defaults
}

function transitionsOf(
  document: WorkflowDocument,
  known: (id: string, path: string) => boolean,
  issues: WorkflowIssue[],
): Workflow['transitions'] {
  const transitions = new Map<string, Map<string, TransitionGuard[]>>()
  const seen = new Set<string>()
  for (const [index, transition] of document.transitions.entries()) {
    const path = `transitions[${index}]`
    const guard = guardOf(transition, path, issues)
    const several = typeof transition.from !== 'string'
    const toKnown = known(transition.to, `${path}.to`)
    for (const [place, from] of (typeof transition.from === 'string' ? [transition.from] : transition.from).entries()) {
      const fromPath = several ? `${path}.from[${place}]` : `${path}.from`
      const { from: _, ...rest } = transition
      const identity = JSON.stringify([from, rest.to, rest.by, rest.roles, rest.when, rest.requires])
      if (seen.has(identity)) {
        issues.push(
          issue(
            'duplicate-transition',
            fromPath,
            [from, transition.to],
            `the way from ${from} to ${transition.to} stands here twice`,
          ),
        )
      }
      seen.add(identity)
      if (!known(from, fromPath) || !toKnown) continue
      const ways = transitions.get(from) ?? new Map<string, TransitionGuard[]>()
      transitions.set(from, ways)
      ways.set(transition.to, [...(ways.get(transition.to) ?? []), guard])
    }
  }
  return transitions
}

function guardOf(transition: TransitionDocument, path: string, issues: WorkflowIssue[]): TransitionGuard {
  let when: Predicate | null = null
  if (transition.when !== undefined) {
    const compiled = compileConditions(transition.when, ticketFields)
    if (compiled.isOk()) when = compiled.value
    else {
      for (const problem of compiled.error) {
        const where = problem.path === '' ? `${path}.when` : `${path}.when.${problem.path}`
        issues.push(issue('bad-condition', where, [problem.expected], `${where}: expected ${problem.expected}`))
      }
    }
  }
  for (const [index, field] of (transition.requires ?? []).entries()) {
    if (!Object.hasOwn(ticketFields, field)) {
      issues.push(issue('unknown-field', `${path}.requires[${index}]`, [field], `tickets have no field ${field}`))
    }
  }
  return { by: transition.by ?? null, roles: transition.roles ?? null, when, requires: transition.requires ?? [] }
}

function length(
  document: WorkflowDocument,
  name: 'reopenWindow' | 'autoCloseAfter' | 'pendingReminderAfter',
  issues: WorkflowIssue[],
): number | null {
  const text = document[name]
  if (text === null) return null
  const parsed = parseDuration(text)
  if (parsed.isOk()) return parsed.value
  issues.push(issue('bad-duration', name, [parsed.error.reason], `${name}: ${parsed.error.message}`))
  return null
}
