import type { Refusal } from '../ticket-rejections.ts'

/** Another checklist of this name was started on the ticket. */
export interface ChecklistExists extends Refusal<'ticket/checklist-exists'> {
  /** Its name. */
  readonly checklistId: string
}
/** The ticket holds as many checklists as it can: 20. */
export interface TooManyChecklists extends Refusal<'ticket/too-many-checklists'> {
  /** How many it can hold. */
  readonly most: number
}
/** No such step of such a checklist is on the ticket. */
export interface NoSuchStep extends Refusal<'ticket/no-such-step'> {
  /** The checklist that was named. */
  readonly checklistId: string
  /** The step that was named. */
  readonly stepId: string
}
/** What is done cannot be skipped. */
export interface StepIsDone extends Refusal<'ticket/step-is-done'> {
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** Every way a checklist can say no. */
export type ChecklistRejection = ChecklistExists | TooManyChecklists | NoSuchStep | StepIsDone
