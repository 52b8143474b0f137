import { instant, orThrow } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMinutes, documentOf, isPlain, minute, openMinutes, sketches } from '../../test/sketch.ts'
import { compileCalendar } from '../index.ts'

const tolerate = ['calendar/break-outside-hours', 'calendar/closed-year'] as const
const runs = { numRuns: 60 }
const days = 6

describe('given any document, looked at minute by minute', () => {
  it('is open in the same minutes, counts the same, and adds to the same instant', () => {
    fc.assert(
      fc.property(
        sketches,
        fc.nat(days * dayMinutes - 1),
        fc.nat(days * dayMinutes - 1),
        fc.integer({ min: 1, max: 1200 }),
        (sketch, a, b, amount) => {
          const from = instant(sketch.start)
          fc.pre(isPlain(sketch, from, instant(sketch.start + days * dayMinutes * minute)))
          const calendar = orThrow(compileCalendar(documentOf(sketch), { tolerate }))
          const open = openMinutes(sketch, days * dayMinutes)
          const [low, high] = [Math.min(a, b), Math.max(a, b)]
          const instantAt = (index: number) => instant(sketch.start + index * minute)
          expect(calendar.isOpen(instantAt(a))).toBe(open[a])
          expect(calendar.between(instantAt(low), instantAt(high))).toBe(open.slice(low, high).filter(Boolean).length * minute)
          let left = amount
          const reached = open.findIndex((isOpen, index) => index >= low && isOpen && --left === 0)
          if (reached >= 0) expect(calendar.add(instantAt(low), amount * minute)._unsafeUnwrap()).toBe(instantAt(reached + 1))
        },
      ),
      runs,
    )
  })
})
