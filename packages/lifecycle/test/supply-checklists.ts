import type { ChecklistCommand, Ticket } from '../src/index.ts'

/** Commands about every step of a ticket, and about one it does not have. */
export function supplyChecklists(type: ChecklistCommand['type'], ticket: Ticket | null): readonly ChecklistCommand[] {
  if (type === 'start-checklist') {
    return [{ type, checklistId: 'fresh', template: { id: 'onboarding', version: 1 }, steps: [{ id: 'one', required: true }] }]
  }
  const steps = (ticket?.checklists ?? []).flatMap(({ id, steps: own }) => own.map((step) => [id, step.id] as const))
  return [...steps, ['none', 'none'] as const].map(([checklistId, stepId]) => ({ type, checklistId, stepId }))
}
