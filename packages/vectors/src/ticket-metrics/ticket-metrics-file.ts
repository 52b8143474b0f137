import { z } from 'zod'

const author = z.enum(['customer', 'agent'])
const story = z.array(z.looseObject({ at: z.string(), status: z.string().optional(), message: author.optional() }))
const commented = z.looseObject({
  createdAt: z.string(),
  schedules: z.array(
    z.object({ from: z.string(), name: z.string(), weekMinutesUtc: z.array(z.tuple([z.number(), z.number()])) }),
  ),
  comments: z.array(z.object({ at: z.string(), author, public: z.boolean() })),
  solvedAt: z.string().optional(),
})

/** One vector. */
export const ticketMetricsVector = z.looseObject({
  timeline: z.string(),
  metric: z.string(),
  hours: z.string(),
  expectedSeconds: z.number().optional(),
  expectedMinutes: z.number().optional(),
  toleranceMinutes: z.number().optional(),
  exactMinutes: z.number().optional(),
})

/** What happened to one ticket. */
export const metricsTimeline = z.union([story, commented])

/** A file of schema `ticket-metrics/1`; its timelines are read one by one. */
export const ticketMetricsFile = z.looseObject({
  name: z.string(),
  timelines: z.record(z.string(), z.unknown()),
})

/** A file of schema `ticket-metrics/1`. */
export type TicketMetricsFile = z.output<typeof ticketMetricsFile>
/** One vector. */
export type TicketMetricsVector = z.output<typeof ticketMetricsVector>
/** What happened to one ticket. */
export type MetricsTimeline = z.output<typeof metricsTimeline>
