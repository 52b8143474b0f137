import type { ActorKind } from '@caseload/core'
import { decideTicket, type Ticket, type TicketCommand, type TicketEvent, type Workflow } from '../src/index.ts'
import { actors, hour } from './desk-day.ts'

/** What one command leads to: the events with their data, or the refusal. */
export function asked(
  rules: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  who: ActorKind = 'agent',
  at: ReturnType<typeof hour> = hour(10),
) {
  return decideTicket(rules, ticket, command, { actor: actors[who], now: at })
}

/** Type and particulars of events: what a test says of them. */
export function facts(events: readonly TicketEvent[]): readonly (readonly [string, unknown])[] {
  return events.map(({ type, data }) => [type, data] as const)
}
