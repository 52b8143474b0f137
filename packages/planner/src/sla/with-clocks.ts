import { type ActorRef, actorRef, type CommandId, type EventEnvelope, type Instant, isId, type TicketId } from '@caseload/core'
import type { Ticket } from '@caseload/lifecycle'
import type { Sla } from '@caseload/sla'
import type { Scalar, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { laterInstant } from '../plans/later-instant.ts'
import type { DeskEvent, Plan, PlanContext } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import type { DeskRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import type { Reads } from '../requests/reads.ts'
import { type ClocksChangeInput, changeClocks, newSignals } from './change-clocks.ts'
import { type TicketClocks, ticketClocksFields } from './ticket-clocks-kind.ts'

/**
 * What has to be read beside what a request asks for, so that clocks can move in the same commit: those of every ticket it reads. Nothing more where the policies promise nothing.
 *
 * @param wanted - From `reads`.
 * @param policies - What the desk decides by.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { clockReads, compilePolicies, standardPolicies } from '@caseload/planner'
 *
 * const wanted = { refs: [{ kind: 'ticket', id: 'tkt_1' }], lookups: [] }
 * const sla = [{ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }] as const
 * clockReads(wanted, orThrow(compilePolicies({ ...standardPolicies, sla }))).refs[1] // => { kind: 'ticket-clocks', id: 'tkt_1' }
 * clockReads(wanted, orThrow(compilePolicies(standardPolicies))).refs.length // => 1
 * ```
 */
export function clockReads(wanted: Reads, policies: Policies): Reads {
  if (policies.sla === null) return wanted
  const clocks = wanted.refs.flatMap(({ kind, id }) => (kind === 'ticket' ? [{ kind: 'ticket-clocks', id }] : []))
  return clocks.length === 0 ? wanted : { ...wanted, refs: [...wanted.refs, ...clocks] }
}

/** Lets the clocks of every ticket a plan changes follow, in the same commit. A ticket without clocks that was opened before there were promises stays without until they are rebuilt. */
export function withClocks(
  plan: Plan,
  loaded: Loaded,
  request: {
    /** What is asked: a history is told of as it was. */
    readonly type: DeskRequest['type']
    /** The command behind it. */
    readonly commandId: CommandId
  },
  policies: Policies,
  context: PlanContext,
): Result<Plan, UnreadableDocument> {
  const { sla } = policies
  if (sla === null || plan.events.length === 0) return ok(plan)
  let whole = plan
  for (const [ticketId, events] of byTicket(plan.events)) {
    const doc = loadedDocument(loaded, { kind: 'ticket-clocks', id: ticketId })
    const stored = doc === null ? ok(null) : readDocument('ticket-clocks', doc)
    if (stored.isErr()) return err(stored.error)
    if (stored.value === null && events[0]?.version !== 1) continue
    const before = stored.value
    const news = newSignals(before, events, sla)
    if (before !== null && news.length === 0 && !events.some(({ type }) => listing.has(type))) continue
    const input = inputFor(sla, ticketId, events, ticketFieldsOf(plan.writes, ticketId), {
      actor: actorRef(context.actor),
      recordedAt: context.recordedAt,
      cause: request.commandId,
    })
    const as = request.type === 'record-history' ? 'history' : 'live'
    whole = added(whole, changeClocks({ ...input, docVersion: doc?.version ?? 0, before, news, as }))
  }
  return ok(whole)
}

/** Events that move a ticket in the lists of deadlines, whether or not its clocks care. */
const listing: ReadonlySet<string> = new Set(['ticket-assigned', 'ticket-unassigned', 'ticket-transferred'])

/** The parts of a taken-over ticket with its clocks, each going on from the one before. */
export function partsWithClocks(
  parts: readonly Plan[],
  ticketId: TicketId,
  sla: Sla | null,
  by: { readonly actor: ActorRef; readonly recordedAt: Instant; readonly cause: CommandId },
): readonly Plan[] {
  if (sla === null) return parts
  let before: TicketClocks | null = null
  return parts.map((part, docVersion) => {
    const input = inputFor(sla, ticketId, part.events, ticketFieldsOf(part.writes, ticketId), by)
    const news = newSignals(before, part.events, sla)
    const change = changeClocks({ ...input, docVersion, before, news, as: 'history' })
    before = change.clocks
    return added(part, change)
  })
}

function byTicket(events: readonly DeskEvent[]): ReadonlyMap<TicketId, readonly DeskEvent[]> {
  const streams = new Map<TicketId, DeskEvent[]>()
  for (const event of events) {
    if (!isId('tkt', event.stream)) continue
    const known = streams.get(event.stream)
    if (known === undefined) streams.set(event.stream, [event])
    else known.push(event)
  }
  return streams
}

/** All of what `changeClocks` asks for that the plan of the ticket itself tells. */
export function inputFor(
  sla: Sla,
  ticketId: TicketId,
  events: readonly EventEnvelope[],
  fields: ClocksChangeInput['fields'],
  by: { readonly actor: ActorRef; readonly recordedAt: Instant; readonly cause: CommandId },
): Omit<ClocksChangeInput, 'docVersion' | 'before' | 'news' | 'as'> {
  const now = events.reduce((latest, { at }) => laterInstant(latest, at), events[0]?.at ?? by.recordedAt)
  return { sla, ticketId, reached: [], fields, actor: by.actor, now, stamp: by }
}

function ticketFieldsOf(writes: readonly Write[], ticketId: TicketId): ClocksChangeInput['fields'] {
  const put = writes.find((write) => write.op === 'put' && write.ref.kind === 'ticket' && write.ref.id === ticketId)
  const fields: Readonly<Record<string, Scalar>> = put?.op === 'put' ? put.fields : {}
  const [teamId, assigneeId] = ticketClocksFields.map((name) => fields[name] ?? null)
  return { teamId: teamId ?? null, assigneeId: assigneeId ?? null }
}

/** Of a ticket, what its clocks are listed by. */
export function clockFields({ teamId, assigneeId }: Ticket): ClocksChangeInput['fields'] {
  return { teamId, assigneeId }
}

function added(plan: Plan, { write, events, work, explanations }: ReturnType<typeof changeClocks>): Plan {
  return {
    ...plan,
    writes: [...plan.writes, write],
    events: [...plan.events, ...events],
    work: [...plan.work, ...work],
    explanations: [...plan.explanations, ...explanations],
  }
}
