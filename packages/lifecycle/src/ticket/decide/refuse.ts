import { type Actor, type ExplanationValue, type Instant, renderMessage } from '@caseload/core'
import type { Workflow } from '../../workflow/workflow.ts'
import { allowedCommands } from '../allowed-commands.ts'
import { lifecycleMessages } from '../lifecycle-messages.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommandType } from '../ticket-commands.ts'
import type { TicketRejection } from '../ticket-rejections.ts'
import type { Denial } from './denial.ts'

/**
 * A refusal in full: what was asked of what, and what the same actor could do instead; for whoever finds by what they read beside the ticket that a command cannot be.
 *
 * @param denial - Why.
 * @param workflow - The rules.
 * @param ticket - The ticket; null where there is none.
 * @param command - What was asked.
 * @param actor - By whom.
 * @param now - When.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileWorkflow, refuse, standardWorkflow } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const denial = { kind: 'ticket/message-not-here', messageId: 'msg_7' } as const
 * refuse(denial, workflow, null, 'split', { kind: 'agent', id: 'agt_ada' }, instant(0)).message
 * // => 'split refused: message msg_7 does not stand on the ticket'
 * ```
 */
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
