import { z } from 'zod'

const step = z.record(z.string(), z.unknown())

/** One vector: a story in order. */
export const timelineVector = z.looseObject({ steps: z.array(step) })

/** A file of schema `ticket-timeline/1`; its vectors are read one by one. */
export const timelineFile = z.looseObject({
  name: z.string(),
  conventions: z.unknown().optional(),
  fields: z.unknown().optional(),
  calendars: z.record(z.string(), z.unknown()).optional(),
})

/** A file of schema `ticket-timeline/1`. */
export type TimelineFile = z.output<typeof timelineFile>
/** A step as the file has it. */
export type RawStep = z.output<typeof step>
