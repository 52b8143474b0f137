import type { HolidayDocument } from '../document/calendar-document.ts'

/** One day of a holiday, from a list of days. */
export interface HolidayDay {
  /** Its name. */
  readonly name: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** The range that is closed; null for the whole day. */
  readonly closed: string | null
}

/** Days as holidays of a document: one for each name and range, its days in order. */
export function groupedHolidays(days: readonly HolidayDay[]): readonly HolidayDocument[] {
  const groups = new Map<string, { readonly day: HolidayDay; readonly on: Set<string> }>()
  for (const day of days) {
    const key = JSON.stringify([day.name, day.closed])
    const group = groups.get(key) ?? { day, on: new Set<string>() }
    group.on.add(day.date)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ day: { name, closed }, on }) => ({
    name: name.slice(0, 100),
    on: [...on].sort(),
    ...(closed === null ? {} : { closed: [closed] }),
  }))
}
