import type { StoreAdmin } from '@caseload/storage'
import type { ResultAsync } from 'neverthrow'
import type { SpoolProblem } from './contacts/contact-spool.ts'
import type { DrainOptions, DrainReport } from './contacts/drain-contacts.ts'
import type { FollowHandler, FollowOptions, FollowReport, Lag } from './follow/follow-options.ts'
import type { NoIntake, QueryProblem } from './problems.ts'
import type { TenantDesk } from './tenant-desk.ts'
import type { RunTimersOptions, TimerReport } from './timers/timer-report.ts'

/** A service desk over one store; safe to use from many requests at once, and beside other processes on the same store. */
export interface Desk {
  /**
   * Binds a tenant. A name that is none gives `input/invalid` on each call of what is bound to it.
   *
   * @param tenant - 1 to 64 letters, digits or `. _ : ~ -`.
   */
  tenant(tenant: string): TenantDesk
  /**
   * Runs the steps that time takes and whose moment has come, in all tenants: closes tickets that stayed resolved, reminds requesters, finishes erasures. Call it every minute or so from
   * as many processes as you like; each timer is one worker's at a time.
   *
   * @param options - How many at most, and the worker's name.
   */
  runDueTimers(options?: RunTimersOptions): ResultAsync<TimerReport, QueryProblem>
  /**
   * Decides the contacts that were accepted, each exactly once: of one customer one after another in the order of acceptance, of all customers the urgent kinds first. While the store cannot be used they wait, and it is tried again
   * and again. Run it for as long as the desk runs, in the process that has the intake.
   *
   * @param options - When it ends, how many at once.
   * @returns What it came to, when the signal was aborted or nothing waits; `desk/no-intake`, `input/invalid`, or why it had to end.
   */
  drainContacts(options?: DrainOptions): ResultAsync<DrainReport, QueryProblem | SpoolProblem | NoIntake>
  /**
   * Follows everything that happens at all tenants: each event is given to the handler at least once, in order within its tenant, and what the handler gives back to be stored is committed
   * together with the new position, so exactly once. Any number of processes may follow under one name; each tenant is one process's at a time, and where a process dies another goes
   * on after `leaseMs`. Where a handler fails, its tenant pauses, each time longer, and the others go on.
   *
   * @param consumer - Name of the follower, whose position is kept in the store: a lower-case letter, then up to 39 lower-case letters, digits or `-`.
   * @param handler - Deals with a batch of events of one tenant.
   * @param options - When it ends, how many at once, what to do with an event that cannot be dealt with.
   * @returns What it came to, when the signal was aborted or nothing was left to do; `input/invalid`, or what the store could not do and waiting does not mend.
   */
  follow(consumer: string, handler: FollowHandler, options?: FollowOptions): ResultAsync<FollowReport, QueryProblem>
  /**
   * How far a follower is behind, whichever process runs it, or none: the tenants it has not caught up with, the furthest behind first.
   *
   * @param consumer - Name of the follower.
   * @param limit - At most so many tenants, 1 to 500; 100 where absent.
   */
  lag(consumer: string, limit?: number): ResultAsync<readonly Lag[], QueryProblem>
  /** The store's operations side: export, import, pruning, verification. */
  readonly admin: StoreAdmin
  /** Ends the use of the store; calls under way finish. Twice is once. */
  close(): ResultAsync<void, never>
}
