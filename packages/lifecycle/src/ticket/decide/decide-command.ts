import { err, type Result } from 'neverthrow'
import type { Workflow } from '../../workflow/workflow.ts'
import { decideApproval } from '../approvals/decide-approval.ts'
import { decideAttention } from '../attention/decide-attention.ts'
import { decideCheckBack } from '../check-back/decide-check-back.ts'
import { decideChecklist } from '../checklists/decide-checklist.ts'
import { ticketCommandRules } from '../command-rules.ts'
import { decideHandOver } from '../hand-over/decide-hand-over.ts'
import { decideLabel } from '../label/decide-label.ts'
import { decideLink } from '../links/decide-link.ts'
import { decideMerge } from '../merge/decide-merge.ts'
import { decidePromises } from '../promise/decide-promises.ts'
import { decideSplit } from '../split/decide-split.ts'
import type { Ticket } from '../ticket.ts'
import type { OpenTicket, TicketCommand } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { decideTold } from '../told/decide-told.ts'
import { decideWork } from '../work/decide-work.ts'
import { malformed } from './command-shape.ts'
import type { Denial } from './denial.ts'
import { decideNote, decideReceiveReply, decideReply, decideRequestInformation } from './messages.ts'
import { decideMove } from './move.ts'
import { decideOpening } from './opening.ts'
import { decideAssign, decideEscalate, decideTransfer, decideUnassign } from './ownership.ts'
import { decideClassify, decidePrioritise } from './particulars.ts'
import { type Mode, type Situation, situationOf, type TicketContext } from './situation.ts'

/** What a command leads to in a mode; or why not, in the fewest words. */
export function decideCommand(
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  context: TicketContext,
  mode: Mode,
): Result<readonly TicketEvent[], Denial> {
  if (!Object.hasOwn(ticketCommandRules, command.type)) {
    return err({
      kind: 'ticket/invalid-command',
      path: 'type',
      expected: `one of: ${Object.keys(ticketCommandRules).join(', ')}`,
    })
  }
  const { actors, from } = ticketCommandRules[command.type]
  if (ticket === null && from !== null) return err({ kind: 'ticket/not-opened' })
  if (ticket !== null && from === null) return err({ kind: 'ticket/already-opened' })
  if (mode.enforced && !actors.includes(context.actor.kind))
    return err({ kind: 'ticket/actor-not-allowed', allowedActors: actors })
  const into = ticket?.mergedInto ?? null
  if (mode.enforced && into !== null && command.type !== 'unmerge') return err({ kind: 'ticket/merged', into: into.ticketId })
  if (mode.enforced && ticket !== null && from !== null && !from.includes(ticket.category)) {
    return err({ kind: 'ticket/not-in-this-category', category: ticket.category })
  }
  const bad = malformed(command)
  if (bad !== null) return err(bad)
  if (command.type === 'open') return decideOpening(workflow, command, context, mode.enforced)
  if (ticket === null) return err({ kind: 'ticket/not-opened' })
  return decideOpened(situationOf(workflow, ticket, context, mode), command)
}

function decideOpened(situation: Situation, command: Exclude<TicketCommand, OpenTicket>): Result<readonly TicketEvent[], Denial> {
  switch (command.type) {
    case 'classify':
      return decideClassify(situation, command)
    case 'prioritise':
      return decidePrioritise(situation, command)
    case 'assign':
      return decideAssign(situation, command)
    case 'unassign':
      return decideUnassign(situation)
    case 'transfer':
      return decideTransfer(situation, command)
    case 'escalate':
      return decideEscalate(situation, command)
    case 'reply':
      return decideReply(situation, command)
    case 'note':
      return decideNote(situation, command)
    case 'receive-reply':
      return decideReceiveReply(situation, command)
    case 'request-information':
      return decideRequestInformation(situation, command)
    case 'start-checklist':
    case 'complete-step':
    case 'skip-step':
      return decideChecklist(situation, command)
    case 'request-approval':
    case 'approve':
    case 'decline':
    case 'withdraw-approval':
      return decideApproval(situation, command)
    case 'link':
    case 'unlink':
      return decideLink(situation, command)
    case 'merge-into':
    case 'unmerge':
      return decideMerge(situation, command)
    case 'split':
      return decideSplit(situation, command)
    case 'confirm-problem':
    case 'record-action':
    case 'log-work':
      return decideWork(situation, command)
    case 'promise-update':
    case 'keep-promise':
    case 'withdraw-promise':
    case 'schedule-follow-up':
    case 'complete-follow-up':
    case 'withdraw-follow-up':
      return decidePromises(situation, command)
    case 'accept-hand-over':
    case 'return-hand-over':
    case 'withdraw-hand-over':
      return decideHandOver(situation, command)
    case 'tell-solution':
    case 'confirm-resolution':
    case 'reject-resolution':
      return decideTold(situation, command)
    case 'watch':
    case 'unwatch':
    case 'snooze':
    case 'wake':
      return decideAttention(situation, command)
    case 'tag':
    case 'untag':
    case 'set-field':
      return decideLabel(situation, command)
    case 'record-check-back':
      return decideCheckBack(situation, command)
    default:
      return decideMove(situation, command)
  }
}
