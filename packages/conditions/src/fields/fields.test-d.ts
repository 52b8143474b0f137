import { instant } from '@caseload/core'
import { describe, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import {
  compileConditions,
  defineFields,
  type FactOf,
  type Facts,
  type FactsOf,
  type Fields,
  factsSchema,
  type Predicate,
} from '../index.ts'

const fields = defineFields({
  priority: { type: 'enum', values: ['low', 'high'], ordered: true },
  subject: { type: 'text' },
  score: { type: 'number' },
  age: { type: 'duration' },
  openedAt: { type: 'instant' },
  vip: { type: 'boolean' },
  tags: { type: 'set', of: { type: 'text' } },
  plans: { type: 'set', of: { type: 'enum', values: ['free', 'pro'] } },
})
type Given = FactsOf<typeof fields>

describe('given a declaration', () => {
  it('derives the type of each fact', () => {
    expectTypeOf<Given['priority']>().toEqualTypeOf<'low' | 'high' | null | undefined>()
    expectTypeOf<Given['subject']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Given['score']>().toEqualTypeOf<number | null | undefined>()
    expectTypeOf<Given['age']>().toEqualTypeOf<number | null | undefined>()
    expectTypeOf<Given['openedAt']>().toEqualTypeOf<number | null | undefined>()
    expectTypeOf<Given['vip']>().toEqualTypeOf<boolean | null | undefined>()
    expectTypeOf<Given['tags']>().toEqualTypeOf<readonly string[] | null | undefined>()
    expectTypeOf<Given['plans']>().toEqualTypeOf<readonly ('free' | 'pro')[] | null | undefined>()
    expectTypeOf<FactOf<{ readonly type: 'boolean' }>>().toEqualTypeOf<boolean>()
  })
  it('lets every fact be absent', () => {
    expectTypeOf<Record<never, never>>().toExtend<Given>()
    expectTypeOf(factsSchema(fields)).toEqualTypeOf<z.ZodType<Given>>()
  })
  it('refuses a declaration of no known type', () => {
    // @ts-expect-error: there is no field type `date`
    defineFields({ openedAt: { type: 'date' } })
    // @ts-expect-error: sets do not nest
    defineFields({ tags: { type: 'set', of: { type: 'set', of: { type: 'text' } } } })
  })
})

describe('given a predicate', () => {
  const predicate = compileConditions({ all: [] }, fields)._unsafeUnwrap()
  it('takes the declared facts only', () => {
    predicate.matches({ priority: 'high', openedAt: instant(0), tags: null }, instant(0))
    // @ts-expect-error: `extreme` is no declared code
    predicate.matches({ priority: 'extreme' }, instant(0))
    // @ts-expect-error: `prioritty` is not declared
    predicate.matches({ prioritty: 'high' }, instant(0))
    // @ts-expect-error: the present is an instant, not any number
    predicate.matches({}, 0)
  })
})

describe('given fields known at run time only', () => {
  it('takes any facts', () => {
    expectTypeOf<FactsOf<Fields>>().toEqualTypeOf<Facts>()
    expectTypeOf<Parameters<Predicate['matches']>[0]>().toEqualTypeOf<Facts>()
  })
})
