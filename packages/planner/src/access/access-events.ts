import type { ActorRef, DomainEvent, EventEnvelope, Id, Instant } from '@caseload/core'

/** Which protected fields were shown. */
export interface ProtectedFieldsReadData {
  /** Of which sort of thing. */
  readonly resource: 'ticket' | 'customer'
  /** Of which one. */
  readonly id: string
  /** Their names; never a value. */
  readonly fields: readonly string[]
  /** The purpose the reader stated, a code. */
  readonly purpose: string
}

/** Somebody was shown protected fields for a purpose they stated; `actor` says who. Each reading is a stream of its own. */
export type ProtectedFieldsRead = DomainEvent<'protected-fields-read', ProtectedFieldsReadData>

/** Every event about access. */
export type AccessEvent = ProtectedFieldsRead

/** The event of one reading. */
export function protectedFieldsRead(
  reading: Id<'read'>,
  actor: ActorRef,
  at: Instant,
  data: ProtectedFieldsReadData,
): EventEnvelope<ProtectedFieldsRead> {
  return { type: 'protected-fields-read', at, actor, data, stream: reading, version: 1, schema: 1, recordedAt: at, cause: null }
}
