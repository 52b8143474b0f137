import type { z } from 'zod'
import { businessTimeFile } from './business-time/business-time-file.ts'
import { runBusinessTime } from './business-time/run-business-time.ts'
import { npsFile, runNps } from './nps/run-nps.ts'
import type { Run } from './outcome.ts'
import { replyWaitFile, runReplyWait } from './reply-wait/run-reply-wait.ts'
import { runSlaEvaluation, slaEvaluationFile } from './sla-evaluation/run-sla-evaluation.ts'
import { runTicketMetrics } from './ticket-metrics/run-ticket-metrics.ts'
import { ticketMetricsFile } from './ticket-metrics/ticket-metrics-file.ts'
import { runTicketTimeline } from './ticket-timeline/run-ticket-timeline.ts'
import { timelineFile } from './ticket-timeline/timeline-file.ts'

/** What runs the vectors of one file. */
export type FileRunner = (vector: unknown) => Run

/** Reads a file; says why it cannot be run, otherwise. */
export type SchemaRunner = (content: unknown) => FileRunner | string

/** Every schema that is known, by its name. */
export const schemas: Readonly<Record<string, SchemaRunner>> = {
  'business-time/1': reading(businessTimeFile, runBusinessTime),
  'nps/1': reading(npsFile, runNps),
  'reply-wait/1': reading(replyWaitFile, runReplyWait),
  'sla-evaluation/1': reading(slaEvaluationFile, runSlaEvaluation),
  'ticket-metrics/1': reading(ticketMetricsFile, runTicketMetrics),
  'ticket-timeline/1': reading(timelineFile, runTicketTimeline),
}

function reading<File>(schema: z.ZodType<File>, runner: (file: File) => FileRunner): SchemaRunner {
  return (content) => {
    const parsed = schema.safeParse(content)
    if (parsed.success) return runner(parsed.data)
    const [issue] = parsed.error.issues
    return `not of its schema: ${issue?.path.join('.')} ${issue?.message}`
  }
}
