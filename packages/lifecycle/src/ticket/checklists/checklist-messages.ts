import type { Wording } from '../wording.ts'
import type { ChecklistEvent } from './checklist-events.ts'
import type { ChecklistRejection } from './checklist-rejections.ts'

/** English wording of refusals and events of checklists. */
export const checklistMessages: Wording<ChecklistRejection, ChecklistEvent> = {
  'ticket/checklist-exists': '{command} refused: another checklist {checklistId} was started on the ticket',
  'ticket/too-many-checklists': '{command} refused: a ticket holds at most {most} checklists',
  'ticket/no-such-step': '{command} refused: the ticket has no step {stepId} of a checklist {checklistId}',
  'ticket/step-is-done': '{command} refused: step {stepId} of {checklistId} is done',
  'lifecycle/checklist-started': 'checklist {checklistId} started',
  'lifecycle/step-completed': 'step {stepId} of {checklistId} done',
  'lifecycle/step-skipped': 'step {stepId} of {checklistId} skipped',
}
