import type { Refusal, TicketRejection } from '../ticket-rejections.ts'

/** A refusal before it is told who asked for what and what would be allowed instead. */
export type Denial = TicketRejection extends infer Rejection
  ? Rejection extends TicketRejection
    ? Omit<Rejection, Exclude<keyof Refusal<string>, 'kind'>>
    : never
  : never
