import type { AccessIssue, AccessIssueKind } from '../document/access-issue.ts'

/** Collects what is wrong while a document is compiled. */
export interface Issues {
  /** Notes one thing. */
  add(kind: AccessIssueKind, path: string, witness: readonly string[], what: string): void
  /** What was noted so far, in the order it was found. */
  all(): readonly AccessIssue[]
}

/** An empty collection. */
export function collectIssues(): Issues {
  const found: AccessIssue[] = []
  return {
    add: (kind, path, witness, what) => {
      found.push({ kind, path, witness, message: `${path === '' ? 'the document' : path}: ${what}` })
    },
    all: () => found,
  }
}
