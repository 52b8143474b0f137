import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lengthOf, type Spans } from '../hours/spans.ts'
import { appendSpans, emptyStretchList, placeAfter, pointWith, stretchIn, workBefore } from './stretch-list.ts'

const hour = 3_600_000

/** Boundaries that rise by up to a week: every second stretch between them is open, and the list is cut at some of them or within. */
const cases = fc
  .record({
    from: fc.integer({ min: -1e12, max: 1e12 }),
    gaps: fc.array(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 168 * hour })), { maxLength: 24 }),
    cuts: fc.array(fc.nat({ max: 1000 }), { maxLength: 4 }),
  })
  .map(({ from, gaps, cuts }) => {
    const points: number[] = []
    for (const gap of gaps) points.push((points.at(-1) ?? from) + gap)
    const open = points.slice(0, points.length - (points.length % 2))
    const to = (points.at(-1) ?? from) + 1
    const within = cuts.map((cut) =>
      cut % 2 === 0 ? points[cut % Math.max(1, points.length)] : from + ((to - from) * cut) / 1000,
    )
    const ends = [...within.map((cut) => Math.trunc(cut ?? to)), to].toSorted((a, b) => a - b)
    return { from, open, ends }
  })

function clipped(spans: Spans, from: number, to: number): readonly number[] {
  const parts: number[] = []
  for (let index = 0; index < spans.length; index += 2) {
    const [low, high] = [Math.max(from, spans[index] ?? 0), Math.min(to, spans[index + 1] ?? 0)]
    if (low < high) parts.push(low, high)
  }
  return parts
}

function listOf(from: number, open: Spans, ends: readonly number[]) {
  const list = emptyStretchList(from)
  for (const end of ends) appendSpans(list, clipped(open, list.to, end), end)
  return list
}

describe('given stretches appended part by part', () => {
  it('has them whole again, whatever the parts', () => {
    fc.assert(
      fc.property(cases, ({ from, open, ends }) => {
        const list = listOf(from, open, ends)
        const found: number[] = []
        for (let at = from; ; ) {
          const stretch = stretchIn(list, placeAfter(list, at))
          if (stretch === null) break
          found.push(stretch.from, stretch.to)
          at = stretch.to
        }
        expect(found).toEqual(open)
      }),
    )
  })
  it('knows the work before every edge and beside it', () => {
    fc.assert(
      fc.property(cases, ({ from, open, ends }) => {
        const list = listOf(from, open, ends)
        for (const at of [from, ...open, ...ends].flatMap((edge) => [edge - 1, edge, edge + 1])) {
          if (at >= from && at < list.to) expect(workBefore(list, at)).toBe(lengthOf(clipped(open, from, at)))
        }
        expect(list.work).toBe(lengthOf(open))
      }),
    )
  })
  it('finds the first point with so much work before it, and the last', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), ({ from, open, ends }, share) => {
        const list = listOf(from, open, ends)
        const sums = open.flatMap((edge) => lengthOf(clipped(open, from, edge)))
        for (const done of [...sums, Math.floor(list.work * share)]) {
          if (done > 0) {
            const first = pointWith(list, done, done - 1)
            expect(lengthOf(clipped(open, from, first))).toBe(done)
            expect(lengthOf(clipped(open, from, first - 1))).toBe(done - 1)
          }
          if (done < list.work) {
            const last = pointWith(list, done, done)
            expect(lengthOf(clipped(open, from, last))).toBe(done)
            expect(lengthOf(clipped(open, from, last + 1))).toBe(done + 1)
          }
        }
      }),
    )
  })
})
