import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docRows, filters, itemFields, itemKeys, sorts } from '../../test/arbitraries.ts'
import { obviouslyHolds, obviouslySorted, tablesWith } from '../../test/obvious.ts'
import type { Position, Query } from '../port/query.ts'
import { findDocs } from './find-docs.ts'
import type { TableMaps } from './tables.ts'

const runs = { numRuns: 500 }
const questions = fc.record({ where: fc.array(filters, { maxLength: 2 }), sort: sorts })
const keys = itemKeys.map(([key]) => key)

describe('given any documents and any question', () => {
  it('finds what meets every condition, in order, and nothing of another kind', () => {
    fc.assert(
      fc.property(docRows, questions, keys, (rows, { where, sort }, key) => {
        const found = findDocs(tablesWith(rows), { kind: 'item', where, sort, limit: 500, ...(key === undefined ? {} : { key }) })
        const wanted = rows.filter(
          ({ ref, fields, keys: held }) =>
            ref.kind === 'item' &&
            where.every((filter) => obviouslyHolds(valueIn(fields, filter.field), filter)) &&
            (key === undefined || held.some(({ name, value }) => name === key.name && value === key.value)),
        )
        expect(found).toEqual({
          items: obviouslySorted(wanted, sort).map(({ ref, version, doc }) => ({ ref, version, doc })),
          next: null,
        })
      }),
      runs,
    )
  })

  it('gives the same in steps of any length, full ones but for the last, which is the only one without a next', () => {
    fc.assert(
      fc.property(docRows, questions, fc.integer({ min: 1, max: 6 }), (rows, { where, sort }, limit) => {
        const tables = tablesWith(rows)
        const query = { kind: 'item', where, sort }
        const all = findDocs(tables, { ...query, limit: 500 }).items
        const steps = walk(tables, { ...query, limit })
        expect(steps.flat()).toEqual(all.map(({ ref }) => ref.id))
        expect(steps.map(({ length }) => length)).toEqual(
          Array.from({ length: Math.max(1, Math.ceil(all.length / limit)) }, (_, index) =>
            Math.min(limit, all.length - index * limit),
          ),
        )
      }),
      runs,
    )
  })

  it('meets what stays where it is exactly once, whatever comes, goes and moves between two steps', () => {
    const changes = fc.array(
      fc.record({ step: fc.nat({ max: 4 }), pick: fc.nat({ max: 20 }), to: fc.option(itemFields), fresh: fc.boolean() }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(docRows, sorts, fc.integer({ min: 1, max: 3 }), changes, (rows, sort, limit, moves) => {
        const tables = tablesWith(rows.map((row) => ({ ...row, ref: { kind: 'item', id: `${row.ref.kind}-${row.ref.id}` } })))
        const touched = new Set<string>()
        const steps = walk(tables, { kind: 'item', sort, limit }, (step) => {
          for (const move of moves.filter((each) => each.step === step)) {
            const before = [...tables.doc.values()][move.pick % Math.max(1, tables.doc.size)]
            if (before === undefined) continue
            const ref = move.fresh ? { kind: 'item', id: `new-${move.step}-${move.pick}` } : before.ref
            touched.add(ref.id)
            if (move.to === null) tables.doc.delete(`item/${ref.id}`)
            else tables.doc.set(`item/${ref.id}`, { ...before, ref, fields: move.to })
          }
        })
        const met = steps.flat().filter((id) => !touched.has(id))
        expect(met.toSorted()).toEqual(
          [...tables.doc.values()]
            .map(({ ref }) => ref.id)
            .filter((id) => !touched.has(id))
            .toSorted(),
        )
      }),
      runs,
    )
  })
})

function valueIn(fields: Readonly<Record<string, string | number | boolean | null>>, name: string) {
  return fields[name] ?? null
}

function walk(tables: TableMaps, query: Query<Position>, between: (step: number) => void = () => undefined) {
  const steps: (readonly string[])[] = []
  let after: Position | null = null
  do {
    const page = findDocs(tables, after === null ? query : { ...query, after })
    steps.push(page.items.map(({ ref }) => ref.id))
    after = page.next
    between(steps.length)
    expect(steps.length).toBeLessThan(100)
  } while (after !== null)
  return steps
}
