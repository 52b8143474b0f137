import type { WorkflowErrorKind, WorkflowIssue, WorkflowWarningKind } from '../workflow-issue.ts'

/** Collects what is wrong while a document is compiled. */
export interface Issues {
  /** Notes something that makes the document unusable. */
  error(kind: WorkflowErrorKind, path: string, witness: readonly string[], what: string): void
  /** Notes something that looks like a mistake. */
  warn(kind: WorkflowWarningKind, path: string, witness: readonly string[], what: string): void
  /** What was noted so far, sorted by path and kind. */
  all(severity: WorkflowIssue['severity']): readonly WorkflowIssue[]
}

/** An empty collection. */
export function collectIssues(): Issues {
  const found: WorkflowIssue[] = []
  const add = (issue: Omit<WorkflowIssue, 'message'>, what: string): void => {
    found.push({ ...issue, message: `${issue.path === '' ? 'the workflow' : issue.path}: ${what}` })
  }
  return {
    error: (kind, path, witness, what) => add({ kind, severity: 'error', path, witness }, what),
    warn: (kind, path, witness, what) => add({ kind, severity: 'warning', path, witness }, what),
    all: (severity) => found.filter((issue) => issue.severity === severity).sort(byPlace),
  }
}

function byPlace(a: WorkflowIssue, b: WorkflowIssue): number {
  return order(a.path, b.path) || order(a.kind, b.kind) || order(a.witness.join(), b.witness.join())
}

function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
