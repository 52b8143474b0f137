import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { ChecklistCommand, CompleteStep, SkipStep, StartChecklist } from './checklist-commands.ts'
import type { Checklist, ChecklistPart, ChecklistStep } from './checklist-part.ts'

/** Most checklists of a ticket. */
const mostChecklists = 20

/** What a command about checklists leads to. */
export function decideChecklist(situation: Situation, command: ChecklistCommand): Result<readonly TicketEvent[], Denial> {
  return command.type === 'start-checklist' ? start(situation, command) : move(situation, command)
}

/** Whether there is a step that a command would be granted for. */
export function hasStepFor({ checklists }: ChecklistPart, command: (CompleteStep | SkipStep)['type']): boolean {
  return checklists.some(({ steps }) => steps.some(({ state }) => command === 'complete-step' || state !== 'done'))
}

function start(situation: Situation, command: StartChecklist): Result<readonly TicketEvent[], Denial> {
  const { checklistId, template } = command
  const steps = command.steps.map(({ id, required }) => ({ id, required }))
  const { checklists } = situation.ticket
  const known = checklists.find(({ id }) => id === checklistId)
  if (known !== undefined) return isSame(known, command) ? ok([]) : err({ kind: 'ticket/checklist-exists', checklistId })
  if (checklists.length >= mostChecklists) return err({ kind: 'ticket/too-many-checklists', most: mostChecklists })
  return ok([happened(situation, 'checklist-started', { checklistId, template, steps })])
}

function isSame({ template, steps }: Checklist, wanted: StartChecklist): boolean {
  return (
    template?.id === wanted.template?.id &&
    template?.version === wanted.template?.version &&
    steps.length === wanted.steps.length &&
    steps.every(({ id, required }, index) => id === wanted.steps[index]?.id && required === wanted.steps[index]?.required)
  )
}

function move(
  situation: Situation,
  { type, checklistId, stepId }: CompleteStep | SkipStep,
): Result<readonly TicketEvent[], Denial> {
  const found = stepOf(situation.ticket, checklistId, stepId)
  if (found === null) return err({ kind: 'ticket/no-such-step', checklistId, stepId })
  if (type === 'complete-step')
    return ok(found.state === 'done' ? [] : [happened(situation, 'step-completed', { checklistId, stepId })])
  if (found.state === 'done') return err({ kind: 'ticket/step-is-done', checklistId, stepId })
  return ok(found.state === 'skipped' ? [] : [happened(situation, 'step-skipped', { checklistId, stepId })])
}

function stepOf({ checklists }: ChecklistPart, checklistId: string, stepId: string): ChecklistStep | null {
  return checklists.find(({ id }) => id === checklistId)?.steps.find(({ id }) => id === stepId) ?? null
}
