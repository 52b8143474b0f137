import type { TicketId } from '@caseload/core'
import { notClosed, people, type TicketCommandRule } from '../command-rule.ts'
import { type Check, type CommandShapes, isIdOf, need } from '../decide/property-checks.ts'

/**
 * Let another ticket go on for this one: moves it to the default closed status with the outcome `merged`. Whoever carries it out lets the survivor absorb it in the same step.
 */
export interface MergeInto {
  /** Discriminant. */
  readonly type: 'merge-into'
  /** The ticket that goes on. */
  readonly survivorId: TicketId
}

/** Take a merge back: the ticket stands as before. Whoever carries it out lets the survivor release it in the same step. */
export interface Unmerge {
  /** Discriminant. */
  readonly type: 'unmerge'
  /** How many messages were addressed to this ticket meanwhile; they stay with the survivor. */
  readonly messagesStaying: number
}

/** What can be done with merges. */
export type MergeCommand = MergeInto | Unmerge

/** Every command about merges. */
export const mergeCommandTypes = ['merge-into', 'unmerge'] as const satisfies readonly MergeCommand['type'][]

/** Who may give them and where they apply. */
export const mergeCommandRules: Readonly<Record<MergeCommand['type'], TicketCommandRule>> = {
  'merge-into': { actors: people, from: notClosed, to: null },
  unmerge: { actors: people, from: ['closed'], to: null },
}

const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0

/** Their properties. */
export const mergeCommandShapes: CommandShapes<MergeCommand['type']> = {
  'merge-into': [need('survivorId', isIdOf('tkt'), 'an identity tkt_…')],
  unmerge: [need('messagesStaying', isCount, 'a whole number from 0')],
}
