import type { DomainEvent } from '@caseload/core'
import type { Checklist, ChecklistStep } from './checklist-part.ts'

/** A checklist was begun. The wording of its steps is content. */
export interface ChecklistStartedData {
  /** Its name on this ticket. */
  readonly checklistId: string
  /** The template it was made from; null where it was made for this ticket. */
  readonly template: Checklist['template']
  /** Its steps, in order. */
  readonly steps: readonly Pick<ChecklistStep, 'id' | 'required'>[]
}

/** A step was done. */
export interface StepCompletedData {
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** A step was left out. Why is content. */
export interface StepSkippedData {
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** {@inheritDoc ChecklistStartedData} */
export type ChecklistStarted = DomainEvent<'checklist-started', ChecklistStartedData>
/** {@inheritDoc StepCompletedData} */
export type StepCompleted = DomainEvent<'step-completed', StepCompletedData>
/** {@inheritDoc StepSkippedData} */
export type StepSkipped = DomainEvent<'step-skipped', StepSkippedData>

/** A fact about a checklist. */
export type ChecklistEvent = ChecklistStarted | StepCompleted | StepSkipped
