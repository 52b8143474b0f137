import { z } from 'zod'

/** A record schema that refuses the one name which records would leave out in silence: what is written in a policy must not be lost. */
export function namedRecord<Value>(name: z.ZodString, value: z.ZodType<Value>): z.ZodType<Record<string, Value>> {
  return z.preprocess(
    (given, context) => {
      if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__')) {
        context.addIssue({ code: 'custom', path: ['__proto__'], message: 'another name' })
        return z.NEVER
      }
      return given
    },
    z.record(name, value),
  )
}
