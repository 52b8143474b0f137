import { err, ok, type Result } from 'neverthrow'
import type { Workflow, WorkflowStatus } from '../../workflow/workflow.ts'
import { ticketCommandRules } from '../command-rules.ts'
import { passedOn } from '../links/pass-on-resolution.ts'
import type { Ticket } from '../ticket.ts'
import type {
  Cancel,
  ChangeStatus,
  Close,
  Hold,
  MarkSpam,
  Reopen,
  RequestInformation,
  Resolve,
  Resume,
} from '../ticket-commands.ts'
import type { TicketEvent, TicketStatusChanged } from '../ticket-events.ts'
import type { RejectResolution } from '../told/told-commands.ts'
import { consequences } from './consequences.ts'
import type { Denial } from './denial.ts'
import { type Ending, endingAt, endingOf } from './ending.ts'
import { obstacle } from './passage.ts'
import { happened, type Situation } from './situation.ts'

/** A command that moves a ticket by itself. */
export type MovingCommand =
  | RequestInformation
  | Hold
  | Resume
  | Resolve
  | Reopen
  | Close
  | Cancel
  | MarkSpam
  | ChangeStatus
  | RejectResolution

/** What a moving command leads to. */
export function decideMove(situation: Situation, command: MovingCommand): Result<readonly TicketEvent[], Denial> {
  const { ticket, enforced } = situation
  const target = targetOf(situation, command)
  if (target.isErr()) return err(target.error)
  const to = target.value
  const ending = endingOf(command, ticket, to)
  if (to.id === ticket.status && ending.outcome === ticket.outcome && ending.resolutionCode === ticket.resolutionCode)
    return ok([])
  if (enforced) {
    if (saysMerged(command)) return err({ kind: 'ticket/not-merged' })
    const { workflow, actor: party, at } = situation
    const refused = obstacle({ workflow, ticket, facts: ticket, ending: endingAt(to, ending), to, party, at })
    if (refused !== null) return err(refused)
  }
  const moved = statusChanged(situation, to, enforced ? command.type : 'observed', ending)
  const followed = consequences(situation, moved, command.type === 'resolve' ? command.told : undefined)
  const passes = command.type === 'resolve' && command.incidents === 'resolve'
  return ok([moved, ...followed, ...(passes ? passedOn(situation, ticket, ending.resolutionCode) : [])])
}

/** Whether a command says that the ticket goes on in another without naming it: only a merge makes that so. */
function saysMerged(command: MovingCommand): boolean {
  return 'outcome' in command && command.outcome === 'merged'
}

/** Where a moving command leads: the status it names, else the default. */
function targetOf({ workflow, ticket, enforced }: Situation, command: MovingCommand): Result<WorkflowStatus, Denial> {
  const expected = ticketCommandRules[command.type].to ?? []
  if (command.toStatus === undefined) {
    const status = defaultTarget(workflow, ticket, command.type)
    return status === null ? err({ kind: 'ticket/no-such-category', expected }) : ok(status)
  }
  const status = workflow.statuses.get(command.toStatus)
  if (status === undefined) return err({ kind: 'ticket/unknown-status', toStatus: command.toStatus })
  if (!enforced || expected.includes(status.category)) return ok(status)
  return err({ kind: 'ticket/wrong-category', toStatus: status.id, expected })
}

/** The status a moving command leads to where it names none; null where the workflow has none of its category. */
export function defaultTarget(workflow: Workflow, ticket: Ticket, type: MovingCommand['type']): WorkflowStatus | null {
  if (type === 'resume') {
    const named = workflow.resumesTo ?? beforePause(workflow, ticket)
    if (named !== null) return named
  }
  for (const category of ticketCommandRules[type].to ?? []) {
    const status = workflow.defaults.get(category)
    if (status !== undefined) return status
  }
  return null
}

function beforePause({ statuses }: Workflow, { status, pausedFrom }: Ticket): WorkflowStatus | null {
  if (pausedFrom === null || !statuses.get(status)?.ways.has(pausedFrom)) return null
  return statuses.get(pausedFrom) ?? null
}

/** That the ticket moved. */
export function statusChanged(
  situation: Situation,
  to: WorkflowStatus,
  cause: TicketStatusChanged['data']['cause'],
  { outcome, resolutionCode }: Ending,
): TicketStatusChanged {
  const { status: from, category: fromCategory } = situation.ticket
  const data = { from, to: to.id, fromCategory, toCategory: to.category, cause, outcome, resolutionCode }
  return happened(situation, 'ticket-status-changed', data)
}
