import { err, ok, type Result } from 'neverthrow'

/** Asks the host's time-zone data for the offset (ms east of Greenwich) at an epoch millisecond. */
export type OffsetProbe = (ms: number) => number

/** A letter first keeps out `+02:00`, which only some hosts accept. */
const namePattern = /^[A-Za-z][\w+\-/]{0,63}$/

/** Standard time began in 1844 at the earliest; before, every zone has its local mean time. */
const firstAsked = Date.UTC(1800, 0, 1)
const lastAsked = 8.64e15

/** The probe of a zone, or `unknown` if the host's data has no such zone; never the host's own zone. */
export function offsetProbe(name: string): Result<OffsetProbe, 'unknown'> {
  if (!namePattern.test(name)) return err('unknown')
  const format = formatOf(name)
  if (format === null) return err('unknown')
  return ok((ms) => offsetIn(format.format(Math.min(lastAsked, Math.max(firstAsked, ms)))))
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return null
  }
}

/** Reads the end of `9/9/2001, GMT+03:00`, of `…GMT-15:56:08`, or of a bare `…GMT`. */
function offsetIn(text: string): number {
  const at = text.lastIndexOf('GMT') + 3
  if (at === text.length) return 0
  const seconds = Number(text.slice(at + 1, at + 3)) * 3600 + Number(text.slice(at + 4, at + 6)) * 60 + Number(text.slice(at + 7))
  // ICU writes the ASCII hyphen or U+2212 for minus, by version.
  return text[at] === '+' ? seconds * 1000 : -seconds * 1000
}
