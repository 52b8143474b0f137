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

/** As many as one holiday of a document may name. */
const mostDays = 1000

/** Days as holidays of a document: one for each name and range, its days in order; more than one where they are too many for one. */
export function groupedHolidays(days: readonly HolidayDay[]): readonly HolidayDocument[] {
  const groups = new Map<string, { readonly day: HolidayDay; readonly on: Set<string> }>()
  for (const day of days) {
    const key = JSON.stringify([day.name, day.closed])
    const group = groups.get(key) ?? { day, on: new Set<string>() }
    group.on.add(day.date)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ day: { name, closed }, on }) =>
    inPieces([...on].sort()).map((piece) => ({
      name: name.slice(0, 100),
      on: piece,
      ...(closed === null ? {} : { closed: [closed] }),
    })),
  )
}

function inPieces(dates: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(dates.length / mostDays) }, (_, index) =>
    dates.slice(index * mostDays, (index + 1) * mostDays),
  )
}
