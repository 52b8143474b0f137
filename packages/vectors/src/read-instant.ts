import { compileZone, type Zone } from '@caseload/calendar'
import { formatInstant, type Instant, instant, parseInstant, parseLocalDate } from '@caseload/core'

const utc = compileZone('UTC')._unsafeUnwrap()

/**
 * The instant of a text of a vector file: ISO 8601 with an offset, to the nearest millisecond (a source that ends a day at 23:59:59.999999 means midnight); a bare date is the start of
 * that local day, and a time without an offset is local. Null for anything else.
 */
export function readInstant(text: unknown, zone: Zone = utc): Instant | null {
  if (typeof text !== 'string') return null
  if (isBareDate(text))
    return parseLocalDate(text)
      .map((date) => zone.startOfDay(date))
      .unwrapOr(null)
  const precise = /^(.*\.\d{3})(\d+)(.*)$/.exec(text)
  if (precise !== null) {
    const [, head = '', tail = '', offset = ''] = precise
    const cut = parseInstant(`${head}${offset}`).unwrapOr(null)
    return cut === null ? null : instant(cut + Math.round(Number(`0.${tail}`)))
  }
  return parseInstant(text).unwrapOr(null) ?? localInstant(text, zone)
}

/** Whether a text is a date without a time. */
export function isBareDate(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)
}

/** A text of a file as one that can be compared; anything but an instant stays what it is. */
export function comparable(value: unknown, zone: Zone = utc): unknown {
  if (isBareDate(value)) return value
  const at = readInstant(value, zone)
  return at === null ? value : formatInstant(at)
}

function localInstant(text: string, zone: Zone): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (match === null) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return zone.instantOf({ year, month, day, hour, minute, second })
}
