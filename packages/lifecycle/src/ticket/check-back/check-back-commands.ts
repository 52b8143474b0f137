import { staff, type TicketCommandRule } from '../command-rule.ts'
import { type CommandShapes, isCode, may, need, shortCode } from '../decide/property-checks.ts'
import { type CheckBackAnswer, checkBackAnswers } from './check-back-part.ts'

/** Say what came of asking the requester whether the solution works. `does-not-work` takes the ticket up again. */
export interface RecordCheckBack {
  /** Discriminant. */
  readonly type: 'record-check-back'
  /** What the requester said, or that nobody was reached. */
  readonly answer: CheckBackAnswer
  /** How they were asked; as planned where absent. */
  readonly channel?: string
}

/** Commands about check-backs. */
export type CheckBackCommand = RecordCheckBack

/** Every command about check-backs. */
export const checkBackCommandTypes = ['record-check-back'] as const satisfies readonly CheckBackCommand['type'][]

/** Who may give them and where they apply: a ticket that is closed meanwhile is asked about all the same. */
export const checkBackCommandRules: Readonly<Record<CheckBackCommand['type'], TicketCommandRule>> = {
  'record-check-back': { actors: staff, from: ['resolved', 'closed'], to: null },
}

/** Their properties. */
export const checkBackCommandShapes: CommandShapes<CheckBackCommand['type']> = {
  'record-check-back': [
    need('answer', (value) => checkBackAnswers.some((answer) => answer === value), `one of: ${checkBackAnswers.join(', ')}`),
    may('channel', isCode, shortCode),
  ],
}
