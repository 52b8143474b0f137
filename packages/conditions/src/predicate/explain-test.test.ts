import { instant, renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileConditions, conditionMessages, defineFields } from '../index.ts'

const fields = defineFields({
  priority: { type: 'enum', values: ['low', 'high'], ordered: true, title: 'Priority' },
  subject: { type: 'text' },
  email: { type: 'text', personal: true },
  phones: { type: 'set', of: { type: 'text' }, personal: true },
  age: { type: 'duration' },
  openedAt: { type: 'instant' },
  tags: { type: 'set', of: { type: 'text' } },
})
const now = instant('2026-03-02T08:00Z')
type Facts = Parameters<ReturnType<typeof compiled>['explain']>[0]

function compiled(document: unknown) {
  return compileConditions(document, fields)._unsafeUnwrap()
}

function text(document: unknown, facts: Facts): string {
  return renderExplanation(compiled(document).explain(facts, now), conditionMessages)
}

describe('given a condition of several parts', () => {
  it('looks at every part, also where the answer is known already', () => {
    const document = {
      all: [
        { field: 'priority', atLeast: 'high' },
        { any: [{ field: 'tags', anyOf: ['vip', 'press'] }, { not: { field: 'subject', missing: true } }] },
      ],
    }
    expect(text(document, { priority: 'low', tags: [] })).toBe(
      [
        '✗ all of these hold',
        '  ✗ Priority is ≥ high',
        '    · it is low',
        '  ✗ at least one of these holds',
        '    ✗ tags has any of: vip, press',
        '      · it has: ',
        '    ✗ this does not hold',
        '      ✓ subject is missing',
        '        · it is missing',
      ].join('\n'),
    )
  })
})

describe('given a test', () => {
  it('says field, title, expected and actual as data', () => {
    expect(compiled({ field: 'priority', in: ['low', 'high'] }).explain({ priority: 'low' }, now)).toEqual({
      key: 'conditions/in',
      params: { field: 'priority', title: 'Priority', expected: ['low', 'high'], actual: 'low' },
      holds: true,
      because: [{ key: 'conditions/found', params: { actual: 'low' }, holds: null, because: [] }],
    })
  })
  it('writes instants and durations as a document would', () => {
    expect(text({ field: 'age', moreThan: 'PT1H', atMost: 'PT8H' }, { age: 5_400_000 })).toBe(
      '✓ age is > PT1H, ≤ PT8H\n  · it is PT1H30M',
    )
    expect(text({ field: 'age', atMost: 'PT8H' }, { age: 0.5 })).toBe('✓ age is ≤ PT8H\n  · it is 0.5')
    expect(text({ field: 'openedAt', within: 'PT24H', of: 'past' }, { openedAt: now + 1 })).toBe(
      '✗ openedAt is at most PT24H before 2026-03-02T08:00:00.000Z\n  · it is 2026-03-02T08:00:00.001Z',
    )
  })
  it('says that a fact is missing, with null as actual', () => {
    const tree = compiled({ field: 'age', atMost: 'PT8H' }).explain({ age: Number.NaN }, now)
    expect(tree.params['actual']).toBeNull()
    expect(tree.because[0]?.key).toBe('conditions/found-missing')
  })
})

describe('given a fact that is long', () => {
  it('shows a text of 64 characters and tells the length of a longer one', () => {
    expect(text({ field: 'subject', prefix: 'x' }, { subject: 'x'.repeat(64) })).toContain('x'.repeat(64))
    expect(text({ field: 'subject', prefix: 'x' }, { subject: 'x'.repeat(65) })).toBe(
      '✓ subject begins with x\n  · it is 65 characters long',
    )
  })
  it('shows a set of 20 short members and tells the size of any other', () => {
    const members = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`)
    expect(text({ field: 'tags', noneOf: ['x'] }, { tags: members(20) })).toContain('t19')
    expect(text({ field: 'tags', noneOf: ['x'] }, { tags: members(21) })).toBe('✓ tags has none of: x\n  · it has 21 members')
    expect(text({ field: 'tags', noneOf: ['x'] }, { tags: ['y'.repeat(65)] })).toContain('it has 1 members')
  })
})

describe('given a personal field', () => {
  it('says only whether there is a value, and not what was looked for', () => {
    const tree = compiled({ field: 'email', equals: 'eve@example.com' }).explain({ email: 'eve@example.com' }, now)
    expect(tree).toEqual({
      key: 'conditions/personal',
      params: { field: 'email', title: 'email', operator: 'conditions/equals' },
      holds: true,
      because: [{ key: 'conditions/found-personal', params: {}, holds: null, because: [] }],
    })
    expect(text({ field: 'email', equals: 'a' }, {})).toBe(
      '✗ email, which is personal, passes a test (conditions/equals)\n  · it is missing',
    )
    expect(text({ field: 'phones', anyOf: ['+4420'] }, { phones: ['+4420'] })).not.toContain('4420')
    expect(text({ field: 'email', missing: false }, { email: 'eve@example.com' })).toBe('✓ email is present\n  · it is present')
  })
})

describe('given a present that is no instant', () => {
  it('finds nothing near it', () => {
    const [future] = [Number.NaN].map((ms) =>
      compiled({ field: 'openedAt', within: 'PT1H' }).explain({ openedAt: 0 }, ms as typeof now),
    )
    expect([future?.holds, future?.params['now']]).toEqual([false, null])
  })
})
