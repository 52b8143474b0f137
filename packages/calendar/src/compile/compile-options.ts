import { parseInput } from '@caseload/core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { type CalendarIssue, calendarIssue, isTolerable, type TolerableIssueKind } from './calendar-issue.ts'

/** How to compile. */
export interface CompileCalendarOptions {
  /** Kinds of issues to accept; they are kept in the calendar's `issues`. None by default. */
  readonly tolerate?: readonly TolerableIssueKind[]
  /** Version of the host's time-zone data, for explanations; in Node `process.versions.tz`. */
  readonly timeZoneVersion?: string
}

const kind = z.custom<TolerableIssueKind>(
  (given) => typeof given === 'string' && isTolerable(given),
  'a kind that can be tolerated',
)
const schema: z.ZodType<CompileCalendarOptions> = z.strictObject({
  tolerate: z.exactOptional(z.array(kind).max(100)),
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
