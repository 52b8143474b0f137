import { addMs } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hour } from '../../../test/desk-day.ts'
import { handleTime } from './handle-time.ts'
import type { WorkLogged } from './work-events.ts'
import type { WorkSpan } from './work-part.ts'
import { overlapWith, withSpan } from './work-spans.ts'

const worker = fc.constantFrom('agent:agt_ada' as const, 'agent:agt_bob' as const)
const span: fc.Arbitrary<WorkSpan> = fc
  .record({ worker, start: fc.nat(60), length: fc.integer({ min: 1, max: 20 }) })
  .map(({ worker: who, start, length }) => ({ worker: who, from: addMs(hour(0), start), to: addMs(hour(0), start + length) }))

/** Every millisecond of a span, by its worker. */
const instants = ({ worker: who, from, to }: WorkSpan): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `${who} ${from + index}`)

it('finds the overlap that counting milliseconds finds, however the spans were joined', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 20 }), (spans) => {
      let joined: readonly WorkSpan[] = []
      const counted = new Set<string>()
      for (const each of spans) {
        const plain = instants(each).filter((instant) => counted.has(instant)).length
        expect(overlapWith(joined, each)).toBe(plain)
        joined = withSpan(joined, each)
        for (const instant of instants(each)) counted.add(instant)
      }
      expect(joined.flatMap(instants).sort()).toEqual([...counted].sort())
    }),
  )
})

it('sums what was logged and flags exactly the pairs of one person that share time', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 15 }), (spans) => {
      const entries = spans.map(
        ({ worker: who, from, to }): WorkLogged => ({
          ...{ type: 'work-logged', at: to, actor: who },
          data: { worker: who, durationMs: to - from, from, to, overlapMs: 0, code: null },
        }),
      )
      const { durationMs, byWorker, overlaps } = handleTime(entries)
      expect(durationMs).toBe(spans.length === 0 ? null : spans.reduce((sum, { from, to }) => sum + to - from, 0))
      expect(byWorker.reduce((sum, each) => sum + each.durationMs, 0)).toBe(durationMs ?? 0)
      const plain = spans.flatMap((a, i) =>
        spans.slice(i + 1).flatMap((b, k) => {
          const overlapMs = a.worker === b.worker ? Math.min(a.to, b.to) - Math.max(a.from, b.from) : 0
          return overlapMs > 0 ? [{ worker: a.worker, entries: [i, i + 1 + k], overlapMs }] : []
        }),
      )
      expect(overlaps).toEqual(plain)
    }),
  )
})
