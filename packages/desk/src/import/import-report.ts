import type { CommandProblem } from '../problems.ts'

/** How an import is watched. */
export interface ImportOptions {
  /** Called after each commit with the number of rows taken from the input so far. */
  readonly onProgress?: (rows: number) => void
}

/** A row that was not taken over. */
export interface RejectedRow {
  /** Its place in the input, from 0. */
  readonly index: number
  /** Its key; null where it has none. */
  readonly key: string | null
  /** Why; for `input/invalid` the paths are those within the row. */
  readonly problem: CommandProblem
}

/** What an import came to: `rows` is the sum of the three others. */
export interface ImportReport {
  /** Rows in the input. */
  readonly rows: number
  /** Tickets taken over. */
  readonly imported: number
  /** Tickets that were there already. */
  readonly skipped: number
  /** Rows that were not taken over, in the order of the input. */
  readonly rejected: readonly RejectedRow[]
}
