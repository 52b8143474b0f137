import { z } from 'zod'
import { idField, labelField, reasonField } from './fields.ts'

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
      /** What the telephone system calls it: 1 to 64 letters, digits or `. _ : / ~ -`. */
      readonly call?: string
    }
  | {
      /** By an article they were shown. */
      readonly by: 'article'
      /** Which article: 1 to 64 letters, digits or `. _ : / ~ -`. */
      readonly article: string
    }
  | {
      /** They were not told. */
      readonly by: 'exempt'
      /** Why that is right; a code: 1 to 64 lower-case letters, digits and hyphens. */
      readonly reason: string
    }

/** `SolutionToldInput`. */
export const solutionToldSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('message'), messageId: idField('msg') }),
  z.strictObject({ by: z.literal('call'), call: optional(labelField) }),
  z.strictObject({ by: z.literal('article'), article: labelField }),
  z.strictObject({ by: z.literal('exempt'), reason: reasonField }),
])
