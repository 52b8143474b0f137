import type { Actor, InstantInput } from '@caseload/core'
import type { ContactInput } from '@caseload/customers'
import type { HistoryOpening } from '../history/history-row.ts'
import type { HistoryChange } from '../inputs/observed-change.ts'

/** A message of an imported ticket. */
export interface ImportedMessage {
  /** When it was written. */
  readonly at: InstantInput
  /** What sort of party wrote it. */
  readonly author: 'requester' | 'agent' | 'bot' | 'system'
  /** Its text; at most 150,000 characters. */
  readonly body: string
  /** Who recorded it; whoever imports where absent. */
  readonly actor?: Actor
  /** Whether the requester sees it; `public` where absent. */
  readonly visibility?: 'public' | 'internal'
  /** How it came or went; the ticket's channel where absent. */
  readonly channel?: string
  /** Whether a machine sent it unasked; false where absent. */
  readonly automatic?: boolean
}

/** A change of an imported ticket. */
export interface ImportedChange {
  /** When it happened. */
  readonly at: InstantInput
  /** What changed. */
  readonly change: HistoryChange
  /** Who did it; whoever imports where absent. */
  readonly actor?: Actor
}

/** A whole ticket of another system. `status` is the one it began in; where it stands now follows from `changes`. */
export interface ImportTicketRow extends HistoryOpening {
  /** Names the ticket in the other system: 1 to 200 characters, no personal data. The same name again is skipped. */
  readonly key: string
  /** When it was opened. */
  readonly openedAt: InstantInput
  /** Who asked, by what they can be recognised by: found, or made known. */
  readonly from?: ContactInput
  /** What stood above it; at most 500 characters. */
  readonly subject?: string
  /** What was said, in any order; at most 10,000. */
  readonly messages?: readonly ImportedMessage[]
  /** What changed, in any order; at most 10,000. */
  readonly changes?: readonly ImportedChange[]
}
