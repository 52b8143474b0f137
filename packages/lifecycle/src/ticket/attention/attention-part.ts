import type { AgentId, CustomerId, Instant } from '@caseload/core'

/** Somebody who wants to hear of a ticket: an agent or a customer. */
export type WatcherId = AgentId | CustomerId

/** What a ticket knows of who looks at it, and when. */
export interface AttentionPart {
  /** Who wants to hear of it, sorted, each once. */
  readonly watchers: readonly WatcherId[]
  /** Until when it is put aside; null while it is not. The requester still waits. */
  readonly snoozedUntil: Instant | null
}

/** A new ticket: watched by nobody, not put aside. */
export const noAttention: AttentionPart = { watchers: [], snoozedUntil: null }
