import { dayMs } from '@caseload/core'
import type { Axis, CalendarVersion, Hours } from './hours.ts'
import { clippedSpans, pairsOf, type Spans, sharedSpans, unitedSpans } from './spans.ts'

/** Hours made of several: open when `any` is, or when `all` are. Dates and the local axis are those of the first. */
export function combinedHours(parts: readonly [Hours, ...Hours[]], mode: 'any' | 'all', version: CalendarVersion): Hours {
  const [first, ...others] = parts
  const { clock, zoneName } = first

  function spans(axis: Axis, from: number, to: number): Spans {
    const all = parts.map((part) => part.spans(axis, from, to))
    return mode === 'any' ? unitedSpans(all) : all.reduce(sharedSpans)
  }

  const isOpen = (part: Hours, at: number) => part.spans('instant', at, at + 1).length > 0

  return {
    clock,
    zoneName,
    spans,
    dayHours: (day) => {
      const [from, to] = [day * dayMs, (day + 1) * dayMs].map((local) => clock.instantOf(local, 'boundary', 'first'))
      return from === undefined || to === undefined ? [] : clippedSpans(spans('instant', from, to), from, to)
    },
    holidaysOn: (day) => parts.flatMap((part) => part.holidaysOn(day)),
    breaksAt: (at) => parts.flatMap((part) => part.breaksAt(at)),
    shiftsAt: (at) => parts.flatMap((part) => part.shiftsAt(at)),
    edges: (from, to) => parts.flatMap((part) => [...part.edges(from, to), ...pairsOf(part.spans('instant', from, to)).flat()]),
    reasonAt: (at) => {
      const telling =
        mode === 'any' ? parts.find((part) => isOpen(part, at)) : [first, ...others].find((part) => !isOpen(part, at))
      return (telling ?? first).reasonAt(at)
    },
    versionAt: () => version,
  }
}
