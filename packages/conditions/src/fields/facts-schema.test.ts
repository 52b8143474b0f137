import { parseInput } from '@caseload/core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fields, goodFacts, junkFacts } from '../../test/arbitrary.ts'
import { defineFields, factsJsonSchema, factsSchema } from '../index.ts'

const schema = factsSchema(fields)
const fits = new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true }).compile(factsJsonSchema(fields))

describe('given facts from outside', () => {
  it('accepts every declared type, and null for each', () => {
    const facts = {
      priority: 'high',
      score: -1.5,
      age: 0,
      openedAt: -1,
      vip: false,
      tags: ['a', 'a'],
      levels: [],
      subject: '',
      constructor: 'x',
    }
    expect(parseInput(schema, facts)._unsafeUnwrap()).toEqual(facts)
    const none = Object.fromEntries(Object.keys(fields).map((name) => [name, null]))
    expect(parseInput(schema, none)._unsafeUnwrap()).toEqual(none)
    expect(parseInput(schema, {})._unsafeUnwrap()).toEqual({})
  })
  it('names every fact that is of another type, and every name that is not declared', () => {
    const facts = { priority: 'P1', score: Number.NaN, age: -1, openedAt: 0.5, vip: 1, tags: ['a', 2], subject: 7, extra: 1 }
    const parsed = parseInput(schema, facts)
    expect(
      parsed
        ._unsafeUnwrapErr()
        .issues.map((issue) => issue.path)
        .sort(),
    ).toEqual(['age', 'extra', 'openedAt', 'priority', 'score', 'subject', 'tags[1]', 'vip'].sort())
  })
  it('refuses getters without calling them, class instances and __proto__', () => {
    const trap = Object.defineProperty({}, 'score', {
      enumerable: true,
      get: () => {
        throw new Error('never called')
      },
    })
    expect(parseInput(schema, trap)._unsafeUnwrapErr().issues[0]?.path).toBe('score')
    expect(parseInput(schema, new Date(0)).isErr()).toBe(true)
    expect(parseInput(schema, JSON.parse('{ "__proto__": 1 }'))._unsafeUnwrapErr().issues[0]?.path).toBe('__proto__')
    for (const value of [null, 7, [], 'x']) expect(parseInput(schema, value).isErr()).toBe(true)
  })
  it('takes an instant at the ends of time and none beyond', () => {
    const instants = factsSchema(defineFields({ at: { type: 'instant' } }))
    expect(instants.safeParse({ at: 8.64e15 }).success).toBe(true)
    expect(instants.safeParse({ at: 8.64e15 + 1 }).success).toBe(false)
  })
})

describe('given any facts', () => {
  it('is accepted as JSON by the JSON Schema exactly where the zod schema accepts it', () => {
    fc.assert(
      fc.property(fc.oneof(goodFacts, junkFacts), (facts) => {
        const json: unknown = JSON.parse(
          JSON.stringify(facts, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null',
        )
        expect(schema.safeParse(json).success).toBe(fits(json))
      }),
      { numRuns: 500 },
    )
  })
  it('never throws', () => {
    fc.assert(
      fc.property(junkFacts, (facts) => {
        expect(typeof schema.safeParse(facts).success).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})
