import type { Problem } from '@caseload/core'
import type { ResultAsync } from 'neverthrow'

/**
 * Where contacts wait that were accepted and not decided yet: a place of their own that works while the store does not.
 *
 * `fileSpool` of `@caseload/desk/file-spool` keeps them in a folder; a durable queue comes in through this port. What `append` has acknowledged must be there again after the
 * process was killed or the power was lost, whole and in the order of `append`, until `remove`.
 */
export interface ContactSpool {
  /** Opens it for this process alone. `spool/in-use` where another process has it, `spool/corrupt` where something acknowledged cannot be read. */
  open(): ResultAsync<OpenSpool, SpoolProblem>
}

/** A spool that this process has opened. */
export interface OpenSpool {
  /** What was acknowledged and not removed when it was opened, in the order of `append`. */
  readonly found: readonly SpoolPosition[]
  /** Takes a text in; durable when it resolves. Texts given at the same time share what making them durable costs. */
  append(text: string): ResultAsync<SpoolPosition, SpoolProblem>
  /** A text that waits. */
  read(position: SpoolPosition): ResultAsync<string, SpoolProblem>
  /** Forgets a text for good, so that nothing of it is left to read. After a crash it may be found once more. */
  remove(position: SpoolPosition): ResultAsync<void, SpoolProblem>
  /** Ends the use of it; what is under way finishes. Twice is once. */
  close(): ResultAsync<void, never>
}

/** Where a text stands; only its spool knows what it means. */
export type SpoolPosition = string

/** A spool could not do what was asked; what was being appended is not acknowledged. */
export interface SpoolProblem extends Problem<'spool/unavailable' | 'spool/in-use' | 'spool/corrupt' | 'spool/closed'> {
  /** What the system said; not enumerable. */
  readonly cause?: unknown
}

/**
 * A problem of a spool, for authors of spools.
 *
 * @param kind - `spool/unavailable`: now; `spool/in-use`: another process has it; `spool/corrupt`: something acknowledged cannot be read; `spool/closed`: by us.
 * @param message - For people, without content.
 * @param cause - What the system said; kept beside the problem, not in its JSON.
 *
 * @example
 * ```ts
 * import { spoolProblem } from '@caseload/desk'
 *
 * spoolProblem('spool/closed', 'the spool was closed').kind // => 'spool/closed'
 * ```
 */
export function spoolProblem(kind: SpoolProblem['kind'], message: string, cause?: unknown): SpoolProblem {
  const problem: SpoolProblem = { kind, message }
  if (cause !== undefined) Object.defineProperty(problem, 'cause', { value: cause, enumerable: false })
  return problem
}
