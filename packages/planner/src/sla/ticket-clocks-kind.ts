import type { Instant, TicketId } from '@caseload/core'
import type { RecordedBreach, SlaSignal } from '@caseload/sla'
import type { KindSpec, Scalar, Write } from '@caseload/storage'

/** What the clocks of a ticket are worked out from, and what has been told of them. Holds no personal data. */
export interface TicketClocks {
  /** Ticket it belongs to; the document has the same identity. */
  readonly ticketId: TicketId
  /** Number of events in the stream of its clocks so far. */
  readonly version: number
  /** What happened to the ticket, as clocks see it. */
  readonly signals: readonly SlaSignal[]
  /** Up to when the turns of its clocks have been told. */
  readonly toldAt: Instant
  /** Steps that were carried out, by key. */
  readonly fired: readonly string[]
  /** Misses that events recorded. */
  readonly breaches: readonly RecordedBreach[]
  /** When its timer is due; null where it has none. */
  readonly timerAt: Instant | null
}

/**
 * How clocks are stored: beside the ticket, so that only desks with promises pay for them. `nextBreachAt` is the next deadline that is not missed yet, `overdueSince` the earliest of a clock that
 * has not ended, missed or to come; both are the last instant there is where there is none, which sorts last without a null. Each list has its path for everybody, for a team and for an agent: without one, the few of a small
 * team are looked for among all.
 */
export const ticketClocksKind: KindSpec = {
  kind: 'ticket-clocks',
  fields: {
    nextBreachAt: { type: 'instant', sortable: true },
    overdueSince: { type: 'instant', sortable: true },
    teamId: { type: 'text', nullable: true },
    assigneeId: { type: 'text', nullable: true },
  },
  paths: [
    { eq: [], sort: ['nextBreachAt'] },
    { eq: [], sort: ['overdueSince'] },
    { eq: ['teamId'], sort: ['nextBreachAt'] },
    { eq: ['teamId'], sort: ['overdueSince'] },
    { eq: ['assigneeId'], sort: ['nextBreachAt'] },
    { eq: ['assigneeId'], sort: ['overdueSince'] },
  ],
}

/** Fields of the ticket that its clocks are listed by. */
export const ticketClocksFields = ['teamId', 'assigneeId'] as const

/** The write that stores a ticket's clocks over the version of their document that was read; 0 for new ones. */
export function writeTicketClocks(
  version: number,
  clocks: TicketClocks,
  fields: Readonly<Record<(typeof ticketClocksFields)[number] | 'nextBreachAt' | 'overdueSince', Scalar>>,
): Write {
  return { op: 'put', ref: { kind: 'ticket-clocks', id: clocks.ticketId }, version, doc: clocks, fields }
}
