import type { RowChange } from './tables.ts'

/** What to answer once the changes are stored, all of them or none. */
export interface Decision<Answer> {
  /** The answer. */
  readonly answer: Answer
  /** What has to be stored before it is given. */
  readonly changes: readonly RowChange[]
}
