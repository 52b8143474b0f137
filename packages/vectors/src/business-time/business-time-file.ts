import { z } from 'zod'

const pair = z.tuple([z.string(), z.string()])
const day = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
const calendar = z.object({
  timeZone: z.string(),
  weekly: z.partialRecord(day, z.array(pair)).optional(),
  holidays: z.array(z.string()).optional(),
  annualHolidays: z.array(z.string()).optional(),
  breaks: z.record(z.string(), z.array(pair)).optional(),
  dateOverrides: z.record(z.string(), z.array(pair)).optional(),
})
const amount = z.object({ value: z.number(), unit: z.string() })

/** Anything about a vector that is not read here stays on it: other expectations by other names. */
const vector = z.looseObject({
  id: z.string(),
  op: z.string(),
  calendar: z.string().optional(),
  otherCalendar: z.string().optional(),
  calendarVersions: z.array(z.object({ effectiveFrom: z.string().optional(), calendar: z.string() })).optional(),
  at: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  localDate: z.string().optional(),
  localTime: z.string().optional(),
  timeZone: z.string().optional(),
  amount: amount.optional(),
  amounts: z.array(amount).optional(),
  direction: z.enum(['forward', 'backward']).optional(),
  count: z.number().optional(),
  unit: z.string().optional(),
  rounding: z.string().optional(),
  toleranceSeconds: z.number().optional(),
  inclusive: z.boolean().optional(),
  endOfWorkingDay: z.boolean().optional(),
  expected: z.unknown().optional(),
})

/** A file of schema `business-time/1`. */
export const businessTimeFile = z.looseObject({
  schema: z.string(),
  name: z.string(),
  conventions: z.record(z.string(), z.unknown()).optional(),
  calendars: z.record(z.string(), calendar).optional(),
  vectors: z.array(vector),
})

/** A file of schema `business-time/1`. */
export type BusinessTimeFile = z.output<typeof businessTimeFile>
/** One vector. */
export type BusinessTimeVector = BusinessTimeFile['vectors'][number]
/** One calendar of a file. */
export type VectorCalendar = z.output<typeof calendar>
/** An amount of working time. */
export type VectorAmount = z.output<typeof amount>
