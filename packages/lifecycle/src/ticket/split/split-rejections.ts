import type { Refusal } from '../ticket-rejections.ts'

/** No message would stay: that is no split. */
export interface NothingLeft extends Refusal<'ticket/nothing-left'> {
  /** How many messages stand on the ticket. */
  readonly messages: number
}
/** A message does not stand on the ticket, or its text is gone. */
export interface MessageNotHere extends Refusal<'ticket/message-not-here'> {
  /** Which one. */
  readonly messageId: string
}

/** Every way a split can say no. */
export type SplitRejection = NothingLeft | MessageNotHere
