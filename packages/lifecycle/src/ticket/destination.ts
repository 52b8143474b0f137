import type { Workflow } from '../workflow/workflow.ts'
import { commandTable } from './command-table.ts'
import type { RefusalFacts } from './refusal.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommandType } from './ticket-commands.ts'

/** Where a moving command leads: the status named, or else the default of the command's category; facts of a refusal where that is no place. */
export function destination(
  workflow: Workflow,
  ticket: Ticket,
  command: TicketCommandType,
  toStatus: string | undefined,
): string | RefusalFacts {
  const expected = commandTable[command].to ?? []
  if (toStatus !== undefined) {
    const status = workflow.statuses.get(toStatus)
    if (status === undefined) return { kind: 'ticket/unknown-status', toStatus }
    return expected.includes(status.category) ? toStatus : { kind: 'ticket/wrong-category', toStatus, expected }
  }
  if (command === 'resume') {
    const back = resumesTo(workflow, ticket)
    if (back !== null) return back
  }
  for (const category of expected) {
    const status = workflow.defaults.get(category)
    if (status !== undefined) return status
  }
  return { kind: 'ticket/no-such-category', expected }
}

/** Where `resume` leads without being told: null where the workflow leaves it to the default. */
function resumesTo(workflow: Workflow, ticket: Ticket): string | null {
  const { resumesTo: rule } = workflow.document
  if (rule !== 'previous') return rule.status
  const { pausedFrom } = ticket
  return pausedFrom !== null && workflow.transitions.get(ticket.status)?.has(pausedFrom) === true ? pausedFrom : null
}
