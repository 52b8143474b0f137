import { type CommandId, isId, type TicketId } from '@caseload/core'
import { decideTicket, isDone, linkedBy } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { unlessCatalogueRefuses } from '../catalogue/data-missing.ts'
import { withCheckBacks } from '../check-back/with-check-backs.ts'
import { withFieldIndex } from '../documents/field-index.ts'
import type { UnreadableDocument } from '../documents/stored-document.ts'
import { explainEvents } from '../plans/explain-events.ts'
import { loadedTicket } from '../plans/loaded-ticket.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import type { TimerActs, TimerRefused, TimerSettles } from '../plans/plan-timer.ts'
import type { Policies } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { withClocks } from '../sla/with-clocks.ts'
import { familyTold } from './family-told.ts'
import { relativesOf, ticketIn } from './further-reads.ts'
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
}

/** The problem a claimed incident goes with; null where the work item does not say. */
export function problemOf(payload: unknown): TicketId | null {
  if (typeof payload !== 'object' || payload === null || !('problemId' in payload)) return null
  const { problemId } = payload
  return typeof problemId === 'string' && isId('tkt', problemId) ? problemId : null
}

/** The documents it is decided by, asked again with what they brought until nothing more is named. */
export function incidentReads(
  { ticketId, problemId }: Pick<DueIncident, 'ticketId' | 'problemId'>,
  loaded: Loaded,
): readonly Ref[] {
  const own = [ref(ticketId), ref(problemId)].filter((each) => loadedDocument(loaded, each) === null)
  return loaded.docs.length === 0 ? own : relativesOf(loaded, ticketId)
}

/**
 * What resolving an incident with its problem means now: the same code, under the incident's own rules; nothing where the two are no longer linked, the problem came back, or the incident is done.
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
): Result<TimerActs | TimerSettles | TimerRefused, UnreadableDocument> {
  const settle = { op: 'settle' as const, token: due.token }
  const done: Plan = { writes: [], events: [], work: [settle], expect: [], explanations: [], ticket: null, customer: null }
  const found = loadedTicket(loaded, due.ticketId, policies, context.actor)
  if (found.isErr())
    return found.error.kind === 'planner/unreadable-document' ? err(found.error) : ok({ do: 'settle', plan: done })
  const { doc, ticket, workflow } = found.value
  const problem = ticketIn(loaded, due.problemId)
  const problemDoc = loadedDocument(loaded, ref(due.problemId))
  const read = [doc, ...(problemDoc === null ? [] : [problemDoc])].map(({ ref: which, version }) => ({ ref: which, version }))
  const unchanged: Plan = { ...done, expect: read, ticket }
  const linked = linkedBy(ticket, 'incident-of').includes(due.problemId)
  if (!linked || problem === null || problem.outcome !== 'solved' || isDone(ticket.category))
    return ok({ do: 'settle', plan: unchanged })
  const code = problem.resolutionCode === null ? {} : { code: problem.resolutionCode }
  const decided = decideTicket(workflow, ticket, { type: 'resolve', ...code }, { actor: context.actor, now: context.at })
  if (decided.isErr()) return ok({ do: 'refused', plan: unchanged, rejection: decided.error })
  const base = { docVersion: doc.version, before: ticket, workflow }
  const told = familyTold(withEvents(new Map(), ticket.id, base, decided.value), loaded, policies, context)
  if (told.isErr())
    return told.error.kind === 'planner/unreadable-document' ? err(told.error) : ok({ do: 'settle', plan: unchanged })
  const { writes, events, work, tickets } = changedTickets(withCheckBacks(told.value, policies, context), {
    bodies: new Map(),
    recordedAt: context.recordedAt,
    cause: due.commandId,
  })
  const expect = read.filter(({ ref: { id } }) => id !== ticket.id)
  const plan: Plan = {
    ...{ writes, events, work: [settle, ...work], expect, explanations: explainEvents(events, work) },
    ...{ ticket: tickets.get(ticket.id) ?? null, customer: null },
  }
  const refused = unlessCatalogueRefuses(plan, policies)
  if (refused.isErr()) return ok({ do: 'refused', plan: unchanged, rejection: refused.error })
  const whole = withClocks(
    withFieldIndex(plan, policies),
    loaded,
    { type: 'ticket-command', commandId: due.commandId },
    policies,
    context,
  )
  return whole.map((withThem) => ({ do: 'act', plan: withThem }))
}
