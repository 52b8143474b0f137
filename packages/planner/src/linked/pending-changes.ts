import type { CommandId, CustomerId, EventEnvelope, Instant, TicketId } from '@caseload/core'
import { evolveTicket, type Ticket, type TicketEvent, type Workflow } from '@caseload/lifecycle'
import type { WorkChange, Write } from '@caseload/storage'
import { ticketChange } from '../plans/ticket-change.ts'
import { incidentsAtOnce } from './incident-queue.ts'

/** What is about to happen to one ticket. */
export interface PendingChange {
  /** Version of the stored document; 0 for a new ticket. */
  readonly docVersion: number
  /** The ticket before; null for a new one. */
  readonly before: Ticket | null
  /** The workflow that decides about it. */
  readonly workflow: Workflow
  /** What happens. */
  readonly happened: readonly TicketEvent[]
}

/** What is about to happen to several tickets in one step, in the order in which they were first touched. */
export type PendingChanges = ReadonlyMap<TicketId, PendingChange>

/** The same with more happening to one ticket, after what already does. */
export function withEvents(
  changes: PendingChanges,
  ticketId: TicketId,
  base: Omit<PendingChange, 'happened'>,
  events: readonly TicketEvent[],
): PendingChanges {
  if (events.length === 0) return changes
  const known = changes.get(ticketId)
  const happened = [...(known?.happened ?? []), ...events]
  return new Map([...changes, [ticketId, { ...(known ?? base), happened }]])
}

/** A ticket as it will stand; null where nothing makes it one. */
export function afterChange(change: PendingChange): Ticket | null {
  const known = foldedAlready.get(change)
  if (known !== undefined) return known
  const after = change.happened.reduce<Ticket | null>(evolveTicket, change.before)
  foldedAlready.set(change, after)
  return after
}

/** What happens to one ticket alone, by whoever has folded its events already. */
export function changeOf(ticketId: TicketId, change: PendingChange, after: Ticket | null): PendingChanges {
  if (change.happened.length === 0) return new Map()
  foldedAlready.set(change, after)
  return new Map([[ticketId, change]])
}

/** Several ask of the same change, so its events are folded once. */
const foldedAlready = new WeakMap<PendingChange, Ticket | null>()

/** What the changes of several tickets mean for the store. */
export interface ChangedTickets {
  /** Documents of tickets and messages. */
  readonly writes: readonly Write[]
  /** The events in their places, ticket by ticket. */
  readonly events: readonly EventEnvelope<TicketEvent>[]
  /** Timers that move. */
  readonly work: readonly WorkChange[]
  /** The tickets afterwards. */
  readonly tickets: ReadonlyMap<TicketId, Ticket>
}

/** Carries pending changes out on paper. */
export function changedTickets(
  changes: PendingChanges,
  stamp: {
    readonly bodies: ReadonlyMap<string, string>
    readonly authorId?: CustomerId
    readonly recordedAt: Instant
    readonly cause: CommandId
  },
): ChangedTickets {
  const writes: Write[] = []
  const events: EventEnvelope<TicketEvent>[] = []
  const work: WorkChange[] = []
  const tickets = new Map<TicketId, Ticket>()
  const problems = [...changes.values()].filter(({ happened }) => happened.some(({ type }) => type === 'resolution-passed-on'))
  const share = { incidentsAtOnce: incidentsAtOnce(problems.length) }
  for (const [ticketId, pending] of changes) {
    const { docVersion, before, workflow, happened } = pending
    const after = afterChange(pending)
    const change = after === null ? null : ticketChange({ docVersion, before, after, workflow, happened, ...stamp, ...share })
    if (change === null) throw new TypeError('a ticket changes that was never opened')
    writes.push(...change.writes)
    events.push(...change.events)
    work.push(...change.work)
    tickets.set(ticketId, change.ticket)
  }
  return { writes, events, work, tickets }
}
