import { z } from 'zod'

const pairs = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly()
const holiday = z.union([z.string(), z.looseObject({ date: z.string() }).transform(({ date }) => date)])

/** A calendar of a file. What the schema does not name is left out. */
export const vectorCalendar = z.object({
  timeZone: z.string(),
  weekly: z.record(z.string(), pairs.nullable()).optional(),
  holidays: z.array(holiday).optional(),
  annualHolidays: z.array(holiday).optional(),
  breaks: z.record(z.string(), pairs).optional(),
  dateOverrides: z.record(z.string(), pairs).optional(),
})

const amount = z.object({ value: z.number(), unit: z.string() })
const text = z.string().nullish()

/** One vector. Anything that is not read here stays on it: other expectations by other names. */
export const businessTimeVector = z.looseObject({
  op: z.string(),
  calendar: text,
  otherCalendar: text,
  calendarVersions: z.array(z.object({ effectiveFrom: text, calendar: z.string() })).optional(),
  at: text,
  from: text,
  to: text,
  localDate: text,
  localTime: text,
  timeZone: text,
  amount: amount.optional(),
  amounts: z.array(amount).optional(),
  direction: z.enum(['forward', 'backward']).optional(),
  count: z.number().optional(),
  unit: z.string().optional(),
  rounding: z.string().optional(),
  toleranceSeconds: z.number().optional(),
  inclusive: z.boolean().optional(),
  endOfWorkingDay: z.boolean().optional(),
  targets: z.array(z.looseObject({ targetSeconds: z.number(), expectedBreached: z.boolean() })).optional(),
  expected: z.unknown().optional(),
})

/** A file of schema `business-time/1`; its calendars and vectors are read one by one, so that one that cannot be read spoils no other. */
export const businessTimeFile = z.looseObject({
  name: z.string(),
  conventions: z.unknown().optional(),
  calendars: z.record(z.string(), z.unknown()).optional(),
})

/** A file of schema `business-time/1`. */
export type BusinessTimeFile = z.output<typeof businessTimeFile>
/** One vector. */
export type BusinessTimeVector = z.output<typeof businessTimeVector>
/** One calendar of a file. */
export type VectorCalendar = z.output<typeof vectorCalendar>
/** An amount of working time. */
export type VectorAmount = z.output<typeof amount>
