import type { Problem } from '@caseload/core'

/**
 * Kinds of issues that `compileCalendar` can be told to tolerate: `overlap` ranges of one day that overlap (they count once); `empty` no hours at all;
 * `break-outside-hours` a break on which no hours fall in any year; `closed-year` a year of those the document speaks of without a single opening;
 * `never-applies` a holiday, opening or break whose rules name no day; `openings-collide` two openings that each replace the hours of one day (they are taken together);
 * `policies-within` policies of a calendar inside another, where only the outermost count.
 */
export type TolerableIssueKind =
  | 'calendar/overlap'
  | 'calendar/empty'
  | 'calendar/break-outside-hours'
  | 'calendar/closed-year'
  | 'calendar/never-applies'
  | 'calendar/openings-collide'
  | 'calendar/policies-within'

const tolerable: Readonly<Record<TolerableIssueKind, true>> = {
  'calendar/overlap': true,
  'calendar/empty': true,
  'calendar/break-outside-hours': true,
  'calendar/closed-year': true,
  'calendar/never-applies': true,
  'calendar/openings-collide': true,
  'calendar/policies-within': true,
}

/** Says whether a kind can be tolerated. */
export function isTolerable(kind: string): kind is TolerableIssueKind {
  return Object.hasOwn(tolerable, kind)
}

/**
 * Kinds of everything compilation finds. Never tolerable: `invalid-document` not the documented shape; `unknown-zone` a zone the host's data does not have; `day-twice` a weekday
 * named by two keys of one week; `versions-order` versions not in order of `effectiveFrom`, or another than the first since ever; `wall-clock-across-zones`
 * wall-clock counting over calendars of several zones; `versions-within` versions inside another calendar where `versionCounted` is `at-start`; `too-deep` calendars within calendars beyond ten levels, or without end;
 * `too-many` more than 1,000 calendars in one document; `invalid-options` options that are none.
 */
export type CalendarIssueKind =
  | TolerableIssueKind
  | 'calendar/invalid-document'
  | 'calendar/unknown-zone'
  | 'calendar/day-twice'
  | 'calendar/versions-order'
  | 'calendar/wall-clock-across-zones'
  | 'calendar/versions-within'
  | 'calendar/too-deep'
  | 'calendar/too-many'
  | 'calendar/invalid-options'

/** Something wrong with a calendar document, and where. */
export interface CalendarIssue extends Problem<CalendarIssueKind> {
  /** Path of the offending value, e.g. `holidays[3].on`; empty for the document itself. */
  readonly path: string
  /** What shows the fault: a date, a weekday, a range, a year, a zone; null where the path says it all. */
  readonly witness: string | null
  /** What would have been accepted; null where no single value would. */
  readonly expected: string | null
}

/** One issue; `rest` adds what it has of witness and expectation. */
export function calendarIssue(
  kind: CalendarIssueKind,
  path: string,
  says: string,
  rest: { readonly witness?: string; readonly expected?: string } = {},
): CalendarIssue {
  const message = path === '' ? says : `${path}: ${says}`
  return { kind, path, message, witness: rest.witness ?? null, expected: rest.expected ?? null }
}
