import { actorRef, type Instant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { decideMove } from '../decide/move.ts'
import { clamped, happened, type Situation, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { RecordCheckBack } from './check-back-commands.ts'
import type { CheckBackAnswered, CheckBackScheduled } from './check-back-events.ts'

/** What an answer leads to: a solution that does not work brings the ticket back, by the rules of every reopening. */
export function decideCheckBack(situation: Situation, command: RecordCheckBack): Result<readonly TicketEvent[], Denial> {
  const said = answered(situation.ticket, command, situation)
  if (said === null) return err({ kind: 'ticket/no-check-back' })
  if (command.answer !== 'does-not-work') return ok([said])
  return decideMove(situation, { type: 'reopen' }).map((moved) => [said, ...moved])
}

/**
 * That the requester of a solved ticket is to be asked whether it works. Whether, when and how often is decided elsewhere; this says it in the ticket's own history.
 *
 * @param ticket - The ticket, resolved or closed.
 * @param plan - When, how, and which attempt.
 * @param context - Who decides it, and the present.
 * @returns The event; null for a ticket that never was resolved.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { checkBackScheduled, compileWorkflow, decideTicket, evolveTicket, momentAt, standardWorkflow, type Ticket, type TicketCommand } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant('2026-03-02T08:00Z') } as const
 * const give = (ticket: Ticket | null, command: TicketCommand): Ticket | null =>
 *   orThrow(decideTicket(workflow, ticket, command, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const opened = give(null, { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null })
 * const resolved = give(opened, { type: 'resolve', code: 'fixed' })
 *
 * const plan = { attempt: 1, attempts: 2, channel: 'phone', dueAt: instant('2026-03-04T08:00Z') }
 * const event = resolved && checkBackScheduled(resolved, plan, context)
 * const planned = event && evolveTicket(resolved, event)
 * planned && momentAt('check-back', workflow, planned) // => instant('2026-03-04T08:00Z')
 * give(planned, { type: 'record-check-back', answer: 'does-not-work' })?.category // => 'open'
 * ```
 */
export function checkBackScheduled(
  ticket: Ticket,
  plan: {
    /** Which attempt, 1 for the first. */
    readonly attempt: number
    /** How often to try at most. */
    readonly attempts: number
    /** How to ask, the desk's own code. */
    readonly channel: string
    /** When. */
    readonly dueAt: Instant
  },
  context: TicketContext,
): CheckBackScheduled | null {
  const resolvedAt = ticket.resolvedAt ?? ticket.closedAt
  return resolvedAt === null ? null : happened(stampOf(ticket, context), 'check-back-scheduled', { ...plan, resolvedAt })
}

/**
 * What the requester said, where it does not bring the ticket back because it comes too late for that: the same fact as `record-check-back` records.
 *
 * @param ticket - The ticket.
 * @param command - What they said.
 * @param context - Who enters it, and the present.
 * @returns The event; null where nobody was to be asked.
 */
export function checkBackAnswered(ticket: Ticket, command: RecordCheckBack, context: TicketContext): CheckBackAnswered | null {
  return answered(ticket, command, stampOf(ticket, context))
}

function answered(
  { checkBack }: Ticket,
  { answer, channel }: RecordCheckBack,
  stamp: Parameters<typeof happened>[0],
): CheckBackAnswered | null {
  if (checkBack === null) return null
  const { attempt, attempts, resolvedAt } = checkBack
  return happened(stamp, 'check-back-answered', { answer, attempt, attempts, channel: channel ?? checkBack.channel, resolvedAt })
}

function stampOf(ticket: Ticket, { actor, now }: TicketContext): Parameters<typeof happened>[0] {
  return { at: clamped(ticket, now), by: actorRef(actor) }
}
