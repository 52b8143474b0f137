import type { Refusal } from '../ticket-rejections.ts'

/** A hand-over lacks what the workflow asks for. */
export interface HandOverIncomplete extends Refusal<'ticket/hand-over-incomplete'> {
  /** Parts of the briefing that are missing, in the order of the workflow. */
  readonly missing: readonly string[]
}
/** The workflow wants a receipt for what goes to another team: it is offered with `transfer`, not given with this command. */
export interface HandOverNeeded extends Refusal<'ticket/hand-over-needed'> {
  /** Team that was named. */
  readonly teamId: string
}
/** Nothing is offered that could be accepted, returned or taken back. */
export interface NothingOffered extends Refusal<'ticket/nothing-offered'> {}
/** The ticket is offered to another team, and its agent may not let go before the offer is taken; it may be given to a colleague. */
export interface StillAnswerable extends Refusal<'ticket/still-answerable'> {
  /** Team it is offered to. */
  readonly offeredTo: string
}

/** Every way a hand-over can say no. */
export type HandOverRejection = HandOverIncomplete | HandOverNeeded | NothingOffered | StillAnswerable
