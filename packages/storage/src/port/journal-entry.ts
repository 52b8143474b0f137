import type { ActorRef, Instant, Json } from '@caseload/core'
import type { Payload } from './json-text.ts'

/** A fact to be added to the journal: core's event envelope. */
export interface NewEvent<Body = Payload> {
  /** Stream it belongs to, e.g. a ticket's identity. */
  readonly stream: string
  /** Place in the stream: one more than the stream's last, from 1. */
  readonly version: number
  /** What happened, in kebab-case. */
  readonly type: string
  /** Version of the shape of `data`, from 1. */
  readonly schema: number
  /** When it happened. */
  readonly at: Instant
  /** When it is stored. */
  readonly recordedAt: Instant
  /** Who did it. */
  readonly actor: ActorRef
  /** The command or event that led to it; null where nothing is known. */
  readonly cause: string | null
  /** The particulars; no personal data, no free text. */
  readonly data: Body
}

/** A fact in the journal; only `redact` ever changes one, and then `data` is null. */
export interface JournalEntry<Body = Json> extends NewEvent<Body> {
  /** Which of the tenant's independent sequences; 0 as long as there is one. */
  readonly lane: number
  /** Place in the lane: 1, 2, 3 … without gaps. */
  readonly seq: number
  /** Key of the commit that brought it. */
  readonly commit: string
}
