/** A length of time, such as `PT4H`. `P1D` is refused: a day of support is no fixed length. */
export type DurationGoal = string

/** So many working days of the calendar, or a length of time that is stretched to the end of the day's work. */
export interface DaysGoal {
  /** Working days to add to the start; 0 is the day of the start, or the next one with an opening. Exactly one of `workingDays` and `duration`. */
  readonly workingDays?: number
  /** A length of time, such as `PT4H`, in the clock's own time. */
  readonly duration?: string
  /**
   * `same-time` (where absent) ends at the time of day it started; `end-of-working-day` when the day's last opening closes, also after a pause; `end-of-working-day-once` reckons that closing at
   * the start only, and pauses move it by their own length.
   */
  readonly until?: 'same-time' | 'end-of-working-day' | 'end-of-working-day-once'
}

/** A goal looked up by one fact, such as the priority. */
export interface GoalTable {
  /** Name of a declared text or enum field. */
  readonly by: string
  /** The goal for each value. */
  readonly of: Readonly<Record<string, DurationGoal | DaysGoal>>
  /** The goal for every other value and for a missing fact; without it such tickets have none. */
  readonly otherwise?: DurationGoal | DaysGoal
}

/** How much time a clock has. Null measures without a promise. */
export type GoalValue = DurationGoal | DaysGoal | GoalTable | null

/** When a step is due: at a share of the goal, or some time before or after the deadline. */
export type StepMoment =
  | {
      /** Share of the goal used up: 1 to 100; 100 is the deadline. */
      readonly percent: number
    }
  | {
      /** How long before the deadline, such as `PT15M`. */
      readonly before: string
      /** `clock` (where absent) counts in the clock's own time, `elapsed` around the clock. */
      readonly counted?: 'clock' | 'elapsed'
    }
  | {
      /** How long after the deadline. */
      readonly after: string
      /** `clock` (where absent) counts in the clock's own time, pauses left out; `elapsed` counts around the clock, also while it stands still. */
      readonly counted?: 'clock' | 'elapsed'
    }

/** What an escalation asks the application to do. */
export type EscalationAction =
  | {
      /** Tell somebody. */
      readonly do: 'notify'
      /** A role, team or agent, by the application's own code. */
      readonly who: string
    }
  | {
      /** Raise the priority. */
      readonly do: 'raise-priority'
      /** To this priority; one step up where absent. */
      readonly to?: string
    }
  | {
      /** Give it to another team. */
      readonly do: 'reassign'
      /** The team. */
      readonly team: string
    }
  | {
      /** Move it to another level of support. */
      readonly do: 'change-level'
      /** The level. */
      readonly level: number
    }

/** A warning, or with actions an escalation. Each happens once in a cycle. */
export interface StepDocument {
  /** Its name, once in a goal; `breach` names the deadline itself and is taken. */
  readonly id: string
  /** When. */
  readonly at: StepMoment
  /** What to do; a step without actions only warns. */
  readonly actions?: readonly EscalationAction[]
}

/** A further goal of the same clock, such as an internal one below the promise. */
export interface GoalDocument {
  /** Its name, once in a target; `main` is the target's own goal. */
  readonly id: string
  /** How much time. */
  readonly goal: GoalValue
  /** Warnings and escalations. */
  readonly steps?: readonly StepDocument[]
}

/** What one policy promises on one clock. */
export interface TargetDocument {
  /** The main goal. */
  readonly goal: GoalValue
  /** Warnings and escalations of the main goal. */
  readonly steps?: readonly StepDocument[]
  /** Calendar of this clock; the policy's where absent, around the clock where null. */
  readonly calendar?: string | null
  /** Further goals of the same clock. */
  readonly goals?: readonly GoalDocument[]
}
