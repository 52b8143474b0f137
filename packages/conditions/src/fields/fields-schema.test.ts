import { parseInput } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fields } from '../../test/arbitrary.ts'
import { fieldsSchema } from '../index.ts'

describe('given a declaration from outside', () => {
  it('accepts every type, with title and personal', () => {
    expect(parseInput(fieldsSchema, fields)._unsafeUnwrap()).toEqual(fields)
    expect(parseInput(fieldsSchema, {}).isOk()).toBe(true)
  })
  it('refuses an unknown type, an enum without or with repeated codes, and a set of sets', () => {
    for (const field of [
      { type: 'date' },
      { type: 'enum', values: [] },
      { type: 'enum', values: ['a', 'a'] },
      { type: 'set', of: { type: 'set', of: { type: 'text' } } },
      { type: 'text', ordered: true },
      { type: 'text', title: '' },
    ]) {
      expect(parseInput(fieldsSchema, { x: field }).isErr()).toBe(true)
    }
  })
  it('refuses the name __proto__ instead of leaving it out, and names that are empty or too long', () => {
    const text = { type: 'text' }
    expect(parseInput(fieldsSchema, JSON.parse('{ "__proto__": { "type": "text" } }'))._unsafeUnwrapErr().message).toBe(
      '__proto__: expected another name',
    )
    expect(parseInput(fieldsSchema, { '': text }).isErr()).toBe(true)
    expect(parseInput(fieldsSchema, { ['x'.repeat(100)]: text }).isOk()).toBe(true)
    expect(parseInput(fieldsSchema, { ['x'.repeat(101)]: text }).isErr()).toBe(true)
  })
  it('has a JSON Schema', () => {
    expect(z.toJSONSchema(fieldsSchema)).toMatchObject({ type: 'object' })
  })
})
