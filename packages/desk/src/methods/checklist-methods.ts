import type { InvalidInput } from '@caseload/core'
import type { Checklist, ChecklistStep } from '@caseload/lifecycle'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { labelField, remarkField, textField } from '../inputs/fields.ts'
import type { Scope } from '../scope.ts'
import { type TicketMethod, ticketMethod } from '../ticket-commands.ts'

/** A checklist to begin on a ticket. */
export interface StartChecklistInput {
  /** Its name on this ticket, like those of its steps: 1 to 64 letters, digits or `. _ : / ~ -`. */
  readonly checklistId: string
  /** The template it is made from; none where absent. */
  readonly template?: NonNullable<Checklist['template']>
  /** Its steps, 1 to 100, in order; every name once. */
  readonly steps: readonly ChecklistStepInput[]
}

/** A step to be done. */
export interface ChecklistStepInput extends Pick<ChecklistStep, 'id' | 'required'> {
  /** What people read; 1 to 500 characters. Content, not history. */
  readonly title: string
}

/** A step of a checklist. */
export interface StepInput {
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** A step to leave out, and why. */
export interface SkipStepInput extends StepInput {
  /** Why, for staff; 1 to 5,000 characters. Content, not history. */
  readonly reason: string
}

/** What can be done with checklists. */
export interface ChecklistMethods {
  /** Begins a checklist on a ticket; the ticket cannot be closed as solved before its required steps are done or skipped. */
  readonly startChecklist: TicketMethod<StartChecklistInput>
  /** Says that a step is done. */
  readonly completeStep: TicketMethod<StepInput>
  /** Leaves a step out, and says why. */
  readonly skipStep: TicketMethod<SkipStepInput>
}

const stepShape = { checklistId: labelField, stepId: labelField }

const startChecklistSchema = z.strictObject({
  checklistId: labelField,
  template: z.exactOptional(z.strictObject({ id: labelField, version: z.int().min(1) })),
  steps: z
    .array(z.strictObject({ id: labelField, required: z.boolean(), title: textField(500) }))
    .min(1)
    .max(100),
})
const stepSchema = z.strictObject(stepShape)
const skipStepSchema = z.strictObject({ ...stepShape, reason: remarkField })

/** The methods about checklists, bound to an actor. */
export function checklistMethods(engine: Engine, scope: Result<Scope, InvalidInput>): ChecklistMethods {
  return {
    startChecklist: ticketMethod(engine, scope, startChecklistSchema, ({ template = null, checklistId, steps }) => ({
      command: { type: 'start-checklist', checklistId, template, steps: steps.map(({ id, required }) => ({ id, required })) },
      wording: Object.fromEntries(steps.map(({ id, title }) => [id, title])),
    })),
    completeStep: ticketMethod(engine, scope, stepSchema, (input) => ({ command: { type: 'complete-step', ...input } })),
    skipStep: ticketMethod(engine, scope, skipStepSchema, ({ reason, ...input }) => ({
      command: { type: 'skip-step', ...input },
      remark: { command: 'skip-step', text: reason },
    })),
  }
}
