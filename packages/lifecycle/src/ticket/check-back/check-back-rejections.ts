import type { Refusal } from '../ticket-rejections.ts'

/** Nobody is to be asked about this ticket: it was not drawn, was answered, or came back. */
export type NoCheckBack = Refusal<'ticket/no-check-back'>

/** Every way check-backs can say no. */
export type CheckBackRejection = NoCheckBack
