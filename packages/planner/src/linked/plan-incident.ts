import type { CommandId, Instant, InvalidInput, TicketId } from '@caseload/core'
import {
  afterWaiting,
  decideTicket,
  isDone,
  linkedBy,
  resolutionDropped,
  resolutionHeldUp,
  type Ticket,
  type TicketEvent,
} from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { unlessCatalogueRefuses } from '../catalogue/data-missing.ts'
import { withCheckBacks } from '../check-back/with-check-backs.ts'
import { withFieldIndex } from '../documents/field-index.ts'
import type { UnreadableDocument } from '../documents/stored-document.ts'
import { explainEvents } from '../plans/explain-events.ts'
import { loadedTicket } from '../plans/loaded-ticket.ts'
import { malformed, readings, rules } from '../plans/malformed.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import { type TimerActs, type TimerRefused, type TimerSettles, type TimerWaits, undecided } from '../plans/plan-timer.ts'
import type { Policies } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { withClocks } from '../sla/with-clocks.ts'
import { familyTold } from './family-told.ts'
import { relativesOf, survivorIn, survivors, ticketIn } from './further-reads.ts'
import { incidentQueue, incidentWork } from './incident-queue.ts'
import { changedTickets, withEvents } from './pending-changes.ts'
import { ref } from './ticket-ref.ts'

/** An incident whose problem was resolved, claimed. */
export interface DueIncident {
  /** Which incident. */
  readonly ticketId: TicketId
  /** Its problem. */
  readonly problemId: TicketId
  /** The lease it was claimed under. */
  readonly token: string
  /** Identity of the command it becomes. */
  readonly commandId: CommandId
  /** When the problem was resolved, where this is tried again; any resolution will do where absent or null. */
  readonly resolvedAt?: Instant | null
  /** Incidents that come after it; none where absent. */
  readonly further?: readonly TicketId[]
}

/** The documents it is decided by, asked again with what they brought until nothing more is named. */
export function incidentReads(
  { ticketId, problemId }: Pick<DueIncident, 'ticketId' | 'problemId'>,
  loaded: Loaded,
): readonly Ref[] {
  const own = [ref(ticketId), ref(problemId)].filter((each) => loadedDocument(loaded, each) === null)
  if (loaded.docs.length === 0) return own
  const named = ticketIn(loaded, problemId)
  const way = named === null ? [] : survivors(loaded, named).map(ref)
  return [...relativesOf(loaded, ticketId), ...way.filter((each) => loadedDocument(loaded, each) === null)]
}

/**
 * What resolving an incident with its problem means now: the same code, under the incident's own rules; nothing where the two are no longer linked, the problem came back, or the incident is done.
 *
 * An incident that may not be resolved yet says so in its history, and what it waits for (`awaitsResolution`); whatever changes it later schedules it anew, and it is tried again as time passes.
 *
 * @param loaded - What `incidentReads` asked for.
 * @param due - The incident that was claimed.
 * @param policies - What the desk decides by.
 * @param context - The acting system and the present.
 * @returns What to do; `planner/unreadable-document` where what is stored cannot be read.
 */
export function planIncident(
  loaded: Loaded,
  due: DueIncident,
  policies: Policies,
  context: PlanContext,
): Result<TimerActs | TimerSettles | TimerRefused | TimerWaits, UnreadableDocument | InvalidInput> {
  const wrong = malformed({
    loaded: [loaded, ...readings],
    due: [due, 'token', 'problemId'],
    policies: [policies, ...rules],
    context: [context, 'actor', 'at', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  const settled = [
    { op: 'settle' as const, token: due.token },
    ...incidentWork(due.problemId, due.further ?? [], context.recordedAt),
  ]
  const done: Plan = { writes: [], events: [], work: settled, expect: [], explanations: [], ticket: null, customer: null }
  const found = loadedTicket(loaded, due.ticketId, policies, context.actor)
  if (found.isErr()) {
    if (found.error.kind === 'planner/unreadable-document') return err(found.error)
    return ok(found.error.kind === 'ticket/unknown-workflow' ? waiting() : { do: 'settle', plan: done })
  }
  const { doc, ticket, workflow } = found.value
  const named = ticketIn(loaded, due.problemId)
  // A problem that was merged is resolved where it goes on.
  const problem = named === null ? null : survivorIn(loaded, named)
  const way = [due.problemId, ...(named === null ? [] : survivors(loaded, named))]
  const read = [doc, ...way.flatMap((id) => loadedDocument(loaded, ref(id)) ?? [])].map(({ ref: which, version }) => ({
    ...{ ref: which, version },
  }))
  const unchanged: Plan = { ...done, expect: read, ticket }
  const by = { actor: context.actor, now: context.at }

  if (isDone(ticket.category)) return ok({ do: 'settle', plan: unchanged })
  if (problem === null || problem.resolvedAt === null || !isAwaited(problem))
    return planned(resolutionDropped(ticket, due.problemId, by)).map((plan) => ({ do: 'settle', plan: plan ?? unchanged }))
  const { resolvedAt, resolutionCode } = problem
  const decided = decideTicket(
    workflow,
    ticket,
    { type: 'resolve', ...(resolutionCode === null ? {} : { code: resolutionCode }) },
    by,
  )
  if (decided.isErr()) return heldUp(decided.error)
  const resolved = planned(decided.value)
  if (resolved.isErr()) return err(resolved.error)
  if (resolved.value === null) return ok({ do: 'settle', plan: unchanged })
  const refused = unlessCatalogueRefuses(resolved.value, policies)
  return refused.isErr() ? heldUp(refused.error) : ok({ do: 'act', plan: refused.value })

  /** What no workflow in force decides is kept; those that come after it go on. */
  function waiting(): TimerSettles | TimerWaits {
    const later = undecided(context)
    if ((due.further ?? []).length === 0) return later
    const { resolvedAt = null, problemId, ticketId: id } = due
    const payload = resolvedAt === null ? { problemId } : { problemId, resolvedAt }
    const again = { op: 'schedule', queue: incidentQueue, id, dueAt: later.until, payload } as const
    return { do: 'settle', plan: { ...done, work: [...settled, again] } }
  }

  function isAwaited({ outcome, resolvedAt: at }: Ticket): boolean {
    const same = due.resolvedAt === undefined || due.resolvedAt === null || due.resolvedAt === at
    return same && outcome === 'solved' && linkedBy(ticket, 'incident-of').includes(due.problemId)
  }

  function heldUp(rejection: TimerRefused['rejection']): Result<TimerRefused, UnreadableDocument> {
    const says = resolutionHeldUp(ticket, { problemId: due.problemId, resolvedAt, refusal: rejection.kind }, by)
    const dueAt = afterWaiting(resolvedAt, context.at)
    const payload = { problemId: due.problemId, resolvedAt }
    const again = { op: 'schedule', queue: incidentQueue, id: ticket.id, dueAt, payload } as const
    return planned(says)
      .map((plan) => plan ?? unchanged)
      .map((plan) => ({ do: 'refused', plan: { ...plan, work: [...plan.work, again] }, rejection }))
  }

  /** What events of the incident mean for the store; null where there are none. */
  function planned(happened: readonly TicketEvent[]): Result<Plan | null, UnreadableDocument> {
    if (happened.length === 0) return ok(null)
    const base = { docVersion: doc.version, before: ticket, workflow }
    const told = familyTold(withEvents(new Map(), ticket.id, base, happened), loaded, policies, context)
    if (told.isErr()) return told.error.kind === 'planner/unreadable-document' ? err(told.error) : ok(null)
    const { writes, events, work, tickets } = changedTickets(withCheckBacks(told.value, policies, context), {
      bodies: new Map(),
      recordedAt: context.recordedAt,
      cause: due.commandId,
    })
    // The settled item is this very one: it is not set again by what it did itself.
    const others = work.filter((change) => !('queue' in change) || change.queue !== incidentQueue)
    const plan: Plan = {
      ...{ writes, events, work: [...settled, ...others], explanations: explainEvents(events, others) },
      expect: read.filter(({ ref: { id } }) => id !== ticket.id),
      ...{ ticket: tickets.get(ticket.id) ?? null, customer: null },
    }
    const request = { type: 'ticket-command', commandId: due.commandId } as const
    return withClocks(withFieldIndex(plan, policies), loaded, request, policies, context)
  }
}
