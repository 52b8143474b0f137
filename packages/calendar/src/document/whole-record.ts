import { z } from 'zod'

/** A record schema that refuses the one name which records leave out in silence: what is written in a calendar must not be lost. */
export function wholeRecord<Output>(record: z.ZodType<Output>): z.ZodType<Output> {
  return z.preprocess((given, context) => {
    if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__')) {
      context.addIssue({ code: 'custom', path: ['__proto__'], message: 'another name' })
      return z.NEVER
    }
    return given
  }, record)
}
