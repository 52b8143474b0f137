/**
 * Where the tickets of one workflow go in another: a policy document, plain JSON. Which workflows it is between is said beside it; `compileMigration` checks it against both.
 */
export interface MigrationDocument {
  /** Version of this document's shape. */
  readonly schema: 1
  /**
   * Statuses of the new workflow by those of the old one. A status that both have stands for itself where it is absent; every other must be here. Between a version and itself, its statuses by those which it lacks, and in which tickets
   * stand all the same.
   */
  readonly statuses: Readonly<Record<string, string>>
  /**
   * Status of the new workflow, of category `new` or `open`, for tickets that would be stranded otherwise: whoever looks after it sees to them. A resolved ticket that takes this way is open again. Null: nothing is
   * applied while any would be stranded.
   */
  readonly fallback: string | null
}
