import type { ActorRef } from './actor.ts'
import type { Instant } from './instant.ts'

/**
 * A fact: something that happened, in the past tense, for ever.
 *
 * Events carry identities, codes, categories and instants; free text and personal data stay in documents, so that a person can be erased
 * without touching history.
 */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  /** What happened, in kebab-case past tense, e.g. `ticket-resolved`. */
  readonly type: Type
  /** When it happened in the world; never before the event that precedes it in its stream. */
  readonly at: Instant
  /** Who did it. */
  readonly actor: ActorRef
  /** The particulars: plain JSON. */
  readonly data: Data
}

/** An event with its place in the journal. */
export type EventEnvelope<Event extends DomainEvent = DomainEvent> = Event & {
  /** The stream it belongs to: the identity of the entity whose history it is part of, e.g. a ticket's. */
  readonly stream: string
  /** Place in the stream: 1, 2, 3 … without gaps. */
  readonly version: number
  /** Version of the shape of `data`, from 1; older shapes are upcast when read. */
  readonly schema: number
  /** When it was stored; later than `at` for imported history and for what was reported afterwards. */
  readonly recordedAt: Instant
  /** The command that led to it, or `stream#version` of the event that did; null where nothing is known. */
  readonly cause: string | null
}
