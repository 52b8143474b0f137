import { type Id, type Instant, isId, parseInstant } from '@caseload/core'
import { z } from 'zod'

/** An identity of one kind. */
export function idField<Prefix extends string>(prefix: Prefix): z.ZodType<Id<Prefix>> {
  return z.custom<Id<Prefix>>((value) => typeof value === 'string' && isId(prefix, value), `an id such as ${prefix}_1`)
}

/**
 * A code of the desk's own making: it stands in events, which are never erased, so what looks like an address or running text is refused.
 */
export const codeField = z.string().regex(/^[^\s@\p{C}](?:[^@\p{C}]{0,62}[^\s@\p{C}])?$/u, {
  error: 'a code of 1 to 64 characters without @, line breaks or blanks around it',
})

const loneSurrogate = /\p{Surrogate}/u

/** Free text of people. It is content: it never stands in an event. */
export function textField(longest: number, shortest = 1): z.ZodType<string> {
  return z
    .string()
    .min(shortest)
    .max(longest)
    .refine((text) => !text.includes('\u0000') && !loneSurrogate.test(text), 'text without U+0000 and lone surrogates')
}

/** Text of a message. */
export const bodyField = textField(150_000)
/** Text of a message that came in, which may be empty. */
export const inboundBodyField = textField(150_000, 0)
/** Text of a subject line. */
export const subjectField = textField(500, 0)
/** Text of a reason or summary. */
export const remarkField = textField(5000)

/** A point in time in any form that names one. */
export const instantField: z.ZodType<Instant> = z.unknown().transform((value, context): Instant => {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Date)) {
    context.addIssue({ code: 'custom', message: 'a Date, ISO 8601 text with an offset, or epoch milliseconds' })
    return z.NEVER
  }
  const read = parseInstant(value)
  if (read.isOk()) return read.value
  const expected = read.error.message.replace(/^expected /, '')
  context.addIssue({ code: 'custom', message: expected })
  return z.NEVER
})

const attributeName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)

/** The value of one of the desk's own fields that may be personal, and so free text. */
export const personalValueField = z.union([
  textField(2000, 0),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(textField(200)).max(12),
])

/** Values of the desk's personal fields; which names are allowed is a matter of the policies. */
export const personalFieldsField = z
  .record(attributeName, personalValueField)
  .refine((values) => Object.keys(values).length <= 200, 'at most 200 fields')

/** The desk's own fields; which names are allowed is a matter of the policies. */
export const attributesField = z.record(
  attributeName,
  z.union([
    z.string().regex(/^[^@\p{C}]{0,200}$/u),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.string().regex(/^[^@\p{C}]{1,200}$/u)).max(12),
  ]),
)
