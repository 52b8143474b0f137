export type { AtInstant, Calendar, CalendarDay } from './calendar/calendar.ts'
export type { InvalidAmount, InvalidArgument, NeverOpen } from './calendar/calendar-problem.ts'
export type { OpeningChange, OpenSpan } from './calendar/open-span.ts'
export type { CalendarIssue, CalendarIssueKind, TolerableIssueKind } from './compile/calendar-issue.ts'
export { compileCalendar } from './compile/compile-calendar.ts'
export type { CompileCalendarOptions } from './compile/compile-options.ts'
export type {
  BreakDocument,
  CalendarDocument,
  CalendarHead,
  CalendarVersionDocument,
  HolidayDocument,
  HoursDocument,
  IntersectionDocument,
  OpeningDocument,
  UnionDocument,
  VersionedDocument,
  WeekDocument,
  WeekdayShifts,
  YearsDocument,
} from './document/calendar-document.ts'
export { calendarDocumentSchema, calendarJsonSchema } from './document/calendar-document-schema.ts'
export { type CalendarPolicies, defaultCalendarPolicies } from './document/calendar-policies.ts'
export type { DateRangeRule, DayRule, EasterRule, NthWeekdayRule, WeekdayFromRule, WeekdaysRule } from './document/day-rule.ts'
export type { Weekday, WeekdayRange } from './document/weekday.ts'
export type { AccountedSpan, WorkingTimeAccount } from './explain/working-time-account.ts'
export type { CalendarVersion, DayHoliday } from './hours/hours.ts'
export type { ReasonKind } from './hours/reason.ts'
export { calendarYears } from './timeline/timeline.ts'
export type { LocalDateTime, LocalDateTimeInput } from './zone/local-date-time.ts'
export type { GapPolicy, LocalTimePolicy, OverlapPolicy } from './zone/local-time-policy.ts'
export { compileZone, localDate, type UnknownZone, type Zone } from './zone/zone.ts'
export type { ZoneTransition } from './zone/zone-transition.ts'
