import { z } from 'zod'
import { codeField, idField } from './fields.ts'

const optional = z.exactOptional

/** How the requester was told of a solution, or why not. */
export type SolutionToldInput =
  | {
      /** By a public message of the conversation. */
      readonly by: 'message'
      /** Which message (`msg_…`). */
      readonly messageId: string
    }
  | {
      /** On the phone or in person. */
      readonly by: 'call'
      /** What the telephone system calls it; a code. */
      readonly call?: string
    }
  | {
      /** By an article they were shown. */
      readonly by: 'article'
      /** Which article; a code. */
      readonly article: string
    }
  | {
      /** They were not told. */
      readonly by: 'exempt'
      /** Why that is right; a code. */
      readonly reason: string
    }

/** `SolutionToldInput`. */
export const solutionToldSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('message'), messageId: idField('msg') }),
  z.strictObject({ by: z.literal('call'), call: optional(codeField) }),
  z.strictObject({ by: z.literal('article'), article: codeField }),
  z.strictObject({ by: z.literal('exempt'), reason: codeField }),
])
