import { addMs, type Instant, instant } from '@caseload/core'
import type { BusinessTime, TimeSpan } from '@caseload/sla'

const dayMs = 86_400_000
const openMs = 9 * 3_600_000
const closeMs = 17 * 3_600_000

/** Nine to five UTC, every day: small enough to check by hand, and independent of the calendar package. */
export const office: BusinessTime = {
  versionAt: () => 'test/1',
  add: (from, durationMs) => {
    let left = durationMs
    let at: number = from
    for (;;) {
      const day = Math.floor(at / dayMs) * dayMs
      const start = Math.max(at, day + openMs)
      const room = Math.max(0, day + closeMs - start)
      if (left <= room && room > 0) return instant(start + left)
      left -= room
      at = day + dayMs
    }
  },
  between: (from, to) => counted(to) - counted(from),
  addWorkingDays: (from, days) => addMs(from, days * dayMs),
  endOfWorkingDay: (at) => {
    const close = Math.floor(at / dayMs) * dayMs + closeMs
    return instant(at <= close ? close : close + dayMs)
  },
  spans: (from, to) => {
    const spans: TimeSpan[] = []
    let at = from
    while (at < to) {
      const day = Math.floor(at / dayMs) * dayMs
      const edge = [day + openMs, day + closeMs, day + dayMs + openMs].find((candidate) => candidate > at) ?? to
      const end: Instant = instant(Math.min(edge, to))
      const open = at >= day + openMs && at < day + closeMs
      spans.push({ from: at, to: end, counted: open, countedMs: open ? end - at : 0, reason: open ? 'open' : 'closed' })
      at = end
    }
    return spans
  },
}

function counted(at: number): number {
  const day = Math.floor(at / dayMs)
  return day * (closeMs - openMs) + Math.min(Math.max(at - day * dayMs - openMs, 0), closeMs - openMs)
}
