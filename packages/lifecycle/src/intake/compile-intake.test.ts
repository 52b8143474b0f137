import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileIntake } from './compile-intake.ts'
import { intakeJsonSchema } from './intake-document-schema.ts'
import { standardIntake } from './standard-intake.ts'

const rule = { id: 'a', when: { field: 'codes', anyOf: ['a'] }, reason: 'a' } as const
const found = (change: object): readonly (readonly string[])[] =>
  compileIntake({ ...standardIntake, ...change })
    ._unsafeUnwrapErr()
    .map(({ kind, path, witness }) => [kind, path, ...witness])

describe('an intake policy', () => {
  it.each([
    ['anything else', { sameRequester: 'all' }, [['intake/malformed', 'sameRequester', 'array']]],
    [
      'two rules of one name',
      { answeredAtOnce: [{ ...rule, id: 'spam' }] },
      [['intake/duplicate-name', 'answeredAtOnce[0].id', 'spam']],
    ],
    [
      'a length of time that depends on a calendar',
      { sameRequester: [{ id: 'r', within: 'P1M' }] },
      [['intake/duration', 'sameRequester[0].within', 'P1M']],
    ],
    [
      'a rule whose condition stood before',
      { notARequest: [rule], answeredAtOnce: [{ ...rule, id: 'b' }] },
      [['intake/never-decides', 'answeredAtOnce[0]', 'a']],
    ],
    [
      'a rule that finds nothing that one before it does not',
      {
        sameRequester: [
          { id: 'wide', within: 'PT72H' },
          { id: 'narrow', within: 'PT72H', alike: ['kind'] },
        ],
      },
      [['intake/never-decides', 'sameRequester[1]', 'wide']],
    ],
  ])('refuses %s, with its place and a witness', (_, change, issues) => {
    expect(found(change)).toEqual(issues)
  })

  it('refuses a condition about what no contact has', () => {
    const [issue] = found({ notARequest: [{ ...rule, when: { field: 'mood', equals: 'bad' } }] })
    expect(issue?.slice(0, 3)).toEqual(['intake/condition', 'notARequest[0].when.field', 'conditions/unknown-field'])
  })

  it('takes rules that look further back or ask for less than those before', () => {
    const sameRequester = [
      { id: 'narrow', within: 'PT1H', alike: ['kind'] },
      { id: 'longer', within: 'PT72H', alike: ['kind'] },
      { id: 'wide', within: 'PT1H' },
    ]
    expect(orThrow(compileIntake({ ...standardIntake, sameRequester })).sameRequester).toHaveLength(3)
  })

  it('has a JSON Schema for editors', () => {
    expect(Object.keys(intakeJsonSchema().properties ?? {})).toContain('notARequest')
  })
})

describe('given fields of the desk’s own', () => {
  const asking = (field: string) => ({
    ...standardIntake,
    notARequest: [{ id: 'a', when: { field, equals: 'fax' }, reason: 'a' }],
  })

  it('may be asked about by their names, once they are declared', () => {
    const attributes = { device: { type: 'enum', values: ['fax'] } } as const
    expect(compileIntake(asking('attributes.device'), { attributes }).isOk()).toBe(true)
    expect(compileIntake(asking('attributes.device'))._unsafeUnwrapErr()[0]?.kind).toBe('intake/condition')
    expect(compileIntake(asking('attributes.room'), { attributes })._unsafeUnwrapErr()[0]?.kind).toBe('intake/condition')
  })
})
