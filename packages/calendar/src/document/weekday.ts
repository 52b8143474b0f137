/** A day of the week, Monday first. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** One day of the week or several in a row: `mon`, `mon-fri`, `sat-sun`; a range may run over the end of the week (`sun-thu`). */
export type WeekdayRange = Weekday | `${Weekday}-${Weekday}`

/** Monday to Sunday. */
export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const names: readonly string[] = weekdays

/** Every way to write one day or several. */
export const weekdayRanges: readonly WeekdayRange[] = weekdays.flatMap((first): readonly WeekdayRange[] => [
  first,
  ...weekdays.filter((last) => last !== first).map((last): WeekdayRange => `${first}-${last}`),
])

const byRange = new Map(weekdayRanges.map((range) => [range, daysOfRange(range)]))

/** The days of a range as numbers, 0 for Monday, in its own order. */
export function weekdaysIn(range: WeekdayRange): readonly number[] {
  return byRange.get(range) ?? []
}

function daysOfRange(range: WeekdayRange): readonly number[] {
  const [first, last = first] = range.split('-').map((name) => names.indexOf(name))
  if (first === undefined || last === undefined) return []
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7)
}

/** The weekday of a day since 1970-01-01, a Thursday; 0 for Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}
