import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docRows, filters } from '../../test/arbitraries.ts'
import { obviousOrder, tablesWith } from '../../test/obvious.ts'
import type { Scalar } from '../port/scalar.ts'
import { countDocs } from './count-docs.ts'
import { findDocs } from './find-docs.ts'

const runs = { numRuns: 500 }
const groupings = fc.uniqueArray(fc.constantFrom('status', 'rank', 'open', 'owner', 'score', 'hot'), { maxLength: 3 })

describe('given any documents and any grouping', () => {
  it('counts in each group what is found by the group’s values, each group once, and nobody twice', () => {
    fc.assert(
      fc.property(docRows, fc.array(filters, { maxLength: 1 }), groupings, (rows, where, by) => {
        const tables = tablesWith(rows)
        const buckets = countDocs(tables, { kind: 'item', where, by, limit: 500 })
        for (const { group, count } of buckets) {
          const alike = by.map((field) => ({ field, op: 'eq', value: group[field] ?? null }) as const)
          expect(findDocs(tables, { kind: 'item', where: [...where, ...alike], limit: 500 }).items).toHaveLength(count)
        }
        const all = findDocs(tables, { kind: 'item', where, limit: 500 }).items.length
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(all)
        expect(new Set(buckets.map(({ group }) => JSON.stringify(by.map((field) => group[field])))).size).toBe(buckets.length)
        expect(buckets.some(({ count }) => count === 0)).toBe(by.length === 0 && all === 0)
      }),
      runs,
    )
  })

  it('gives the first groups in the order of their values, null first', () => {
    fc.assert(
      fc.property(docRows, groupings, fc.integer({ min: 1, max: 5 }), (rows, by, limit) => {
        const tables = tablesWith(rows)
        const all = countDocs(tables, { kind: 'item', by, limit: 500 })
        expect(countDocs(tables, { kind: 'item', by, limit })).toEqual(all.slice(0, limit))
        for (const [index, { group }] of all.entries()) {
          const before = all[index - 1]?.group
          if (before === undefined) continue
          const differing = by.find((field) => before[field] !== group[field]) ?? ''
          expect(obviousOrder(value(before, differing), value(group, differing))).toBeLessThan(0)
        }
      }),
      runs,
    )
  })
})

function value(group: Readonly<Record<string, Scalar>>, field: string): Scalar {
  return group[field] ?? null
}
