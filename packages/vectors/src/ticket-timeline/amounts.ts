import { parseDuration } from '@caseload/core'
import { isRecord, partOf, plainName } from './read-step.ts'

/** A length of time, or so many working days. */
export type Amount = { readonly ms: number } | { readonly days: number }

/** Unit of a number that comes without one. */
export type PlainUnit = 'seconds' | 'minutes' | 'hours'

const units: readonly (readonly [RegExp, number])[] = [
  [/sec(ond)?s?$|^s$/, 1000],
  [/min(ute)?s?$|^m$/, 60_000],
  [/hours?$|^h$/, 3_600_000],
]

/** Reads `60` (in the unit of its key or of the file), `'PT1H'`, `'1h30m'`, `'4 hours'`, `{ value: 4, unit: 'day' }`; null for anything else, also for no time at all. */
export function readAmount(value: unknown, key: string, plain: PlainUnit): Amount | null {
  if (typeof value === 'number') return value === 0 ? null : amountOf(value, unitIn(key) ?? plain)
  if (typeof value === 'string') return readText(value, key, plain)
  if (!isRecord(value)) return null
  const number = partOf(value, /^(value|amount|number|numbertime|time|goal|target)$/)
  const unit = partOf(value, /^(unit|definitiontime|definition)$/)
  if (typeof number === 'number' && typeof unit === 'string') return amountOf(number, plainName(unit))
  const [inner] = Object.entries(value).filter(([name, part]) => typeof part === 'number' && unitIn(name) !== null)
  return inner === undefined
    ? number === undefined
      ? null
      : readAmount(number, key, plain)
    : readAmount(inner[1], inner[0], plain)
}

function readText(text: string, key: string, plain: PlainUnit): Amount | null {
  const iso = parseDuration(text)
  if (iso.isOk()) return { ms: iso.value }
  if (/^\d+(\.\d+)?$/.test(text)) return readAmount(Number(text), key, plain)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z ]+)/gi)].map(([, number, unit]) =>
    amountOf(Number(number), plainName(unit ?? '')),
  )
  if (parts.length === 0 || parts.some((part) => part === null)) return null
  const [first] = parts
  if (first !== null && first !== undefined && 'days' in first) return parts.length === 1 ? first : null
  return { ms: parts.reduce((sum, part) => sum + (part !== null && 'ms' in part ? part.ms : 0), 0) }
}

function unitIn(key: string): string | null {
  const plain = plainName(key)
  return /(seconds?|secs?|minutes?|mins?|hours?|days?)(before|after|lead)?$/.exec(plain)?.[1] ?? null
}

function amountOf(value: number, unit: string): Amount | null {
  if (/days?$|^d$/.test(unit)) return { days: value }
  const ms = units.find(([name]) => name.test(unit))?.[1]
  return ms === undefined ? null : { ms: value * ms }
}
