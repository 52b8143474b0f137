import type { ChecklistEvent } from './checklist-events.ts'
import type { ChecklistPart, StepState } from './checklist-part.ts'

/** A ticket's checklists after one more fact about them. Total: what names an unknown step changes nothing. */
export function evolveChecklists({ checklists }: ChecklistPart, event: ChecklistEvent): ChecklistPart {
  switch (event.type) {
    case 'checklist-started': {
      const { checklistId: id, template, steps } = event.data
      if (checklists.some((known) => known.id === id)) return { checklists }
      return { checklists: [...checklists, { id, template, steps: steps.map((step) => ({ ...step, state: 'open' })) }] }
    }
    case 'step-completed':
      return moved(checklists, event.data, 'done')
    case 'step-skipped':
      return moved(checklists, event.data, 'skipped')
  }
}

function moved(
  checklists: ChecklistPart['checklists'],
  { checklistId, stepId }: { readonly checklistId: string; readonly stepId: string },
  state: StepState,
): ChecklistPart {
  return {
    checklists: checklists.map((list) =>
      list.id === checklistId
        ? { ...list, steps: list.steps.map((step) => (step.id === stepId ? { ...step, state } : step)) }
        : list,
    ),
  }
}
