import { formatInstant, type Id, type Instant, isId, parseInstant } from '@caseload/core'
import { z } from 'zod'

/** An identity of one kind. */
export function idField<Prefix extends string>(prefix: Prefix): z.ZodType<Id<Prefix>> {
  return z.custom<Id<Prefix>>((value) => typeof value === 'string' && isId(prefix, value), `an id such as ${prefix}_1`)
}

const codePattern = /^[a-z0-9-]{1,64}$/
const labelPattern = /^[\p{L}\p{M}\p{N}._:/~-]{1,64}$/u
const soughtPattern = /^[^@\p{C}]{1,64}$/u
const code = 'a code of 1 to 64 lower-case letters, digits and hyphens'

/** A code of the desk's own making, in the form of the names in its documents: it stands in events, which are never erased, so there is no room for running text. */
export const codeField = z.string().refine((text) => codePattern.test(text), code)

/** A code that says why, beside which words can be said in a property of their own. */
export const reasonField = z.string().refine((text) => codePattern.test(text), `${code}; words belong into a remark or summary`)

/** What something is called on a ticket, in a catalogue or in another system: it stands in events, too. */
export const labelField = z
  .string()
  .refine((text) => labelPattern.test(text), '1 to 64 letters, digits or . _ : / ~ - without blanks')

/** A code or label to look for: whatever a ticket may have had before the present form was asked of it. */
export const soughtField = z.string().refine((text) => soughtPattern.test(text), '1 to 64 characters without @')

const loneSurrogate = /\p{Surrogate}/u

/** Free text of people. It is content: it never stands in an event. */
export function textField(longest: number, shortest = 1): z.ZodType<string> {
  return z
    .string()
    .min(shortest)
    .max(longest)
    .refine((text) => !text.includes('\u0000') && !loneSurrogate.test(text), 'text without U+0000 and lone surrogates')
}

/** The same for a value of a personal field, whose length is counted in characters, as its pattern in a form counts them: one beyond the basic plane is one, not two. */
function personalText(longest: number): z.ZodType<string> {
  return z
    .string()
    .refine((text) => text.length <= 2 * longest && [...text].length <= longest, `at most ${longest} characters`)
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

/** What is expected of an instant at which something happened: that it is over by the desk's own clock. What is said to happen later would hold up everything that time does with its ticket until then. */
export function notAfter(now: Instant): string {
  return `an instant that is not in the future, so ${formatInstant(now)} at the latest`
}

/** The name of one of the desk's own fields. */
export const attributeNameField = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)

/** A record passes over a property called `__proto__` without a word: it is refused by its name, as any other that no field can have. */
const withoutProto = z.unknown().superRefine((values, context) => {
  if (typeof values === 'object' && values !== null && Object.hasOwn(values, '__proto__'))
    context.addIssue({ code: 'custom', path: ['__proto__'], message: 'a declared field' })
})

/** The value of one of the desk's own fields that may be personal, and so free text. */
export const personalValueField = z.union([
  personalText(2000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(personalText(200)).max(12),
])

/** Values of the desk's personal fields; which names are allowed is a matter of the policies. */
export const personalFieldsField = withoutProto.pipe(
  z.record(attributeNameField, personalValueField).refine((values) => Object.keys(values).length <= 200, 'at most 200 fields'),
)

/** The desk's own fields; which names are allowed is a matter of the policies. */
export const attributesField = withoutProto.pipe(
  z.record(
    attributeNameField,
    z.union([
      z.string().regex(/^[^@\p{C}]{0,200}$/u),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(z.string().regex(/^[^@\p{C}]{1,200}$/u)).max(12),
    ]),
  ),
)
