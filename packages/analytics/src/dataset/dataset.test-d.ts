import { expectTypeOf, test } from 'vitest'
import { count, dataset, type Estimate, firstReplyTime, type Key, reopenRate, week } from '../index.ts'

test('a query knows the names of its metrics and dimensions', () => {
  const [group] = dataset([{ queue: 'a', openedAt: 0 }])
    .query({ metrics: [firstReplyTime.median(), reopenRate(), count('all')], by: ['queue', week('openedAt', 'UTC')] })
    ._unsafeUnwrap()
  if (group === undefined) return
  expectTypeOf(group.values['firstReplyTime.median']).toEqualTypeOf<Estimate>()
  expectTypeOf(group.values).toEqualTypeOf<Readonly<Record<'firstReplyTime.median' | 'reopenRate' | 'all', Estimate>>>()
  expectTypeOf(group.by).toEqualTypeOf<Readonly<Record<'queue' | 'week', Key>>>()
})

test('a query without dimensions has none', () => {
  const [group] = dataset([{}])
    .query({ metrics: [count('n')] })
    ._unsafeUnwrap()
  if (group !== undefined) expectTypeOf(group.by).toEqualTypeOf<Readonly<Record<never, Key>>>()
})

test('a filter sees the rows as they are', () => {
  dataset([{ queue: 'a' }]).query({ metrics: [count('n')], where: (row) => row.queue === 'a' })
  // @ts-expect-error rows have no such field
  dataset([{ queue: 'a' }]).query({ metrics: [count('n')], where: (row) => row.que === 'a' })
})
