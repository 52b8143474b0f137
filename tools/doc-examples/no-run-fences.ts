/** A fence that is compiled but not executed, and why. */
export interface NoRunFence {
  /** Path of the document, from the root. */
  readonly file: string
  /** Heading or documented symbol it stands under. */
  readonly subject: string
  /** What it needs that a test run does not have. */
  readonly reason: string
}

/** Every fence marked `no-run`. A fence that is marked and not listed fails the tests, and so does a line without its fence. */
export const noRunFences: readonly NoRunFence[] = [
  { file: 'packages/storage-mysql/README.md', subject: 'Example', reason: 'needs a MariaDB server' },
  { file: 'packages/storage-postgres/README.md', subject: 'Example', reason: 'needs a PostgreSQL server' },
]
