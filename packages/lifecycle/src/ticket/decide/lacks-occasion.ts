import { hasApprovalFor } from '../approvals/decide-approval.ts'
import { hasStepFor } from '../checklists/decide-checklist.ts'
import { staysAnswerable } from '../hand-over/offer.ts'
import { mergeObstacle, unmergeObstacle } from '../merge/decide-merge.ts'
import { hasOpen } from '../promise/decide-promises.ts'
import type { TicketCommandType } from '../ticket-commands.ts'
import type { Situation } from './situation.ts'

/** Whether a command would be refused whatever it names, since the ticket holds nothing it could be about. */
export function lacksOccasion(
  situation: Pick<Situation, 'workflow' | 'ticket' | 'actor' | 'at'>,
  command: TicketCommandType,
): boolean {
  const { ticket } = situation
  switch (command) {
    case 'complete-step':
    case 'skip-step':
      return !hasStepFor(ticket, command)
    case 'approve':
    case 'decline':
    case 'withdraw-approval':
      return !hasApprovalFor(ticket, command, situation)
    case 'merge-into':
      return mergeObstacle(situation) !== null
    case 'unmerge':
      return unmergeObstacle(situation) !== null
    case 'split':
      return ticket.messageCount < 2
    case 'keep-promise':
    case 'withdraw-promise':
    case 'complete-follow-up':
    case 'withdraw-follow-up':
      return !hasOpen(ticket, command)
    case 'accept-hand-over':
    case 'return-hand-over':
    case 'withdraw-hand-over':
      return ticket.handOver === null
    case 'record-check-back':
      return ticket.checkBack === null
    case 'unassign':
      return staysAnswerable(ticket)
    default:
      return false
  }
}
