import { describe, expect, it } from 'vitest'
import { tablesWith } from '../../test/obvious.ts'
import type { JsonText } from '../port/json-text.ts'
import type { Query } from '../port/query.ts'
import type { Scalar } from '../port/scalar.ts'
import { countDocs } from './count-docs.ts'
import { findDocs } from './find-docs.ts'
import type { DocRow } from './tables.ts'

const row = (id: string, fields: Readonly<Record<string, Scalar>> = {}): DocRow => ({
  ref: { kind: 'item', id },
  version: 1,
  doc: '{}' as JsonText,
  fields,
  keys: [],
})
const idsOf = (rows: readonly DocRow[], query: Omit<Query<readonly Scalar[]>, 'kind'>) =>
  findDocs(tablesWith(rows), { kind: 'item', ...query }).items.map(({ ref }) => ref.id)

describe('given a list', () => {
  const five = ['c', 'a', 'e', 'b', 'd'].map((id) => row(id, { rank: id < 'd' ? 1 : 2 }))

  it('has no next when the limit is just enough, and one when a document is left', () => {
    expect(findDocs(tablesWith(five), { kind: 'item', limit: 5 }).next).toBeNull()
    expect(findDocs(tablesWith(five), { kind: 'item', limit: 4 }).next).toEqual(['d'])
    expect(findDocs(tablesWith([]), { kind: 'item', limit: 1 })).toEqual({ items: [], next: null })
  })

  it('breaks ties by id in the direction of the last step, and goes by id where no order is asked for', () => {
    expect(idsOf(five, { limit: 9 })).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(idsOf(five, { sort: [{ field: 'rank', dir: 'asc' }], limit: 9 })).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(idsOf(five, { sort: [{ field: 'rank', dir: 'desc' }], limit: 9 })).toEqual(['e', 'd', 'c', 'b', 'a'])
  })

  it('goes on after a document that is gone, and after one that never was', () => {
    const sort = [{ field: 'rank', dir: 'asc' }] as const
    const left = five.filter(({ ref }) => ref.id !== 'b')
    expect(idsOf(left, { sort, after: [1, 'b'], limit: 9 })).toEqual(['c', 'd', 'e'])
    expect(idsOf(left, { sort, after: [1, 'bb'], limit: 9 })).toEqual(['c', 'd', 'e'])
    expect(idsOf(left, { sort, after: [2, 'e'], limit: 9 })).toEqual([])
  })

  it('takes a field that a document does not have for null, whatever objects have by themselves', () => {
    const rows = [row('old'), row('new', { constructor: 'x', toString: 'y' })]
    for (const field of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(idsOf([row('old')], { where: [{ field, op: 'eq', value: null }], limit: 9 })).toEqual(['old'])
      expect(idsOf([row('old')], { where: [{ field, op: 'ne', value: null }], limit: 9 })).toEqual([])
    }
    expect(countDocs(tablesWith(rows), { kind: 'item', by: ['constructor'], limit: 9 })).toEqual([
      { group: { constructor: null }, count: 1 },
      { group: { constructor: 'x' }, count: 1 },
    ])
    expect(idsOf(rows, { sort: [{ field: 'toString', dir: 'asc' }], limit: 9 })).toEqual(['old', 'new'])
  })
})
