/**
 * Where tokens for new identities come from.
 *
 * Each call gives a token never given before, of `[A-Za-z0-9._:~-]{1,120}`. The usual source gives monotonic ULIDs, so that
 * identities sort by the time they were made; nothing in Caseload depends on that order.
 */
export interface IdSource {
  /** The next unused token. */
  next(): string
}
