import { type Actor, type Instant, orThrow, parseId } from '@caseload/core'
import {
  type AllowedCommand,
  allowedCommands,
  decideTicket,
  type Ticket,
  type TicketCommand,
  type TicketCommandType,
  ticketCommandTypes,
  type Workflow,
} from '../src/index.ts'
import { ada, message, opening } from './desk-day.ts'
import { supplyChecklists } from './supply-checklists.ts'
import { briefing, supplyDuties } from './supply-duties.ts'
import { supplyLinked } from './supply-linked.ts'

const fresh = orThrow(parseId('msg', 'msg_fresh'))
const elsewhere = orThrow(parseId('team', 'team_elsewhere'))

/** A command with what it cannot be without, about what the ticket holds, to a status if one is named, and with what it is to bring along. */
export function supply(
  type: TicketCommandType,
  ticket: Ticket | null,
  toStatus: string | null,
  needs: readonly string[],
): readonly TicketCommand[] {
  const to = toStatus === null ? {} : { toStatus }
  const withCode = needs.includes('resolutionCode') ? { code: 'fixed' } : {}
  switch (type) {
    case 'open':
      return [{ ...opening, ...to }]
    case 'assign':
      return [{ type, assigneeId: ada }]
    case 'transfer':
      return [{ type, teamId: elsewhere, briefing: briefing(needs) }]
    case 'escalate':
      return [{ type, level: 2 }]
    case 'reply':
    case 'note':
    case 'receive-reply':
      return [{ type, messageId: fresh }]
    case 'request-information':
      return [{ type, messageId: message, ...to }]
    case 'resolve':
      return [{ type, ...to, ...withCode }]
    case 'change-status':
      return toStatus === null ? [] : [{ type, toStatus, ...withCode }]
    case 'hold':
    case 'resume':
    case 'reopen':
    case 'close':
    case 'cancel':
    case 'mark-spam':
      return [{ type, ...to }]
    case 'start-checklist':
    case 'complete-step':
    case 'skip-step':
      return supplyChecklists(type, ticket)
    case 'request-approval':
    case 'approve':
    case 'decline':
    case 'withdraw-approval':
    case 'link':
    case 'unlink':
    case 'merge-into':
    case 'unmerge':
    case 'split':
      return supplyLinked(type, ticket)
    case 'classify':
    case 'prioritise':
    case 'unassign':
      return [{ type }]
    default:
      return supplyDuties(type, ticket, to)
  }
}

/** Where the list of what is allowed and what is decided disagree, in words; empty where they agree about every command to every status. */
export function disagreements(workflow: Workflow, ticket: Ticket | null, actor: Actor, now: Instant): readonly string[] {
  const allowed = allowedCommands(workflow, ticket, actor, now)
  const accepts = (commands: readonly TicketCommand[]) =>
    commands.some((command) => decideTicket(workflow, ticket, command, { actor, now }).isOk())
  return ticketCommandTypes.flatMap((type) => {
    const entries = allowed.filter((entry) => entry.command === type)
    const targets = entries.length > 0 && entries.every(({ to }) => to.length === 0) ? [] : [...workflow.statuses.keys()]
    const named = targets.flatMap((toStatus) => {
      const entry = entries.find(({ to }) => to.includes(toStatus))
      return judge(`${type} to ${toStatus}`, entry, (needs) => accepts(supply(type, ticket, toStatus, needs)))
    })
    const unnamed = targets.length === 0 ? judge(type, entries[0], (needs) => accepts(supply(type, ticket, null, needs))) : []
    return [...named, ...unnamed]
  })
}

const everything = ['resolutionCode', 'briefing.done', 'briefing.wanted', 'briefing.told', 'briefing.answerBy']

function judge(
  what: string,
  entry: AllowedCommand | undefined,
  accepts: (needs: readonly string[]) => boolean,
): readonly string[] {
  if (entry === undefined) return accepts([]) || accepts(everything) ? [`${what}: accepted, but not listed`] : []
  const { needs } = entry
  if (!accepts(needs)) return [`${what}: listed, but refused`]
  return needs.length > 0 && accepts(needs.slice(1)) ? [`${what}: accepted without what it is said to need`] : []
}
