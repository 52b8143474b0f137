/** What became of one vector. */
export interface VectorOutcome {
  /** The vector's `id`. */
  readonly id: string
  /** `different`: a known difference, and our stated value came out. */
  readonly status: 'passed' | 'failed' | 'different' | 'unsupported'
  /** What the file expects. */
  readonly expected: unknown
  /** What came out; null where nothing did. */
  readonly actual: unknown
  /** Why it is unsupported, or why we differ; null otherwise. */
  readonly reason: string | null
}

/** What became of one file. */
export interface FileOutcome {
  /** Path below the folder. */
  readonly file: string
  /** Its schema; null where it names none. */
  readonly schema: string | null
  /** Each vector, in file order; empty for a schema that is not run. */
  readonly outcomes: readonly VectorOutcome[]
  /** Why the file was not run; null if it was. */
  readonly skipped: string | null
}

/** What a run of one vector gives: what is expected and what came out, or why it cannot be run. */
export type Run = { readonly expected: unknown; readonly actual: unknown } | { readonly unsupported: string }
