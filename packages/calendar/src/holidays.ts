export { type HolidayKind, type PublicHolidaysRequest, publicHolidays, type UnknownRegion } from './holidays/public-holidays.ts'
