import type { Instant } from '@caseload/core'

/** What a requester says some time after a resolution: it works, works partly, does not work; or nobody was reached. */
export type CheckBackAnswer = 'works' | 'works-partly' | 'does-not-work' | 'not-reached'

/** Every {@link CheckBackAnswer}. */
export const checkBackAnswers = [
  'works',
  'works-partly',
  'does-not-work',
  'not-reached',
] as const satisfies readonly CheckBackAnswer[]

/** The desk is to ask the requester of a solved ticket whether the solution works. */
export interface PlannedCheckBack {
  /** Which attempt to reach them it will be, 1 for the first. */
  readonly attempt: number
  /** How often to try at most. */
  readonly attempts: number
  /** How to ask, the desk's own code. */
  readonly channel: string
  /** When to ask. */
  readonly dueAt: Instant
  /** The resolution it is about. */
  readonly resolvedAt: Instant
  /** Whether that moment has come: it is a task now. */
  readonly due: boolean
}

/** What a ticket knows of asking back. */
export interface CheckBackPart {
  /** The check-back that is still to be made; null where none is planned, it was answered, or the ticket came back. */
  readonly checkBack: PlannedCheckBack | null
}

/** A new ticket: nothing to ask about. */
export const noCheckBack: CheckBackPart = { checkBack: null }
