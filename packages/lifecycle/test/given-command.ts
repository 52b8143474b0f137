import { type Actor, orThrow, parseId } from '@caseload/core'
import { decideTicket, type Ticket, type TicketCommand, type TicketEvent, type Workflow } from '../src/index.ts'
import { actors, hour, type Step, ticketAfter, workflow } from './desk-day.ts'

/** What a command after some steps comes to, in short: the events with their particulars, or the refusal without its words. */
export function outcomeOf(
  steps: readonly Step[],
  command: TicketCommand,
  who: Actor = actors.agent,
  rules: Workflow = workflow,
): readonly (readonly [TicketEvent['type'], TicketEvent['data']])[] | object {
  const decided = decideTicket(rules, ticketAfter(steps, rules), command, { actor: who, now: hour(50) })
  if (decided.isOk()) return decided.value.map(({ type, data }) => [type, data] as const)
  const { message: _, allowedNow: __, command: ___, status: ____, ...refusal } = decided.error
  return refusal
}

/** Another ticket. */
export const other = orThrow(parseId('tkt', 'tkt_other'))
/** A third one. */
export const third = orThrow(parseId('tkt', 'tkt_third'))

/** A ticket after some steps, under another identity. */
export function as(id: Ticket['id'], steps: readonly Step[]): Ticket {
  return { ...ticketAfter(steps), id }
}
