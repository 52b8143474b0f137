import type { Actor, InstantInput } from '@caseload/core'
import type { Attributes, Priority } from '@caseload/lifecycle'
import type { HistoryChange } from '../inputs/observed-change.ts'
import type { PersonalValues } from '../own-fields/personal-values.ts'

/** How a ticket begins that another system's log tells of. */
export interface HistoryOpening {
  /** Status it begins in: any of the workflow; its first initial one where absent. */
  readonly status?: string
  /** Kind of request; `incident` where absent. */
  readonly kind?: string
  /** How it came in; `import` where absent. */
  readonly channel?: string
  /** Number people quote, 1 to 999,999,999,999,999; none where absent. Later numbers of the desk's own stay above it. */
  readonly number?: number | null
  /** Who asks (`cus_…`); nobody known where absent. */
  readonly requesterId?: string | null
  /** Workflow by name; the default of the policies where absent. */
  readonly workflow?: string
  /** Priority; `normal` where absent. */
  readonly priority?: Priority
  /** How much is affected. */
  readonly impact?: string | null
  /** How soon it hurts. */
  readonly urgency?: string | null
  /** What it is about. */
  readonly topic?: string | null
  /** Support line, 1 to 9; 1 where absent. */
  readonly level?: number
  /** Team that has it (`team_…`). */
  readonly teamId?: string | null
  /** Agent who has it (`agt_…`). */
  readonly assigneeId?: string | null
  /** Labels. */
  readonly tags?: readonly string[]
  /** The desk's own fields; only names that the policies declare. */
  readonly attributes?: Attributes
  /** Values of the desk's personal fields, which may be free text; null for none. Content: only their names stand in events. */
  readonly personalFields?: PersonalValues
}

/** One row of another system's log. */
export interface HistoryRow {
  /** Names the row within the tenant: 1 to 110 letters, digits or `. _ : ~ -`. The same name again writes nothing. */
  readonly key: string
  /** When it happened, not later than now. One that lies before the ticket's last row counts as of the same moment. */
  readonly at: InstantInput
  /** Who did it; whoever imports where absent. */
  readonly actor?: Actor
  /** How the ticket begins, used where this row is its first. */
  readonly open?: HistoryOpening
  /** The row itself, kept as an `activity-recorded` event; none where absent. */
  readonly activity?: {
    /** The log's own name for what happened, as the log has it: 1 to 200 characters without `@`. It stands in an event, which is never erased: a column of free text does not belong here. */
    readonly code: string
    /** Further codes of the row, never personal data. */
    readonly attributes?: Attributes
  }
  /** What the row changed, in order; nothing where absent. */
  readonly changes?: readonly HistoryChange[]
}
