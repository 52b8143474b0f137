import { type Instant, instant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { UnknownZone } from './unknown-zone.ts'
import type { LocalDate, Zone } from './zone.ts'

/**
 * The clocks of a time zone.
 *
 * @param name - IANA name, e.g. `Europe/Helsinki`, or `UTC`.
 * @returns The zone; `calendar/unknown-zone` for a name this platform does not know.
 *
 * @example
 * ```ts
 * import { compileZone } from '@caseload/calendar'
 * import { formatInstant, instant, orThrow } from '@caseload/core'
 *
 * const helsinki = orThrow(compileZone('Europe/Helsinki'))
 * helsinki.offsetAt(instant('2026-07-01T00:00Z')) // => 10_800_000
 * formatInstant(helsinki.startOfDay({ year: 2026, month: 3, day: 29 })) // => '2026-03-28T22:00:00.000Z'
 * compileZone('Europe/Atlantis').isErr() // => true
 * ```
 */
export function compileZone(name: string): Result<Zone, UnknownZone> {
  const format = formatOf(name)
  if (format === null) return err(unknownZone(name))
  const wallAt = (ms: number): number => wall(format, ms)
  return ok({
    name,
    offsetAt: (at) => wallAt(at) - at,
    localAt(at) {
      const shown = new Date(wallAt(at))
      return {
        year: shown.getUTCFullYear(),
        month: shown.getUTCMonth() + 1,
        day: shown.getUTCDate(),
        hour: shown.getUTCHours(),
        minute: shown.getUTCMinutes(),
        second: shown.getUTCSeconds(),
        ms: shown.getUTCMilliseconds(),
      }
    },
    startOfDay: (date) => startOfDay(wallAt, date),
  })
}

/** No zone is further from UTC than this, and none changes its clocks twice within twice as long. */
const furthestOffsetMs = 16 * 3_600_000

function startOfDay(wallAt: (ms: number) => number, { year, month, day }: LocalDate): Instant {
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day)
  const candidates = [midnight - furthestOffsetMs, midnight + furthestOffsetMs].map((near) => midnight - (wallAt(near) - near))
  candidates.sort((a, b) => a - b)
  const exact = candidates.find((candidate) => wallAt(candidate) === midnight)
  if (exact !== undefined) return instant(exact)
  let [before = midnight, after = midnight] = candidates
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallAt(middle) >= midnight) after = middle
    else before = middle
  }
  return instant(after)
}

/** What the clocks show, as if they showed UTC. */
function wall(format: Intl.DateTimeFormat, ms: number): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of format.formatToParts(ms)) shown[type] = value
  const year = shown.era === 'BC' ? 1 - Number(shown.year) : Number(shown.year)
  const date = new Date(0).setUTCFullYear(year, Number(shown.month) - 1, Number(shown.day))
  const subsecond = ((ms % 1000) + 1000) % 1000
  return date + (Number(shown.hour) * 3600 + Number(shown.minute) * 60 + Number(shown.second)) * 1000 + subsecond
}

function formatOf(name: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}

function unknownZone(name: string): UnknownZone {
  return { kind: 'calendar/unknown-zone', zone: name.slice(0, 64), message: 'expected an IANA time zone such as Europe/Helsinki' }
}
