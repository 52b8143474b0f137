import type { Refusal } from '../ticket-rejections.ts'

/** No such promise is open: it was never made, or is kept or withdrawn. */
export interface NoSuchPromise extends Refusal<'ticket/no-such-promise'> {
  /** Which promise was named. */
  readonly promiseId: string
}
/** No such follow-up is open: it was never scheduled, or is completed or withdrawn. */
export interface NoSuchFollowUp extends Refusal<'ticket/no-such-follow-up'> {
  /** Which follow-up was named. */
  readonly followUpId: string
}
/** The ticket holds as many open promises, or follow-ups, as it can: 50 each. */
export interface TooManyPromises extends Refusal<'ticket/too-many-promises'> {
  /** How many it can hold. */
  readonly most: number
}

/** Every way promises and follow-ups can say no. */
export type PromiseRejection = NoSuchPromise | NoSuchFollowUp | TooManyPromises
