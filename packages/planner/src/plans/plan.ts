import type { Actor, CommandId, EventEnvelope, Explanation, Instant } from '@caseload/core'
import type { Customer, CustomerEvent } from '@caseload/customers'
import type { ContactDecided, Ticket, TicketEvent } from '@caseload/lifecycle'
import type { Ref, WorkChange, Write } from '@caseload/storage'
import type { AccessEvent } from '../access/access-events.ts'
import type { PolicyEvent } from '../registry/policy-events.ts'
import type { SlaEvent } from '../sla/sla-events.ts'

/** Every event a desk records, with its place in its stream. */
export type DeskEvent =
  | EventEnvelope<PolicyEvent>
  | EventEnvelope<AccessEvent>
  | EventEnvelope<ContactDecided>
  | EventEnvelope<TicketEvent>
  | EventEnvelope<CustomerEvent>
  | EventEnvelope<SlaEvent>

/** What a request means: everything one commit writes, and what the caller is told. */
export interface Plan {
  /** Documents to write. */
  readonly writes: readonly Write[]
  /** Events that explain them, in order. */
  readonly events: readonly DeskEvent[]
  /** Timers that move. */
  readonly work: readonly WorkChange[]
  /** Documents that were read and not written, with the versions the decision rests on. */
  readonly expect: readonly {
    /** Which document. */
    readonly ref: Ref
    /** Its version; 0: it must still not exist. */
    readonly version: number
  }[]
  /** Why it came out like this. */
  readonly explanations: readonly Explanation[]
  /** The ticket afterwards; null where the request is about none. */
  readonly ticket: Ticket | null
  /** The customer the request was about or who asked, afterwards; null where there is none or nobody looked. */
  readonly customer: Customer | null
}

/** Under which circumstances a request is decided. */
export interface PlanContext {
  /** Who asks for it. */
  readonly actor: Actor
  /** When it happens: the present, or the past for history. */
  readonly at: Instant
  /** The present: when it is stored. */
  readonly recordedAt: Instant
  /** The number of a new ticket; null where none is needed or given. */
  readonly number: number | null
}

/** Where events come to stand, and when and why they were stored. */
export interface EventStamp {
  /** When they are stored. */
  readonly recordedAt: Instant
  /** The command that led to them. */
  readonly cause: CommandId
}
