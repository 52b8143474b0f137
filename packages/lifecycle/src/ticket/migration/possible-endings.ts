import type { ActorKind } from '@caseload/core'
import { isDone } from '../../workflow/status-category.ts'
import type { Workflow, WorkflowReaction, WorkflowStatus } from '../../workflow/workflow.ts'
import { ticketCommandRules } from '../command-rules.ts'
import { type Ending, endingOf } from '../decide/ending.ts'
import type { MovingCommand } from '../decide/move.ts'
import { outcomes, type Ticket } from '../ticket.ts'

/** Stands for whichever code is given: no code looks like it. */
export const whicheverCode = '*'

const codes = [{}, { code: whicheverCode }] as const
const ends = [{}, ...outcomes.map((outcome) => ({ outcome }))] as const

/** Every way in which somebody can move a ticket by a command, as far as it makes a difference to how it ends. */
const commands: readonly MovingCommand[] = [
  { type: 'request-information', messageId: null },
  { type: 'hold' },
  { type: 'resume' },
  { type: 'reopen' },
  { type: 'close' },
  { type: 'mark-spam' },
  { type: 'reject-resolution' },
  { type: 'cancel' },
  ...outcomes.flatMap((outcome): readonly MovingCommand[] => (outcome === 'solved' ? [] : [{ type: 'cancel', outcome }])),
  ...codes.flatMap((code) => ends.map((end): MovingCommand => ({ type: 'resolve', ...code, ...end }))),
  ...codes.flatMap((code) => ends.map((end): MovingCommand => ({ type: 'change-status', toStatus: '', ...code, ...end }))),
]

/** How a ticket may have ended when somebody of these sorts has moved it to a status; empty where none of them can, whatever its ways say. */
export function possibleEndings(
  workflow: Workflow,
  ticket: Ticket,
  to: WorkflowStatus,
  kinds: readonly ActorKind[],
): readonly Ending[] {
  const found = new Map<string, Ending>()
  const add = (ending: Ending): void => {
    found.set(`${ending.outcome} ${ending.resolutionCode}`, ending)
  }
  for (const command of commands) {
    const { actors, from, to: leadsTo } = ticketCommandRules[command.type]
    const applies =
      from?.includes(ticket.category) && leadsTo?.includes(to.category) && actors.some((kind) => kinds.includes(kind))
    if (applies) add(endingOf(command, ticket, to))
  }
  const moves = (reaction: WorkflowReaction, by: readonly ActorKind[]): boolean =>
    reaction.do === 'move' && reaction.to.id === to.id && to.id !== ticket.status && by.some((kind) => kinds.includes(kind))
  const { onRequesterReply, onAgentReply, onAssign } = workflow
  const reacts =
    moves(onRequesterReply[ticket.category], ['requester']) ||
    moves(onAgentReply[ticket.category], ['agent', 'bot']) ||
    moves(onAssign[ticket.category], ticketCommandRules.assign.actors)
  if (reacts) {
    const { outcome, resolutionCode } = ticket
    add(isDone(to.category) ? { outcome: outcome ?? 'solved', resolutionCode } : { outcome: null, resolutionCode: null })
  }
  return [...found.values()]
}
