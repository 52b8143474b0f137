import { type StatusCategory, statusCategories } from '../status-category.ts'
import type { WorkflowStatus, WorkflowTransition } from '../workflow.ts'
import type { WorkflowDocument } from '../workflow-document.ts'
import type { Issues } from './issues.ts'

/** A status whose ways are still being found. */
export interface DraftStatus extends WorkflowStatus {
  /** Ways by where they end. */
  readonly ways: Map<string, WorkflowTransition[]>
}

/** Statuses by name; the second of a name is noted and left out. */
export function compileStatuses(document: WorkflowDocument, issues: Issues): ReadonlyMap<string, DraftStatus> {
  const statuses = new Map<string, DraftStatus>()
  for (const [index, status] of document.statuses.entries()) {
    if (statuses.has(status.id)) {
      issues.error('workflow/duplicate-status', `statuses[${index}].id`, [status.id], `there is another status ${status.id}`)
    } else statuses.set(status.id, { ...status, ways: new Map() })
  }
  return statuses
}

/** The status of a name; null, and noted, where there is none. */
export function namedStatus<Status>(
  statuses: ReadonlyMap<string, Status>,
  name: string,
  path: string,
  issues: Issues,
): Status | null {
  const status = statuses.get(name)
  if (status !== undefined) return status
  issues.error('workflow/unknown-status', path, [name], `there is no status ${name}`)
  return null
}

/** The default of each category in use. */
export function compileDefaults(
  document: WorkflowDocument,
  statuses: ReadonlyMap<string, DraftStatus>,
  issues: Issues,
): ReadonlyMap<StatusCategory, DraftStatus> {
  const defaults = new Map<StatusCategory, DraftStatus>()
  for (const category of statusCategories) {
    const members = [...statuses.values()].filter((status) => status.category === category).map(({ id }) => id)
    const name = document.defaults[category]
    const path = `defaults.${category}`
    if (name === undefined) {
      if (members.length > 0) issues.error('workflow/no-default', path, members, `expected one of: ${members.join(', ')}`)
      continue
    }
    const status = namedStatus(statuses, name, path, issues)
    if (status === null) continue
    if (status.category === category) defaults.set(category, status)
    else issues.error('workflow/wrong-default', path, [name, status.category], `${name} is of category ${status.category}`)
  }
  return defaults
}
