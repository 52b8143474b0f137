import { actorRef, addMs, type Instant } from '@caseload/core'
import { ok, type Result } from 'neverthrow'
import type { Workflow } from '../workflow/workflow.ts'
import { woken } from './attention/decide-attention.ts'
import { happened, situationOf, type TicketContext } from './decide/situation.ts'
import { decideTicket } from './decide-ticket.ts'
import { doneSince } from './done-since.ts'
import { autoCloseAt, pendingReminderAt } from './due-moments.ts'
import { duePromiseEvents, nextPromiseMoment } from './promise/promise-moments.ts'
import type { Ticket } from './ticket.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'
import { silenceUntil } from './told/solution-told.ts'

/**
 * Steps that time takes with a ticket: `auto-close` ends what stayed resolved, and takes silence for what the workflow says; `pending-reminder` reminds a requester who was asked for something;
 * `pending-expiry` makes it the desk's turn again; `promise` reminds of promises and follow-ups, and marks what was missed; `snooze` brings back what was put aside; `hand-over` returns an offer that nobody
 * took; `confirmation-reminder` reminds a requester who was asked whether the solution works; `check-back` makes asking the requester a task.
 */
export type TicketMoment =
  | 'auto-close'
  | 'pending-reminder'
  | 'pending-expiry'
  | 'promise'
  | 'snooze'
  | 'hand-over'
  | 'confirmation-reminder'
  | 'check-back'

/** Every {@link TicketMoment}. */
export const ticketMoments = [
  'auto-close',
  'pending-reminder',
  'pending-expiry',
  'promise',
  'snooze',
  'hand-over',
  'confirmation-reminder',
  'check-back',
] as const satisfies readonly TicketMoment[]

/**
 * When time takes a step with a ticket as it now stands. With a merged one it takes none: what it was to do waits for the merge to be taken back, or is the survivor's.
 *
 * @param moment - Which step.
 * @param workflow - The rules.
 * @param ticket - The ticket.
 * @returns The instant, which may lie in the past; null where there is nothing for time to do.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideMoment, decideTicket, evolveTicket, momentAt, standardWorkflow, type Ticket, type TicketCommand } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const ada = { kind: 'agent', id: 'agt_ada' } as const
 * const give = (ticket: Ticket | null, command: TicketCommand): Ticket | null =>
 *   orThrow(decideTicket(workflow, ticket, command, { actor: ada, now: instant('2026-03-02T08:00Z') })).reduce<Ticket | null>(evolveTicket, ticket)
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const opened = give(null, { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null })
 * const promiseId = orThrow(parseId('prm', 'prm_1'))
 * const promised = give(opened, { type: 'promise-update', promiseId, dueAt: instant('2026-03-02T12:00Z') })
 *
 * promised && momentAt('promise', workflow, promised) // => instant('2026-03-02T11:00Z')
 * const now = instant('2026-03-02T12:00:00.001Z')
 * promised && orThrow(decideMoment('promise', workflow, promised, { actor: { kind: 'system', id: 'timers' }, now })).map(({ type }) => type)
 * // => ['promise-missed']
 * ```
 */
export function momentAt(moment: TicketMoment, workflow: Workflow, ticket: Ticket): Instant | null {
  if (ticket.mergedInto !== null) return null
  switch (moment) {
    case 'auto-close':
      return autoCloseAt(workflow, ticket)
    case 'pending-reminder':
      return pendingReminderAt(workflow, ticket)
    case 'pending-expiry': {
      const { pendingExpiresAfterMs } = workflow
      return pendingExpiresAfterMs === null || ticket.category !== 'pending'
        ? null
        : addMs(ticket.statusSince, pendingExpiresAfterMs)
    }
    case 'promise':
      return nextPromiseMoment(workflow, ticket)
    case 'snooze':
      return ticket.snoozedUntil
    case 'hand-over': {
      const { handOver } = ticket
      const waits = workflow.handOver?.acceptWithinMs ?? null
      return handOver === null || waits === null ? null : addMs(handOver.offeredAt, waits)
    }
    case 'confirmation-reminder':
      return confirmationReminderAt(workflow, ticket)
    case 'check-back':
      return ticket.checkBack === null || ticket.checkBack.due ? null : ticket.checkBack.dueAt
  }
}

/**
 * What time does with a ticket, once the moment has come. Before the moment it does nothing; whoever keeps timers asks {@link momentAt} first.
 *
 * @param moment - Which step.
 * @param workflow - The rules.
 * @param ticket - The ticket as it now stands; not mutated.
 * @param context - Who acts for time, and the present.
 * @returns The events; a refusal where the workflow does not let the actor close or resume.
 */
export function decideMoment(
  moment: TicketMoment,
  workflow: Workflow,
  ticket: Ticket,
  context: TicketContext,
): Result<readonly TicketEvent[], TicketRejection> {
  const dueAt = momentAt(moment, workflow, ticket)
  const situation = situationOf(workflow, ticket, context, { enforced: true, reacts: true })
  if (dueAt === null || dueAt > situation.at) return ok([])
  const stamp = { at: situation.at, by: actorRef(context.actor) }
  switch (moment) {
    case 'auto-close':
      return decideTicket(workflow, ticket, { type: 'close' }, context).map((closed) => [
        ...silence(workflow, ticket, stamp),
        ...closed,
      ])
    case 'pending-reminder':
      return ok([happened(stamp, 'ticket-reminded', { dueAt })])
    case 'pending-expiry':
      return decideTicket(workflow, ticket, { type: 'resume' }, context)
    case 'promise':
      return ok(duePromiseEvents(workflow, ticket, stamp))
    case 'snooze':
      return ok(woken(situation, 'time'))
    case 'hand-over':
      return decideTicket(workflow, ticket, { type: 'return-hand-over', reason: 'lapsed' }, context)
    case 'confirmation-reminder': {
      const since = doneSince(ticket)
      return ok([happened(stamp, 'confirmation-reminded', { until: since === null ? null : silenceUntil(workflow, since) })])
    }
    case 'check-back':
      return ok(fallenDue(ticket, stamp))
  }
}

function fallenDue({ checkBack }: Ticket, stamp: Parameters<typeof happened>[0]): readonly TicketEvent[] {
  if (checkBack === null) return []
  const { attempt, channel, dueAt } = checkBack
  return [happened(stamp, 'check-back-due', { attempt, channel, dueAt })]
}

function silence({ resolution }: Workflow, ticket: Ticket, stamp: Parameters<typeof happened>[0]): readonly TicketEvent[] {
  const confirmation = resolution?.confirmation ?? null
  if (confirmation === null || ticket.confirmation !== 'asked') return []
  return [happened(stamp, 'silence-taken', { as: confirmation.silence })]
}

function confirmationReminderAt({ resolution }: Workflow, ticket: Ticket): Instant | null {
  const after = resolution?.confirmation?.remindAfterMs ?? null
  const since = doneSince(ticket)
  if (after === null || ticket.category !== 'resolved' || since === null) return null
  return ticket.confirmation === 'asked' && !ticket.confirmationReminded ? addMs(since, after) : null
}
