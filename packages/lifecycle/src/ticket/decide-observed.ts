import { actorRef } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Workflow } from '../workflow/workflow.ts'
import { decideCommand } from './decide/decide-command.ts'
import type { Denial } from './decide/denial.ts'
import { refuse } from './decide/refuse.ts'
import { clamped, happened, type TicketContext } from './decide/situation.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand, TicketCommandType } from './ticket-commands.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'

/**
 * What a command that an imported log reports leads to: the same as `decideTicket` where the workflow would have granted it; else `deviation-recorded`, and then what
 * makes the ticket follow the log all the same. History is never bent to the rules.
 *
 * The workflow's reactions do not move the ticket: the log says itself where it went. A change of status that would have been refused has the cause `observed`. For `open` the deviation
 * comes second, since history begins with the opening.
 *
 * @param workflow - The rules.
 * @param ticket - The ticket; null before it is opened. Not mutated.
 * @param command - What the log says was done.
 * @param context - Who did it, and when.
 * @returns The events; refused is only what cannot be followed: `ticket/not-opened`, `ticket/already-opened`, `ticket/unknown-status`, `ticket/no-such-category`, `ticket/invalid-command`.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideObserved, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'system', id: 'import' }, now: instant('2026-03-02T08:00Z') } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideObserved(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 *
 * const [deviation, change] = orThrow(decideObserved(workflow, ticket, { type: 'change-status', toStatus: 'closed' }, context))
 * deviation?.data // => { reason: 'guard-failed', command: 'change-status', from: 'new', to: 'closed' }
 * change?.type // => 'ticket-status-changed'
 *
 * decideObserved(workflow, ticket, { type: 'change-status', toStatus: 'lost' }, context)._unsafeUnwrapErr().kind
 * // => 'ticket/unknown-status'
 * ```
 */
export function decideObserved(
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  context: TicketContext,
): Result<readonly TicketEvent[], TicketRejection> {
  const regular = decideCommand(workflow, ticket, command, context, { enforced: true, reacts: false })
  if (regular.isOk()) return ok(regular.value)
  const reported = isDeviation(regular.error)
    ? decideCommand(workflow, ticket, command, context, { enforced: false, reacts: false })
    : regular
  if (reported.isErr()) return err(refuse(reported.error, workflow, ticket, command.type, context.actor, context.now))
  return ok(withDeviation(regular.error.kind, ticket, command.type, context, reported.value))
}

const impossible: ReadonlySet<Denial['kind']> = new Set([
  'ticket/not-opened',
  'ticket/already-opened',
  'ticket/unknown-status',
  'ticket/no-such-category',
  'ticket/invalid-command',
])

function isDeviation({ kind }: Denial): boolean {
  return !impossible.has(kind)
}

function withDeviation(
  kind: Denial['kind'],
  ticket: Ticket | null,
  command: TicketCommandType,
  { actor, now }: TicketContext,
  events: readonly TicketEvent[],
): readonly TicketEvent[] {
  const [first, ...rest] = events
  const from = ticket?.status ?? (first?.type === 'ticket-opened' ? first.data.status : '')
  const moved = events.findLast((event) => event.type === 'ticket-status-changed')
  const stamp = { at: ticket === null ? now : clamped(ticket, now), by: actorRef(actor) }
  const reason = kind.slice('ticket/'.length)
  const deviation = happened(stamp, 'deviation-recorded', { reason, command, from, to: moved?.data.to ?? from })
  return first?.type === 'ticket-opened' ? [first, deviation, ...rest] : [deviation, ...events]
}
