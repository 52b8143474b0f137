import type { AgentId, Id, Instant } from '@caseload/core'

/** Identity of something promised to the requester, `prm_…`. */
export type PromiseId = Id<'prm'>
/** Identity of a follow-up, `fup_…`. */
export type FollowUpId = Id<'fup'>

/** A time told to the requester that is still to be kept. */
export interface OpenPromise {
  /** Identity. */
  readonly id: PromiseId
  /** What was promised, the desk's own code, e.g. `call-back`; null for word of how things stand, which the next answer keeps. */
  readonly about: string | null
  /** When it was told last. */
  readonly madeAt: Instant
  /** The time told last; that instant is still in time. */
  readonly dueAt: Instant
  /** When a time was told first. */
  readonly firstMadeAt: Instant
  /** The time told first. */
  readonly firstDueAt: Instant
  /** How often another time was told. */
  readonly moves: number
  /** The first time told that passed, where one passed and another was told afterwards; null where none did. */
  readonly brokenAt: Instant | null
  /** Whether the desk was reminded of it. */
  readonly reminded: boolean
  /** Whether the time told last has passed. */
  readonly missed: boolean
}

/** Something the desk set itself to look after at a time, and still has to. */
export interface OpenFollowUp {
  /** Identity. */
  readonly id: FollowUpId
  /** What for, the desk's own code, e.g. `check-back`; null where nobody said. */
  readonly purpose: string | null
  /** Who is to do it; null for whoever has the ticket. */
  readonly assigneeId: AgentId | null
  /** When it was set last. */
  readonly madeAt: Instant
  /** The time it was set for last; that instant is still in time. */
  readonly dueAt: Instant
  /** When it was set first. */
  readonly firstMadeAt: Instant
  /** The time it was set for first. */
  readonly firstDueAt: Instant
  /** How often it was set for another time. */
  readonly moves: number
  /** The first time that passed, where one passed and it was set for another afterwards; null where none did. */
  readonly brokenAt: Instant | null
  /** Whether the desk was reminded of it. */
  readonly reminded: boolean
  /** Whether the time it was set for has passed. */
  readonly missed: boolean
}

/** What a ticket knows of what was promised and is to be followed up. */
export interface PromisePart {
  /** Promises that are neither kept nor withdrawn, by the time told. */
  readonly promises: readonly OpenPromise[]
  /** Follow-ups that are neither completed nor withdrawn, by their time. */
  readonly followUps: readonly OpenFollowUp[]
  /** How often a time told to the requester passed without what was promised. */
  readonly missedPromises: number
}

/** A promise that is still to be kept. */
export interface PromiseOwed {
  /** Discriminant. */
  readonly owed: 'promise'
  /** Which promise. */
  readonly promiseId: PromiseId
}

/** A follow-up that is still to be done. */
export interface FollowUpOwed {
  /** Discriminant. */
  readonly owed: 'follow-up'
  /** Which follow-up. */
  readonly followUpId: FollowUpId
}

/** A new ticket's promises: none. */
export const noPromises: PromisePart = { promises: [], followUps: [], missedPromises: 0 }

/** What was promised and set and is still to be done. */
export function owedPromises({ promises, followUps }: PromisePart): readonly (PromiseOwed | FollowUpOwed)[] {
  if (promises.length === 0 && followUps.length === 0) return none
  return [
    ...promises.map(({ id }) => ({ owed: 'promise' as const, promiseId: id })),
    ...followUps.map(({ id }) => ({ owed: 'follow-up' as const, followUpId: id })),
  ]
}

const none: readonly PromiseOwed[] = []
