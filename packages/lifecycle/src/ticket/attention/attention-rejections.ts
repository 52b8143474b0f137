import type { Refusal } from '../ticket-rejections.ts'

/** As many watch the ticket as can: 100. */
export interface TooManyWatchers extends Refusal<'ticket/too-many-watchers'> {
  /** How many can. */
  readonly most: number
}

/** Every way attention to a ticket can say no. */
export type AttentionRejection = TooManyWatchers
