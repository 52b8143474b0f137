import { parseInput } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { conditionDocumentSchema } from '../index.ts'

const ruleSchema = z.strictObject({ when: conditionDocumentSchema })
const paths = (when: unknown) => {
  const parsed = parseInput(ruleSchema, { when })
  return parsed.isOk() ? [] : parsed.error.issues.map((issue) => issue.path)
}

describe('given another document that embeds a condition', () => {
  it('accepts every operator whatever the fields', () => {
    const all = [
      { field: 'a', equals: 1 },
      { field: 'a', in: ['x', true] },
      { field: 'a', atLeast: 1, lessThan: 'PT1H' },
      { field: 'a', anyOf: [1] },
      { field: 'a', allOf: [1] },
      { field: 'a', noneOf: [1] },
      { field: 'a', prefix: 'x' },
      { field: 'a', missing: false },
      { field: 'a', within: 'PT1H', of: 'past' },
      { any: [{ not: { all: [] } }] },
    ]
    expect(parseInput(ruleSchema, { when: { all } })._unsafeUnwrap()).toEqual({ when: { all } })
  })
  it('names the place of every fault below its own path', () => {
    expect(paths({ all: [{ field: 'a', like: 1 }, { not: { field: '', equals: 1 } }, { field: 'a', in: [] }] })).toEqual([
      'when.all[0]',
      'when.all[1].not.field',
      'when.all[2].in',
    ])
  })
  it('refuses a cycle and ten thousand levels without overflowing', () => {
    const cycle: { not?: unknown } = {}
    cycle.not = cycle
    let deep: unknown = { all: [] }
    for (let level = 0; level < 10_000; level += 1) deep = { not: deep }
    const sixteenth = `when${'.not'.repeat(16)}`
    expect(paths(cycle)).toEqual([sixteenth])
    expect(paths(deep)).toEqual([sixteenth])
  })
  it('has one JSON Schema for what goes in and what comes out', () => {
    const out = z.toJSONSchema(ruleSchema)
    expect(z.toJSONSchema(ruleSchema, { io: 'input' })).toEqual(out)
    expect(JSON.stringify(out)).toContain('"minProperties":2')
  })
})
