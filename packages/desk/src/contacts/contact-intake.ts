import type { Instant, InvalidInput, Problem, TenantId } from '@caseload/core'
import type { ResultAsync } from 'neverthrow'
import type { Scope } from '../scope.ts'
import type { AcceptedContact, ContactToAccept, SpooledContact } from './contact-input.ts'
import type { QueuedContact } from './contact-queue.ts'
import type { SpoolProblem } from './contact-spool.ts'

/** More waits than may; nothing was taken in, and whoever has the contact keeps it and comes again. */
export interface Overloaded extends Problem<'desk/overloaded'> {
  /** `full`: so many wait; `spool`: it cannot be written to. */
  readonly reason: 'full' | 'spool'
  /** When to come again, in milliseconds: the `Retry-After` of an answer. */
  readonly retryAfterMs: number
}

/** One name, two contacts. */
export interface ContactIdReused extends Problem<'desk/contact-id-reused'> {
  /** The name. */
  readonly contactId: string
}

/** Why a contact was not accepted. */
export type AcceptProblem = InvalidInput | Overloaded | ContactIdReused | SpoolProblem

/** A contact that could not be decided and waits for somebody to look at it. */
export interface ParkedContact {
  /** Whose. */
  readonly tenant: string
  /** Which. */
  readonly contactId: string
  /** When it came in. */
  readonly receivedAt: Instant
  /** Why it could not be decided. */
  readonly problem: Problem
}

/** What waits. */
export interface ContactBacklog {
  /** How many wait to be decided. */
  readonly waiting: number
  /** How many of them go first. */
  readonly urgent: number
  /** Bytes that wait. */
  readonly bytes: number
  /** When the one that came in first did; null where none waits. */
  readonly oldest: Instant | null
  /** Those that could not be decided, by the time they came in. They are kept, and tried again after {@link ContactIntake.retry} or a restart. */
  readonly parked: readonly ParkedContact[]
}

/** A contact whose turn it is. */
export interface WaitingContact extends QueuedContact {
  /** Whose. */
  readonly tenant: TenantId
  /** Which. */
  readonly contactId: string
  /** When it came in. */
  readonly receivedAt: Instant
}

/**
 * Takes contacts in before anything is decided, whether or not the store can be reached. One process has it; a desk that is given it accepts through it and drains it.
 */
export interface ContactIntake {
  /**
   * Takes a contact in. `ok` means that it is on the disk and will be decided.
   *
   * @param scope - For whom and by whom, checked.
   * @param contact - The contact; checked as the desk would.
   */
  accept(scope: Scope, contact: ContactToAccept): ResultAsync<AcceptedContact, AcceptProblem>
  /** What waits. */
  backlog(): ContactBacklog
  /** Lets those that could not be decided have another turn; gives how many. */
  retry(): number
  /** Throws one away that could not be decided, by decision of a person; false where there is none of that name. */
  discard(tenant: string, contactId: string): ResultAsync<boolean, SpoolProblem>
  /** The contact whose turn it is, for who decides; null where there is none. */
  take(): WaitingContact | null
  /** What it says. */
  read(contact: WaitingContact): ResultAsync<SpooledContact, SpoolProblem>
  /** It was decided and can be forgotten. */
  settle(contact: WaitingContact): ResultAsync<void, SpoolProblem>
  /** It could not be decided now and has its turn again. */
  putBack(contact: WaitingContact): void
  /** It cannot be decided as things are. */
  park(contact: WaitingContact, problem: Problem): void
  /** Resolves when something may have come, after so long, or when the signal is aborted. */
  stirred(withinMs: number, signal?: AbortSignal): Promise<void>
  /** Ends the use of it; what was accepted stays. Twice is once. */
  close(): ResultAsync<void, never>
}
