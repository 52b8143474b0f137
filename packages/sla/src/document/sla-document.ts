import type { ConditionDocument, Fields } from '@caseload/conditions'
import type { ClockDocument } from './clock-document.ts'
import type { DaysGoal, DurationGoal, GoalTable, TargetDocument } from './goal-document.ts'

/**
 * What a changed goal means for a clock that is running. A result that is met or missed already never changes, except under `latest-for-all`.
 *
 * `from-start`: the new goal counts from the original start, and is breached no earlier than the change. `proportional`: the share of time left stays the same; of a clock that is
 * overdrawn none is left. `restart`: the whole new goal counts from the change; one where there was none, from the start. `latest-for-all`: the ticket's whole history is measured
 * again by the newest goal and calendar. A goal that another version or policy gives the same time in the same calendar is no other goal: its deadline stays, and of the steps the new
 * ones count.
 */
export type RetargetMode = 'from-start' | 'proportional' | 'restart' | 'latest-for-all'

/** One policy: for which tickets, in whose hours, how soon. */
export interface SlaPolicyDocument {
  /** Its name, once in a document. */
  readonly id: string
  /** What people read. */
  readonly title?: string
  /** For which tickets; for all where absent. The first policy that matches counts. Conditions on the present instant (`within`) are refused: they would change unseen. */
  readonly when?: ConditionDocument
  /** Name of the calendar its time is counted in; around the clock where absent or null. */
  readonly calendar?: string | null
  /** What a changed goal does to a running clock; `from-start` where absent. Of the policy that comes into force. */
  readonly onChange?: RetargetMode
  /** The promise on each clock, by the clock's name. */
  readonly targets: Readonly<Record<string, DurationGoal | DaysGoal | GoalTable | TargetDocument>>
}

/**
 * Service-level policies as data.
 *
 * A field named `team`, `category`, `status` or `owner` is filled in from the signals when it is declared, so that conditions and goal tables may ask for it.
 */
export interface SlaDocument {
  /** Version of this form. */
  readonly schema: 1
  /** Name of the set of policies. */
  readonly id: string
  /** Version of its content, 1 or more; results say by which version they were made. */
  readonly version: number
  /** What people read. */
  readonly title?: string
  /** From when on this version counts, ISO 8601 with an offset; from ever where absent. Open tickets change over at that instant; of the first version, too, before which nothing is promised. */
  readonly effectiveFrom?: string
  /** The facts conditions speak of; none where absent. */
  readonly fields?: Fields
  /** Clocks beside the standard ones, or in their place. */
  readonly clocks?: Readonly<Record<string, ClockDocument>>
  /** The policies, most special first. */
  readonly policies: readonly SlaPolicyDocument[]
}
