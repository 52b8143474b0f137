/** How a step of a checklist stands: still to be done, done, or left out for a reason. */
export type StepState = 'open' | 'done' | 'skipped'

/** One step of a checklist on a ticket. Its wording is content. */
export interface ChecklistStep {
  /** Its name within the checklist. */
  readonly id: string
  /** Whether the ticket may be closed only after it is done or skipped. */
  readonly required: boolean
  /** How it stands. */
  readonly state: StepState
}

/** A checklist that was started on a ticket. */
export interface Checklist {
  /** Its name on this ticket. */
  readonly id: string
  /** The template it was made from, as it was then; null where it was made for this ticket. */
  readonly template: {
    /** Name of the template. */
    readonly id: string
    /** Version of the template. */
    readonly version: number
  } | null
  /** Its steps, in order. */
  readonly steps: readonly ChecklistStep[]
}

/** What a ticket knows of its checklists. */
export interface ChecklistPart {
  /** Checklists in the order they were started; at most 20. */
  readonly checklists: readonly Checklist[]
}

/** A required step that is still to be done. */
export interface StepOwed {
  /** Discriminant. */
  readonly owed: 'step'
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** A new ticket's checklists. */
export const noChecklists: ChecklistPart = { checklists: [] }

/** Required steps that are still to be done, in order. */
export function owedSteps({ checklists }: ChecklistPart): readonly StepOwed[] {
  if (checklists.length === 0) return none
  return checklists.flatMap(({ id: checklistId, steps }) =>
    steps.flatMap(({ id: stepId, required, state }) =>
      required && state === 'open' ? [{ owed: 'step' as const, checklistId, stepId }] : [],
    ),
  )
}

const none: readonly StepOwed[] = []
