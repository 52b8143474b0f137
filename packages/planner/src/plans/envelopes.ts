import type { DomainEvent, EventEnvelope } from '@caseload/core'
import type { EventStamp } from './plan.ts'

/** Gives events their places in a stream, after those it has. */
export function envelopes<Event extends DomainEvent>(
  events: readonly Event[],
  stream: string,
  lastVersion: number,
  stamp: EventStamp,
): readonly EventEnvelope<Event>[] {
  return events.map((event, index) => ({
    ...event,
    stream,
    version: lastVersion + index + 1,
    schema: 1,
    recordedAt: stamp.recordedAt,
    cause: stamp.cause,
  }))
}
