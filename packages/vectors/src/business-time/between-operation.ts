import type { Calendar } from '@caseload/calendar'
import { type Instant, instant } from '@caseload/core'
import type { Run } from '../outcome.ts'
import type { BusinessTimeVector } from './business-time-file.ts'
import type { Conventions } from './conventions.ts'
import { isDays, unitMs } from './units.ts'

/** Counts working time between two instants, and tells which targets it is more than. */
export function betweenOperation(
  vector: BusinessTimeVector,
  calendar: Calendar,
  [from, to]: readonly [Instant, Instant],
  conventions: Conventions,
  expected: unknown,
): Run {
  const name = vector.unit ?? 'seconds'
  if (isDays(name)) return { expected, actual: daysBetween(vector, calendar, [from, to], conventions) }
  const unit = unitMs(name)
  if (unit === null) return { unsupported: `unknown unit ${name}` }
  const cut = (at: Instant) => (conventions.cutToMinutes ? instant(Math.floor(at / 60_000) * 60_000) : at)
  const value = calendar.between(cut(from), cut(to)) / unit
  const rounding = vector.rounding ?? conventions.roundSeconds
  const rounded = rounding === null || rounding === 'none' ? value : roundBy(rounding, value)
  if (rounded === null) return { unsupported: `unknown rounding ${rounding}` }
  const close = typeof expected === 'number' && Math.abs(rounded - expected) * (unit / 1000) <= (vector.toleranceSeconds ?? 0)
  const targets = vector.targets ?? []
  const breached = targets.map(({ targetSeconds }) => (value * unit) / 1000 > targetSeconds)
  const wanted = targets.map(({ expectedBreached }) => expectedBreached)
  return { expected: [expected, ...wanted], actual: [close ? expected : rounded === 0 ? 0 : rounded, ...breached] }
}

/** Counts working days between two instants or dates. */
export function daysBetween(
  { inclusive }: BusinessTimeVector,
  calendar: Calendar,
  [from, to]: readonly [Instant, Instant],
  { daysCounted }: Conventions,
): number {
  const after = calendar.workingDaysBetween(from, to)
  const both = calendar.workingDaysBetween(from, to, { inclusive: true })
  if (inclusive === true || daysCounted === 'both') return both
  if (inclusive === false || daysCounted === 'after-first') return after
  const last = calendar.isWorkingDay(to) ? Math.sign(both) : 0
  return (daysCounted === 'before-last' ? both : after) - last
}

function roundBy(rounding: string, value: number): number | null {
  if (/trunc|floor|down/.test(rounding)) return Math.trunc(value)
  if (/ceil|up/.test(rounding)) return Math.ceil(value)
  return /round|nearest|half/.test(rounding) ? Math.sign(value) * Math.round(Math.abs(value)) : null
}
