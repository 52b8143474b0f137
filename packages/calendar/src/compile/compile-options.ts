import { parseInput } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { type CalendarIssue, calendarIssue, type TolerableIssueKind, tolerableIssueKinds } from './calendar-issue.ts'

/** How to compile. */
export interface CompileCalendarOptions {
  /** Kinds of issues to accept; they are kept in the calendar's `issues`. None by default. */
  readonly tolerate?: readonly TolerableIssueKind[]
  /** Version of the host's time-zone data, for explanations; in Node `process.versions.tz`. */
  readonly timeZoneVersion?: string
}

const schema: z.ZodType<CompileCalendarOptions> = z.strictObject({
  tolerate: z.exactOptional(z.array(z.enum(tolerableIssueKinds)).max(100)),
  timeZoneVersion: z.exactOptional(z.string().max(100)),
})

/** The options as they are meant; every issue otherwise. */
export function readOptions(options: unknown): Result<CompileCalendarOptions, readonly CalendarIssue[]> {
  return parseInput(schema, options).mapErr(({ issues }) =>
    issues.map(({ path, expected }) =>
      calendarIssue('calendar/invalid-options', path === '' ? 'options' : `options.${path}`, `expected ${expected}`, {
        expected,
      }),
    ),
  )
}
