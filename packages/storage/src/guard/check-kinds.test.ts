import { describe, expect, it } from 'vitest'
import type { FieldType, KindSpec } from '../port/kind-spec.ts'
import { checkKinds } from './check-kinds.ts'

const pathOf = (...kinds: readonly object[]) => checkKinds(kinds as Parameters<typeof checkKinds>[0])._unsafeUnwrapErr().path

describe('given declarations of kinds', () => {
  it('accepts fields of every type, sortable or nullable, look-up values of either sort, paths over them, and nothing at all', () => {
    const types: readonly FieldType[] = ['text', 'int', 'instant', 'bool']
    const fields = Object.fromEntries(
      types.flatMap((type) => [
        [type, { type, sortable: true }],
        [`${type}OrNull`, { type, nullable: true }],
      ]),
    ) satisfies KindSpec['fields']
    const keys = { mail: { unique: true }, tag: { unique: false } }
    const paths = types.map((type) => ({ eq: [`${type}OrNull`], sort: [type] }))
    expect(
      checkKinds([
        { kind: 'item', fields, keys, paths },
        { kind: 'side-note', fields: {} },
      ]).isOk(),
    ).toBe(true)
    expect(checkKinds([]).isOk()).toBe(true)
  })

  it('refuses names outside their alphabet', () => {
    for (const kind of ['', 'A', 'a_b', '1a', 'a b', '__proto__', 'x" (', 'a'.repeat(41)])
      expect(pathOf({ kind, fields: {} })).toBe('kinds[0].kind')
    for (const name of ['', 'a_b', 'a-b', '1', '__proto__', 'a"']) {
      const fields = Object.fromEntries([[name, { type: 'text' }]])
      expect(pathOf({ kind: 'a', fields })).toBe('kinds[0].fields')
      expect(pathOf({ kind: 'a', fields: {}, keys: fields })).toBe('kinds[0].keys')
    }
  })

  it('refuses a kind twice, and fields that an engine without case could not tell apart', () => {
    expect(pathOf({ kind: 'a', fields: {} }, { kind: 'b', fields: {} }, { kind: 'a', fields: {} })).toBe('kinds[2].kind')
    expect(pathOf({ kind: 'a', fields: { teamId: { type: 'text' }, teamid: { type: 'text' } } })).toBe('kinds[0].fields.teamid')
  })

  it('refuses an unknown type, and a field both nullable and sortable', () => {
    expect(pathOf({ kind: 'a', fields: { x: { type: 'float' } } })).toBe('kinds[0].fields.x.type')
    expect(pathOf({ kind: 'a', fields: { x: { type: 'int', nullable: true, sortable: true } } })).toBe('kinds[0].fields.x')
  })

  it('refuses a path over what is not declared, not sortable, twice the same, or nothing', () => {
    const fields = { x: { type: 'int', sortable: true }, y: { type: 'int' } }
    expect(pathOf({ kind: 'a', fields, paths: [{ eq: ['z'], sort: [] }] })).toBe('kinds[0].paths[0].eq[0]')
    expect(pathOf({ kind: 'a', fields, paths: [{ eq: [], sort: ['y'] }] })).toBe('kinds[0].paths[0].sort[0]')
    expect(pathOf({ kind: 'a', fields, paths: [{ eq: ['x'], sort: ['x'] }] })).toBe('kinds[0].paths[0]')
    expect(pathOf({ kind: 'a', fields, paths: [{ eq: [], sort: [] }] })).toBe('kinds[0].paths[0]')
    expect(pathOf({ kind: 'a', fields, paths: [{ eq: ['constructor'], sort: [] }] })).toBe('kinds[0].paths[0].eq[0]')
  })
})
