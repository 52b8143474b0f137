import { describe, expect, it } from 'vitest'
import { acme, beta } from '../../test/arbitraries.ts'
import { tablesWith } from '../../test/obvious.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import type { Scalar } from '../port/scalar.ts'
import { decideBackfill } from './decide-backfill.ts'
import { applyChanges } from './table-maps.ts'
import type { DocRow } from './tables.ts'

const note = (id: string, doc: object, fields: Readonly<Record<string, Scalar>> = {}): DocRow => ({
  ref: { kind: 'note', id },
  version: 3,
  doc: JSON.stringify(doc) as JsonText,
  fields,
  keys: [],
})
const kinds: readonly KindSpec[] = [
  { kind: 'note', fields: { level: { type: 'int' }, constructor: { type: 'text', nullable: true } as const } },
]

describe('given documents from before a field was declared', () => {
  it('fills in what is missing, of every tenant, once, and touches nothing else', () => {
    const tenants = new Map([
      [acme, tablesWith([note('a', { level: 1 }), note('b', { level: 9 }, { level: 2, constructor: null, old: 'x' })])],
      [
        beta,
        tablesWith([
          note('a', { level: 3, constructor: 'y' }, { old: 'x' }),
          { ...note('n', {}), ref: { kind: 'other', id: 'n' } },
        ]),
      ],
    ])
    const { answer, changes } = decideBackfill(tenants, kinds)._unsafeUnwrap()
    expect(answer).toBe(2)
    applyChanges(tenants, changes)
    const rows = [...tenants.values()].flatMap(({ doc }) => [...doc.values()])
    expect(rows.map(({ version, fields }) => [version, fields])).toEqual([
      [3, { level: 1, constructor: null }],
      [3, { level: 2, constructor: null, old: 'x' }],
      [3, { old: 'x', level: 3, constructor: 'y' }],
      [3, {}],
    ])
    expect(decideBackfill(tenants, kinds)._unsafeUnwrap()).toEqual({ answer: 0, changes: [] })
  })

  it('names the first document that has no value for a field that may not be null', () => {
    const tenants = new Map([
      [beta, tablesWith([note('c', {}), note('b', { level: 'high' })])],
      [acme, tablesWith([note('d', {}), note('a', { level: 1 })])],
    ])
    const refused = decideBackfill(tenants, kinds)._unsafeUnwrapErr()
    expect(refused).toMatchObject({ kind: 'storage/corrupt', ref: { kind: 'note', id: 'b' } })
    expect(refused.message).not.toContain('high')
  })
})

describe('given a look-up name that is declared unique after it was shared', () => {
  it('is refused, naming it and no value, where two documents of one tenant have the same, and not where two tenants have', () => {
    const tagged = (id: string, value: string) => ({ ...note(id, {}), keys: [{ name: 'tag', value }] })
    const unique: readonly KindSpec[] = [{ kind: 'note', fields: {}, keys: { tag: { unique: true } } }]
    const apart = new Map([
      [acme, tablesWith([tagged('a', 'x'), tagged('b', 'y')])],
      [beta, tablesWith([tagged('a', 'x')])],
    ])
    expect(decideBackfill(apart, unique).isOk()).toBe(true)
    const refused = decideBackfill(new Map([[acme, tablesWith([tagged('a', 'secret'), tagged('b', 'secret')])]]), unique)
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
    expect(String(refused._unsafeUnwrapErr())).not.toContain('secret')
  })
})
