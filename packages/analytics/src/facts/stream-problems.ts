import type { InvalidInput, Problem } from '@caseload/core'

/** A ticket's events do not follow each other: one is missing, repeated or early, so anything counted from them would be wrong. */
export interface BrokenStream extends Problem<'analytics/broken-stream'> {
  /** The stream. */
  readonly stream: string
  /** Version of the event that was given. */
  readonly version: number
  /** Version that should have come. */
  readonly expectedVersion: number
}

/** The first event of a stream does not open a ticket; leave streams of other things out, see `isTicketEvent`. */
export interface NotOpened extends Problem<'analytics/not-opened'> {
  /** The stream. */
  readonly stream: string
  /** Type of the event that came first. */
  readonly found: string
}

/** Everything that can be wrong with a journal: `input/invalid` where it is no list of events at all. */
export type StreamProblem = BrokenStream | NotOpened | InvalidInput

/** The refusal of an event out of its place. */
export function brokenStream(stream: string, version: number, expectedVersion: number): BrokenStream {
  const message = `stream ${stream}: event ${version} came where event ${expectedVersion} should`
  return { kind: 'analytics/broken-stream', stream, version, expectedVersion, message }
}

/** The refusal of a stream that is no ticket's. */
export function notOpened(stream: string, found: string): NotOpened {
  const message = `stream ${stream} begins with ${found}, not with ticket-opened: give ticket events alone, see isTicketEvent`
  return { kind: 'analytics/not-opened', stream, found, message }
}
