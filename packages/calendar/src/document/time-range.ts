/** A part of a local day in milliseconds from its midnight; the end may lie in the next day. */
export interface TimeRange {
  /** From 0 to less than 24 hours. */
  readonly fromMs: number
  /** After `fromMs`, by 24 hours at most. */
  readonly toMs: number
}

const time = '(\\d{2}):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,3}))?)?'
/** The written form of a range of the day. */
export const timeRangePattern = `^${time}-${time}$`
const pattern = new RegExp(timeRangePattern)
const dayMs = 86_400_000

/**
 * Reads `09:00-17:00`, `22:00-06:00` and `22:00-30:00` (into the next day), `00:00-24:00`; seconds and milliseconds may follow. Null for anything else: a start of 24:00
 * or later, a range of nothing (`09:00-09:00`) or of more than 24 hours.
 */
export function parseTimeRange(text: string): TimeRange | null {
  const match = pattern.exec(text)
  if (match === null) return null
  const fromMs = timeMs(match.slice(1, 5))
  const written = timeMs(match.slice(5, 9))
  const toMs = written < fromMs ? written + dayMs : written
  return fromMs < dayMs && toMs > fromMs && toMs - fromMs <= dayMs ? { fromMs, toMs } : null
}

function timeMs([hours, minutes, seconds = '0', fraction = '']: readonly (string | undefined)[]): number {
  return (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'))
}

/** Writes a time of day, `24:00` and later ones for the next day. */
export function formatTime(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = (ms % 60_000) / 1000
  const tail = seconds === 0 ? '' : `:${seconds < 10 ? '0' : ''}${seconds}`
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}${tail}`
}
