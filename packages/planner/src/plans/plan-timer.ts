import { addMs, type CommandId, type Instant, type InvalidInput, type TicketId } from '@caseload/core'
import { decideMoment, type TicketRejection, triedAgainAt } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type CatalogueRefusal, unlessCatalogueRefuses } from '../catalogue/data-missing.ts'
import { withFieldIndex } from '../documents/field-index.ts'
import type { UnreadableDocument } from '../documents/stored-document.ts'
import { familyTold } from '../linked/family-told.ts'
import { changedTickets, withEvents } from '../linked/pending-changes.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { withClocks } from '../sla/with-clocks.ts'
import { explainEvents } from './explain-events.ts'
import { loadedTicket } from './loaded-ticket.ts'
import { malformed, readings, rules } from './malformed.ts'
import type { Plan, PlanContext } from './plan.ts'
import { undecidedMs } from './rearm-timers.ts'
import { type TimerQueue, timerDueAt } from './timers.ts'

/** A timer that fell due and was claimed. */
export interface DueTimer {
  /** Which timer. */
  readonly queue: TimerQueue
  /** Of which ticket. */
  readonly ticketId: TicketId
  /** The lease it was claimed under. */
  readonly token: string
  /** Identity of the command it becomes. */
  readonly commandId: CommandId
}

/** The timer does what it was set for: events and documents, settled in the same commit. */
export interface TimerActs {
  /** Act. */
  readonly do: 'act'
  /** What to commit. */
  readonly plan: Plan
}

/** The timer's reason is gone: it is settled and nothing else happens. */
export interface TimerSettles {
  /** Settle. */
  readonly do: 'settle'
  /** What to commit. */
  readonly plan: Plan
}

/** The ticket or its policy moved the moment, or the policies in force hold no workflow of that name: the timer goes back until then, or for a quarter of an hour. */
export interface TimerWaits {
  /** Hand back. */
  readonly do: 'wait'
  /** Until when. */
  readonly until: Instant
}

/**
 * The workflow or the catalogue does not let the system act: the timer is settled, and reported with the refusal. A closing, the end of a wait, and an incident that is to be resolved with its problem are set anew: for the instant at which time
 * alone may open the way, and anyway a quarter of an hour later, then after as long again as they have waited, at most a day. A closing and an incident are also tried again after whatever changes the ticket.
 */
export interface TimerRefused {
  /** Settle and report. */
  readonly do: 'refused'
  /** What to commit. */
  readonly plan: Plan
  /** The refusal. */
  readonly rejection: TicketRejection | CatalogueRefusal
}

/** What a timer that fell due leads to. */
export type TimerOutcome = TimerActs | TimerSettles | TimerWaits | TimerRefused

/** The first document a due timer is decided by: the ticket; its parent and children follow, see `relativesOf`, and the clocks of them all, see `clockReads`. */
export function timerReads(timer: Pick<DueTimer, 'ticketId'>): Ref {
  return { kind: 'ticket', id: timer.ticketId }
}

/**
 * What a timer that fell due means now, decided afresh from the ticket as it stands: what held when it was set may hold no longer.
 *
 * @param loaded - The ticket, as `timerReads` asked for.
 * @param timer - The timer that was claimed.
 * @param policies - What the desk decides by.
 * @param context - The acting system and the present.
 * @returns What to do; `planner/unreadable-document` where the stored ticket cannot be read.
 */
export function planTimer(
  loaded: Loaded,
  timer: DueTimer,
  policies: Policies,
  context: PlanContext,
): Result<TimerOutcome, UnreadableDocument | InvalidInput> {
  const wrong = malformed({
    loaded: [loaded, ...readings],
    timer: [timer, 'queue', 'ticketId', 'token'],
    policies: [policies, ...rules],
    context: [context, 'actor', 'at', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  const settle = { op: 'settle' as const, token: timer.token }
  const done: Plan = { writes: [], events: [], work: [settle], expect: [], explanations: [], ticket: null, customer: null }
  const found = loadedTicket(loaded, timer.ticketId, policies, context.actor)
  if (found.isErr()) {
    if (found.error.kind === 'planner/unreadable-document') return err(found.error)
    return ok(found.error.kind === 'ticket/unknown-workflow' ? undecided(context) : { do: 'settle', plan: done })
  }
  const { doc, ticket, workflow } = found.value
  const unchanged: Plan = { ...done, expect: [{ ref: doc.ref, version: doc.version }], ticket }
  const dueAt = timerDueAt(timer.queue, workflow, ticket)
  if (dueAt === null) return ok({ do: 'settle', plan: unchanged })
  if (dueAt > context.at) return ok({ do: 'wait', until: dueAt })
  const decided = decideMoment(timer.queue, workflow, ticket, { actor: context.actor, now: context.at })
  const again = triedAgainAt(timer.queue, workflow, ticket, context.at)
  const refusal: Plan =
    again === null
      ? unchanged
      : { ...unchanged, work: [settle, { op: 'schedule', queue: timer.queue, id: ticket.id, dueAt: again, payload: {} }] }
  if (decided.isErr()) return ok({ do: 'refused', plan: refusal, rejection: decided.error })
  const { recordedAt } = context
  const cause = timer.commandId
  const base = { docVersion: doc.version, before: ticket, workflow }
  const told = familyTold(withEvents(new Map(), ticket.id, base, decided.value), loaded, policies, context)
  if (told.isErr()) {
    if (told.error.kind === 'planner/unreadable-document') return err(told.error)
    return ok(told.error.kind === 'ticket/unknown-workflow' ? undecided(context) : { do: 'settle', plan: unchanged })
  }
  const change = changedTickets(told.value, { bodies: new Map(), recordedAt, cause })
  if (change.events.length === 0) return ok({ do: 'settle', plan: unchanged })
  // Settling removes the item; cancelling it as well would take away what the settling token stands for.
  const others = change.work.filter((moved) => !(moved.op === 'cancel' && moved.queue === timer.queue && moved.id === ticket.id))
  const { writes, events } = change
  const acted: Plan = {
    writes,
    events,
    work: [settle, ...others],
    expect: [],
    explanations: explainEvents(events, others),
    ticket: change.tickets.get(ticket.id) ?? ticket,
    customer: null,
  }
  const refused = unlessCatalogueRefuses(acted, policies)
  if (refused.isErr()) return ok({ do: 'refused', plan: refusal, rejection: refused.error })
  const { commandId } = timer
  return withClocks(withFieldIndex(acted, policies), loaded, { type: 'ticket-command', commandId }, policies, context).map(
    (plan) => ({ do: 'act', plan }),
  )
}

/** What policies in force cannot decide is not over: others may come into force that can, so it is kept. */
export function undecided({ at }: Pick<PlanContext, 'at'>): TimerWaits {
  return { do: 'wait', until: addMs(at, undecidedMs) }
}
