import { type Actor, type ExplanationValue, type Instant, renderMessage } from '@caseload/core'
import type { Workflow } from '../../workflow/workflow.ts'
import { allowedCommands } from '../allowed-commands.ts'
import { lifecycleMessages } from '../lifecycle-messages.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommandType } from '../ticket-commands.ts'
import type { TicketRejection } from '../ticket-rejections.ts'
import type { Denial } from './denial.ts'

/** A refusal in full: what was asked of what, and what the same actor could do instead. */
export function refuse(
  denial: Denial,
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommandType,
  actor: Actor,
  now: Instant,
): TicketRejection {
  const status = ticket?.status ?? null
  const message = renderMessage(denial.kind, { ...wordsOf(denial), command, status: status ?? 'no ticket' }, lifecycleMessages)
  return { ...denial, message, command, status, allowedNow: allowedCommands(workflow, ticket, actor, now) }
}

/** Those particulars of a refusal that can stand in a sentence. */
export function wordsOf(denial: object): Readonly<Record<string, ExplanationValue>> {
  return Object.fromEntries(Object.entries(denial).filter((entry): entry is [string, ExplanationValue] => isPlain(entry[1])))
}

function isPlain(value: unknown): value is ExplanationValue {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object' || item === null)
  return typeof value !== 'object' || value === null
}
