import type { Refusal } from '../ticket-rejections.ts'

/** The ticket goes on in another, which takes what is meant for it; only `unmerge` is for the ticket itself. */
export interface TicketIsMerged extends Refusal<'ticket/merged'> {
  /** The ticket it goes on in. */
  readonly into: string
}
/** The ticket is not merged: there is nothing to take back, or a command says that it ends as merged, which `merge-into` alone makes so. */
export interface TicketNotMerged extends Refusal<'ticket/not-merged'> {}

/** Why a ticket cannot go on in another. */
export type MergeObstacle = 'itself' | 'survivor-closed' | 'survivor-merged' | 'other-requester' | 'too-many' | 'same-identity'

/**
 * The tickets cannot be merged: `itself`; `survivor-closed`: what is over does not go on; `survivor-merged`: it goes on in a third, which is to be named; `other-requester`: two people would read each
 * other's words (link them as duplicates instead); `too-many`: more than 100 would go on there, directly or over others, or over more than 50 merges one after another, or it would hold more promises, follow-ups or approvals than a ticket can; `same-identity`: both hold an open promise or follow-up of one identity.
 */
export interface MergeRefused extends Refusal<'ticket/merge-refused'> {
  /** The ticket that was to go on. */
  readonly survivorId: string
  /** Why. */
  readonly reason: MergeObstacle
}

/** Every way a merge can say no. */
export type MergeRejection = TicketIsMerged | TicketNotMerged | MergeRefused
