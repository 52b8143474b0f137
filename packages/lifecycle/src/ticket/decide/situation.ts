import { type Actor, type ActorRef, actorRef, type Instant } from '@caseload/core'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'

/** Who asks, and when. */
export interface TicketContext {
  /** Who gives the command. */
  readonly actor: Actor
  /** The present. Where it lies before the ticket's last event, that event's instant is taken instead: a clock may step back. */
  readonly now: Instant
}

/** How strictly a command is taken. */
export interface Mode {
  /** Whether the rules may refuse it; else it is carried out whatever they say, since a log says that it was. */
  readonly enforced: boolean
  /** Whether the workflow's reactions move the ticket; a log says itself where it went. */
  readonly reacts: boolean
}

/** Everything a command to a ticket is decided by. */
export interface Situation extends Mode {
  /** The rules. */
  readonly workflow: Workflow
  /** The ticket. */
  readonly ticket: Ticket
  /** Who asks. */
  readonly actor: Actor
  /** When it happens; never before the ticket's last event. */
  readonly at: Instant
  /** Who asks, as events say it. */
  readonly by: ActorRef
}

/** Puts the circumstances of a command together. */
export function situationOf(workflow: Workflow, ticket: Ticket, { actor, now }: TicketContext, mode: Mode): Situation {
  return {
    ...{ workflow, ticket, actor, at: clamped(ticket, now), by: actorRef(actor) },
    enforced: mode.enforced,
    reacts: mode.reacts,
  }
}

/** The instant at which something happens to a ticket: now, but never before its last event. */
export function clamped(ticket: Ticket, now: Instant): Instant {
  return now > ticket.updatedAt ? now : ticket.updatedAt
}

/** What happened, by whom and when the situation says. */
export function happened<Type extends TicketEvent['type']>(
  { at, by }: Pick<Situation, 'at' | 'by'>,
  type: Type,
  data: Extract<TicketEvent, { readonly type: Type }>['data'],
): { readonly type: Type; readonly at: Instant; readonly actor: ActorRef; readonly data: typeof data } {
  return { type, at, actor: by, data }
}
