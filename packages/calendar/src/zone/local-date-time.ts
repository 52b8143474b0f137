import { civilDay, dayMs, dayNumber } from '@caseload/core'
import { isField } from './refused.ts'

/** What a wall calendar and a wall clock show: a day and a time of day, without a zone. */
export interface LocalDateTime {
  /** Year of the proleptic Gregorian calendar. */
  readonly year: number
  /** 1 (January) to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
  /** 0 to 23. */
  readonly hour: number
  /** 0 to 59. */
  readonly minute: number
  /** 0 to 59. */
  readonly second: number
  /** Milliseconds, 0 to 999. */
  readonly ms: number
}

/** A {@link LocalDateTime} as given: a time of day that is left out is midnight, fields out of range carry over. */
export interface LocalDateTimeInput {
  /** Year. */
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
  /** 0 by default; 24 is midnight of the next day, 26 two o'clock of the next day. */
  readonly hour?: number
  /** 0 by default. */
  readonly minute?: number
  /** 0 by default. */
  readonly second?: number
  /** 0 by default. */
  readonly ms?: number
}

/** Milliseconds that a wall clock is past 1970-01-01T00:00 on itself: the axis on which local times lie evenly. Null for what is no local time. */
export function localMs(local: LocalDateTimeInput): number | null {
  try {
    const { year, month, day, hour = 0, minute = 0, second = 0, ms = 0 } = local
    if (![year, month, day, hour, minute, second, ms].every(isField)) return null
    return dayNumber(year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + ms
  } catch {
    return null
  }
}

/** The fields of a point on the local axis; the reverse of {@link localMs}. */
export function localFields(local: number): LocalDateTime {
  const days = Math.floor(local / dayMs)
  const rest = local - days * dayMs
  const { year, month, day } = civilDay(days)
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    ms: rest % 1000,
  }
}
