import { actorRef, type Instant, type TicketId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { clamped, happened, type Situation, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { MessageAddedData, TicketEvent } from '../ticket-events.ts'
import type { SplitOff } from './split-commands.ts'
import type { MessageTakenOver } from './split-events.ts'

/** What splitting messages off leads to. That they stand on the ticket is for whoever can read them to see. */
export function decideSplit(
  situation: Situation,
  { messageIds, newTicketId: to }: SplitOff,
): Result<readonly TicketEvent[], Denial> {
  const { messageCount: messages } = situation.ticket
  if (messages <= messageIds.length) return err({ kind: 'ticket/nothing-left', messages })
  return ok([happened(situation, 'messages-split-off', { to, messageIds: [...messageIds] })])
}

/** A message as the ticket that takes it over is told of it. */
export interface SplitMessage extends Omit<MessageAddedData, 'teamId' | 'authorTeamId'> {
  /** When it was written. */
  readonly writtenAt: Instant
}

/**
 * What taking messages of another ticket over means for the new one: the other half of `split`.
 *
 * @param ticket - The new ticket; not mutated.
 * @param from - The ticket they stood on.
 * @param messages - The messages, in the order they were written.
 * @param context - Who splits, and when.
 * @returns One event a message.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { takeOver, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [ticketId, otherId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const written = { direction: 'inbound', visibility: 'public', author: 'requester', automatic: false, channel: 'phone' } as const
 * const message = { ...written, messageId: orThrow(parseId('msg', 'msg_7')), writtenAt: instant(0) }
 * const after = ticket && takeOver(ticket, otherId, [message], context).reduce<Ticket | null>(evolveTicket, ticket)
 * after?.messageCount // => 1
 * ```
 */
export function takeOver(
  ticket: Ticket,
  from: TicketId,
  messages: readonly SplitMessage[],
  { actor, now }: TicketContext,
): readonly MessageTakenOver[] {
  const stamp = { at: clamped(ticket, now), by: actorRef(actor) }
  return messages.map(({ messageId, direction, visibility, author, automatic, channel, writtenAt }) =>
    happened(stamp, 'message-taken-over', {
      ...{ messageId, direction, visibility, author, automatic, channel, from, writtenAt },
    }),
  )
}
