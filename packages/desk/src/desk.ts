import type { StoreAdmin } from '@caseload/storage'
import type { ResultAsync } from 'neverthrow'
import type { QueryProblem } from './problems.ts'
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
  /** The store's operations side: export, import, pruning, verification. */
  readonly admin: StoreAdmin
  /** Ends the use of the store; calls under way finish. Twice is once. */
  close(): ResultAsync<void, never>
}
