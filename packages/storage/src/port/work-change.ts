import type { JournalCursor } from './journal-read.ts'
import type { Payload } from './json-text.ts'

/** One change of the work that waits in a store. */
export type WorkChange<Body = Payload> = ScheduleWork<Body> | CancelWork | SettleWork | AdvanceFollower

/** Makes an item due at an instant; an item of that queue and identity is replaced, and whoever holds its lease loses it. */
export interface ScheduleWork<Body = Payload> {
  /** Schedule or move. */
  readonly op: 'schedule'
  /** Queue: a lower-case letter, then up to 39 lower-case letters, digits or `-`. */
  readonly queue: string
  /** Identity within the queue. */
  readonly id: string
  /** When it becomes claimable, epoch milliseconds; equal counts. */
  readonly dueAt: number
  /** What whoever claims it is told; no personal data. */
  readonly payload: Body
}

/** Takes an item away; nothing happens where there is none. */
export interface CancelWork {
  /** Cancel. */
  readonly op: 'cancel'
  /** Queue. */
  readonly queue: string
  /** Identity within the queue. */
  readonly id: string
}

/** Says that this commit is the effect of a claimed item, which goes away with it. */
export interface SettleWork {
  /** Settle. */
  readonly op: 'settle'
  /** Token of the claim; a lost lease is `storage/fenced` and nothing of the commit happens. */
  readonly token: string
}

/** Says that this commit is the effect of having read the journal up to a position; the lease ends with it. */
export interface AdvanceFollower {
  /** Advance. */
  readonly op: 'advance'
  /** Token of the claim; a lost lease is `storage/fenced` and nothing of the commit happens. */
  readonly token: string
  /** Up to where, e.g. {@link JournalPage.next}. */
  readonly to: JournalCursor
}
