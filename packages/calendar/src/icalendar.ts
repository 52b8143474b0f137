export { type ICalendarHolidaysRequest, type InvalidICalendar, icalendarHolidays } from './icalendar/icalendar-holidays.ts'
