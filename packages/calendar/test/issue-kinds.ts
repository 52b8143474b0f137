import type { CalendarIssueKind } from '@caseload/calendar'

/** Every kind there is; the compiler refuses a list that lacks one. */
const all: Readonly<Record<CalendarIssueKind, true>> = {
  'calendar/overlap': true,
  'calendar/empty': true,
  'calendar/break-outside-hours': true,
  'calendar/closed-year': true,
  'calendar/never-applies': true,
  'calendar/openings-collide': true,
  'calendar/policies-within': true,
  'calendar/invalid-document': true,
  'calendar/unknown-zone': true,
  'calendar/day-twice': true,
  'calendar/versions-order': true,
  'calendar/wall-clock-across-zones': true,
  'calendar/versions-within': true,
  'calendar/too-deep': true,
  'calendar/too-many': true,
  'calendar/invalid-options': true,
}
export const issueKinds = Object.keys(all)
