import type { TenantId } from '@caseload/core'
import type { CommandProblem } from '../problems.ts'

/** How due timers are run. */
export interface RunTimersOptions {
  /** At most so many, from 1; 1,000 where absent. What is left stays due. */
  readonly limit?: number
  /** Name of the worker, for people who look into the store; `desk` where absent. */
  readonly worker?: string
}

/** One timer that did not do what it was set for. */
export interface TimerTrouble {
  /** Whose ticket or customer. */
  readonly tenant: TenantId
  /** Which timer: `auto-close`, `pending-reminder`, `sla` or `erase-customer`. */
  readonly queue: string
  /** The ticket or customer. */
  readonly id: string
  /** Why not. */
  readonly problem: CommandProblem
}

/** What running the due timers came to. Setting timers anew after other policies came into force is not counted: what is due by them then is run as well. */
export interface TimerReport {
  /** How many did what they were set for. */
  readonly acted: number
  /** How many had lost their reason and were settled without effect. */
  readonly withoutReason: number
  /** How many turned out to be due later and went back until then; those that policies in force cannot decide, since they hold no workflow of that name, for a quarter of an hour. */
  readonly postponed: number
  /** Those the workflow or the catalogue did not let act: settled. A closing, the end of a wait, and an incident that is to be resolved with its problem are tried again after whatever changes the ticket, and as time passes: when a condition that depends on it may come to hold, and anyway a quarter of an hour later, then after as long again, at most a day. */
  readonly refused: readonly TimerTrouble[]
  /** Those that failed; they come back when their lease ends, a minute later. */
  readonly failed: readonly TimerTrouble[]
}
