import type { HoursDocument, WeekDocument } from '@caseload/calendar'
import { isoDate } from '@caseload/core'
import type { VectorCalendar } from './business-time-file.ts'
import { type Conventions, policiesOf } from './conventions.ts'

type Pairs = readonly (readonly [string, string])[]

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const dayMinutes = 24 * 60

/** A calendar of a file as one of our documents. */
export function vectorDocument(calendar: VectorCalendar, conventions: Conventions): HoursDocument {
  const { timeZone, weekly = {}, holidays = [], annualHolidays = [], breaks = {}, dateOverrides = {} } = calendar
  return {
    zone: timeZone,
    policies: policiesOf(conventions),
    week: weekOf(weekly),
    holidays: [...new Set([...holidays, ...annualHolidays])].map((on) => ({ name: on, on })),
    breaks: datedOf(breaks).map(({ on, hours }) => ({ name: on, on, hours })),
    openings: datedOf(dateOverrides).map(({ on, hours }) => ({
      name: on,
      on,
      hours,
      evenOnHolidays: conventions.overridesBeatHolidays,
    })),
  }
}

/** Hours by weekday; a range of more than a day runs on in the days after it. */
function weekOf(weekly: Readonly<Record<string, Pairs | null>>): WeekDocument {
  const week: Record<string, string[]> = {}
  for (const [name, pairs] of Object.entries(weekly)) {
    const first = days.findIndex((day) => name.toLowerCase().startsWith(day))
    for (const { day, range } of (pairs ?? []).flatMap(cutInDays)) {
      const key = days[(first + day) % 7] ?? name
      week[key] = [...new Set([...(week[key] ?? []), range])]
    }
  }
  return week
}

function datedOf(dated: Readonly<Record<string, Pairs>>): readonly { readonly on: string; readonly hours: readonly string[] }[] {
  return Object.entries(dated).flatMap(([on, pairs]) => {
    const ranges = pairs.flatMap(cutInDays)
    const last = Math.max(0, ...ranges.map(({ day }) => day))
    return Array.from({ length: last + 1 }, (_, after) => ({
      on: after === 0 ? on : dayAfter(on, after),
      hours: [...new Set(ranges.filter(({ day }) => day === after).map(({ range }) => range))],
    }))
  })
}

/** Ranges that are nothing are left out. */
function cutInDays([from, to]: readonly [string, string]): readonly { readonly day: number; readonly range: string }[] {
  if (from === to) return []
  const [start, end] = [minutesOf(from), minutesOf(to)]
  if (start < dayMinutes && end - start <= dayMinutes) return [{ day: 0, range: `${from}-${to}` }]
  const pieces: { day: number; range: string }[] = []
  for (let at = start; at < end; ) {
    const day = Math.floor(at / dayMinutes)
    const until = Math.min(end, (day + 1) * dayMinutes)
    pieces.push({ day, range: `${wall(at - day * dayMinutes)}-${wall(until - day * dayMinutes)}` })
    at = until
  }
  return pieces
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 60 + minutes + seconds / 60
}

function wall(minutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(minutes / 60)}:${two(minutes % 60)}:${two(Math.round((minutes * 60) % 60))}`
}

function dayAfter(date: string, count: number): string {
  return isoDate(new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10))
}
