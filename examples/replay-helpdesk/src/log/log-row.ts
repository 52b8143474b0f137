import type { Instant } from '@caseload/core'
import type { Attributes, Priority } from '@caseload/lifecycle'
import type { ActivityDocument } from '../mapping/mapping-document.ts'

/** A party named in a log, before it gets a pseudonym. */
export interface LogParty {
  /** The name as it stands. */
  readonly name: string
  /** The name with what tells apart people of one name. */
  readonly key: string
  /** Identity of a machine; null for a person. */
  readonly system: string | null
}

/** One row of a log that is fit to be replayed. */
export interface LogRow {
  /** Line of the file it ends on, the header being 1. */
  readonly line: number
  /** Identity of the case, fit for an id. */
  readonly caseToken: string
  /** When it happened. */
  readonly at: Instant
  /** The log's own name of the activity. */
  readonly code: string
  /** What the mapping says of the activity. */
  readonly activity: ActivityDocument
  /** Who wrote it; null where the log says nothing of it. */
  readonly actor: LogParty | null
  /** Who has the ticket: `unsaid` where the log has no column for it, null where the column is empty. */
  readonly assignee: LogParty | null | 'unsaid'
  /** Team that has the ticket, fit for an id; null where the log says nothing of it. */
  readonly teamToken: string | null
  /** The team as the log calls it; null where the log says nothing of it. */
  readonly team: string | null
  /** Support line. */
  readonly level: number
  /** Priority; null where the log says nothing of it. */
  readonly priority: Priority | null
  /** Impact; null where the log says nothing of it. */
  readonly impact: string | null
  /** Topic; null where the log says nothing of it. */
  readonly topic: string | null
  /** Attributes of the ticket. */
  readonly ofTicket: Attributes
  /** Attributes of this row alone. */
  readonly ofActivity: Attributes
}
