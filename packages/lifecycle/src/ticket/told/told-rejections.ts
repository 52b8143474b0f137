import type { Refusal } from '../ticket-rejections.ts'

/** A solved ticket may not be closed: nobody recorded how the requester was told, and the workflow wants that. */
export interface NotTold extends Refusal<'ticket/not-told'> {
  /** Status that was wanted. */
  readonly toStatus: string
}

/** Every way the telling of a solution can say no. */
export type ToldRejection = NotTold
