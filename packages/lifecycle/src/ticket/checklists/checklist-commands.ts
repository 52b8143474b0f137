import { notClosed, staff, type TicketCommandRule } from '../command-rule.ts'
import { anyLabel, type Check, type CommandShapes, isLabel, need, orNull } from '../decide/property-checks.ts'
import type { Checklist, ChecklistStep } from './checklist-part.ts'

/** Begin a checklist on a ticket. Nothing changes where the same one was started before. */
export interface StartChecklist {
  /** Discriminant. */
  readonly type: 'start-checklist'
  /** Its name on this ticket. */
  readonly checklistId: string
  /** The template it is made from; null where it is made for this ticket. */
  readonly template: Checklist['template']
  /** Its steps, 1 to 100, in order; every name once. */
  readonly steps: readonly Pick<ChecklistStep, 'id' | 'required'>[]
}

/** Say that a step is done; also one that was skipped. Nothing changes where it is done. */
export interface CompleteStep {
  /** Discriminant. */
  readonly type: 'complete-step'
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** Leave a step out. The reason is content; nothing changes where it is skipped. */
export interface SkipStep {
  /** Discriminant. */
  readonly type: 'skip-step'
  /** The checklist. */
  readonly checklistId: string
  /** The step. */
  readonly stepId: string
}

/** What can be done with checklists. */
export type ChecklistCommand = StartChecklist | CompleteStep | SkipStep

/** Every command about checklists. */
export const checklistCommandTypes = [
  'start-checklist',
  'complete-step',
  'skip-step',
] as const satisfies readonly ChecklistCommand['type'][]

/** Who may give them and where they apply. */
export const checklistCommandRules: Readonly<Record<ChecklistCommand['type'], TicketCommandRule>> = {
  'start-checklist': { actors: staff, from: notClosed, to: null },
  'complete-step': { actors: staff, from: notClosed, to: null },
  'skip-step': { actors: staff, from: notClosed, to: null },
}

/** Most steps of a checklist. */
export const mostSteps = 100

const isTemplate: Check = (value) =>
  isRecord(value) && isLabel(value['id']) && Number.isSafeInteger(value['version']) && Number(value['version']) >= 1
const isSteps: Check = (value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= mostSteps &&
  value.every((step) => isRecord(step) && isLabel(step['id']) && typeof step['required'] === 'boolean') &&
  new Set(value.map((step) => step.id)).size === value.length

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

const step = [need('checklistId', isLabel, anyLabel), need('stepId', isLabel, anyLabel)]

/** Their properties. */
export const checklistCommandShapes: CommandShapes<ChecklistCommand['type']> = {
  'start-checklist': [
    need('checklistId', isLabel, anyLabel),
    need('template', orNull(isTemplate), `the name (${anyLabel}) and version of a template, or null`),
    need('steps', isSteps, `1 to ${mostSteps} steps with a name of their own each (${anyLabel}), required or not`),
  ],
  'complete-step': step,
  'skip-step': step,
}
