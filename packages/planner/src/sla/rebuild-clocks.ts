import {
  type Actor,
  actorRef,
  type CommandId,
  canonicalJson,
  type EventEnvelope,
  type Instant,
  type InvalidInput,
  instant,
  type TicketId,
} from '@caseload/core'
import type { Ticket, TicketEvent } from '@caseload/lifecycle'
import type { RecordedBreach } from '@caseload/sla'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { malformed, rules } from '../plans/malformed.ts'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import { changeClocks, newSignals, slaEventKey } from './change-clocks.ts'
import type { SlaEvent } from './sla-events.ts'
import type { TicketClocks } from './ticket-clocks-kind.ts'
import { clockFields, inputFor } from './with-clocks.ts'

/** What the clocks of one ticket are rebuilt from. */
export interface RebuildInput {
  /** The ticket's document. */
  readonly ticketDoc: Doc
  /** The document of its clocks; null where there is none. */
  readonly clocksDoc: Doc | null
  /** The whole stream of the ticket. */
  readonly history: readonly EventEnvelope<TicketEvent>[]
  /** The whole stream of its clocks. */
  readonly told: readonly EventEnvelope<SlaEvent>[]
}

/**
 * The clocks of a ticket from its history, by the policies as they are now: for tickets that were opened before there were promises, and after policies changed.
 *
 * What was told is not told again; where a recorded miss is none by these policies, or lies elsewhere, that is told as a correction. Steps that were due before the present are taken as past: a
 * new policy must not wake people for what happened under another.
 *
 * @param input - The ticket and what was recorded of it.
 * @param policies - What the desk decides by.
 * @param context - Who rebuilds, as which command, and the present.
 * @returns What to commit; null where nothing is promised or everything is as it should be; `planner/unreadable-document` where a document cannot be read.
 */
export function planRebuildClocks(
  input: RebuildInput,
  policies: Policies,
  context: { readonly actor: Actor; readonly commandId: CommandId; readonly now: Instant },
): Result<Plan | null, UnreadableDocument | InvalidInput> {
  const wrong = malformed({ input: [input, 'ticketDoc'], policies: [policies, ...rules], context: [context, 'actor', 'now'] })
  if (wrong !== null) return err(wrong)
  const { sla } = policies
  if (sla === null) return ok(null)
  const ticket = readDocument('ticket', input.ticketDoc)
  if (ticket.isErr()) return err(ticket.error)
  const stored = input.clocksDoc === null ? ok(null) : readDocument('ticket-clocks', input.clocksDoc)
  if (stored.isErr()) return err(stored.error)
  const { id } = ticket.value
  const before = recordedClocks(id, input.told, stored.value)
  const actor = actorRef(context.actor)
  const by = { actor, recordedAt: context.now, cause: context.commandId }
  const change = changeClocks({
    ...inputFor(sla, id, input.history, clockFields(ticket.value), by),
    docVersion: input.clocksDoc?.version ?? 0,
    before,
    news: newSignals(before, input.history, sla),
    told: new Set(input.told.map(slaEventKey)),
    now: context.now,
    as: 'history',
  })
  const same = stored.value !== null && change.events.length === 0 && isSame(stored.value, change.clocks)
  if (same && change.work.length === 0) return ok(null)
  return ok({
    writes: [change.write],
    events: change.events,
    work: change.work,
    expect: [{ ref: input.ticketDoc.ref, version: input.ticketDoc.version }],
    explanations: [],
    ticket: ticket.value satisfies Ticket,
    customer: null,
  })
}

/** Clocks that have been told of, and of which nothing is known yet. */
function recordedClocks(ticketId: TicketId, told: readonly EventEnvelope<SlaEvent>[], stored: TicketClocks | null): TicketClocks {
  const fired = new Set(stored?.fired ?? [])
  const breaches = new Map<string, RecordedBreach>()
  for (const { type, data } of told) {
    if (type === 'sla-step-reached') fired.add([data.clock, data.cycle, data.goal, data.step].join('/'))
    if (type !== 'sla-breached' && type !== 'sla-corrected') continue
    const { clock, cycle, goal } = data
    const breachedAt = type === 'sla-breached' ? data.dueAt : data.breachedAt
    const key = [clock, cycle, goal].join('/')
    if (breachedAt === null) breaches.delete(key)
    else breaches.set(key, { clock, cycle, goal, breachedAt })
  }
  return {
    ticketId,
    version: told.length,
    signals: [],
    toldAt: instant(0),
    fired: [...fired],
    breaches: [...breaches.values()],
    timerAt: stored?.timerAt ?? null,
  }
}

/** Compared in canonical form, since a store gives names back in another order. */
function isSame(stored: TicketClocks, rebuilt: TicketClocks): boolean {
  const plain = ({ fired, breaches, ...rest }: TicketClocks): string | null =>
    canonicalJson({ ...rest, toldAt: 0, fired: [...fired].sort(), breaches: breaches.map(breachText).sort() }).unwrapOr(null)
  return plain(stored) === plain(rebuilt)
}

function breachText({ clock, cycle, goal, breachedAt }: RecordedBreach): string {
  return [clock, cycle, goal, breachedAt].join('/')
}
