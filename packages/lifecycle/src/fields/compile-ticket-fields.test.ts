import { instant, orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { opening, ticketAfter } from '../../test/desk-day.ts'
import { compileTicketFields, defineTicketFields, migrateTicketFields, ticketFieldsJsonSchema } from '../index.ts'

const declaration = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone'], personal: false, indexed: true },
  serial: {
    type: 'text',
    personal: false,
    title: 'Serial number',
    requiredWhen: { field: 'attributes.device', equals: 'laptop' },
  },
  floor: { type: 'number', personal: false },
  wait: { type: 'duration', personal: false },
  seenAt: { type: 'instant', personal: false },
  insured: { type: 'boolean', personal: false },
  birthday: { type: 'text', personal: true, question: 'When were you born?', requiredWhen: { field: 'kind', equals: 'order' } },
})
const fields = orThrow(compileTicketFields(declaration))
const kinds = (document: unknown) =>
  compileTicketFields(document)
    ._unsafeUnwrapErr()
    .map(({ kind, path }) => `${kind} ${path}`)

describe('given a declaration of fields', () => {
  it('refuses a field that does not say whether it is personal', () => {
    expect(kinds({ device: { type: 'text' } })).toEqual(['fields/malformed device.personal'])
  })

  it('refuses what is no declaration, and names that are none', () => {
    for (const document of [
      null,
      7,
      [],
      { 'a b': { type: 'text', personal: false } },
      { x: { type: 'set', personal: false } },
      { x: { type: 'set', of: { type: 'number' }, personal: false } },
    ])
      expect(compileTicketFields(document).isErr()).toBe(true)
    expect(compileTicketFields(JSON.parse('{ "__proto__": { "type": "text", "personal": false } }')).isErr()).toBe(true)
    expect(kinds({ x: { type: 'enum', values: ['a', 'a'], personal: false } })).toEqual(['fields/malformed x.values'])
  })

  it('refuses an index over personal data, and conditions that read it, themselves or nothing', () => {
    const secret = { type: 'text', personal: true } as const
    expect(kinds({ secret: { ...secret, indexed: true } })).toEqual(['fields/personal-index secret.indexed'])
    const many = Object.fromEntries(
      Array.from({ length: 13 }, (_, at) => [`f${at + 10}`, { type: 'text', personal: false, indexed: true }]),
    )
    expect(compileTicketFields(many)._unsafeUnwrapErr()).toMatchObject([{ kind: 'fields/too-many-indexed', witness: ['f22'] }])
    const when = (field: string) => ({ secret, x: { type: 'text', personal: false, requiredWhen: { field, missing: false } } })
    expect(kinds(when('attributes.secret'))).toEqual(['fields/condition-reads-personal x.requiredWhen'])
    expect(kinds(when('attributes.x'))).toEqual(['fields/requires-itself x.requiredWhen'])
    expect(kinds(when('attributes.none'))).toEqual(['fields/invalid-condition x.requiredWhen.field'])
  })

  it('offers conditions the fields that are not personal only', () => {
    expect(Object.keys(fields.attributes).sort()).toEqual(['device', 'floor', 'insured', 'seenAt', 'serial', 'wait'])
    expect(fields.indexed).toEqual(['device'])
  })

  it('has a JSON Schema', () => {
    expect(ticketFieldsJsonSchema()).toMatchObject({ type: 'object' })
  })
})

describe('given values', () => {
  it.each([
    ['device', 'laptop', 'fax', 'one of: laptop, phone'],
    ['serial', 'A-1', 'a@b', 'text of at most 200 characters, without @ and line breaks'],
    ['floor', -1.5, Number.NaN, 'a finite number'],
    ['wait', 0, -1, 'milliseconds from 0 on'],
    ['seenAt', 0, 0.5, 'epoch milliseconds'],
    ['insured', false, 'yes', 'true or false'],
  ])('takes %s as declared and says what it expected otherwise', (field, good, bad, expected) => {
    expect(fields.check({ [field]: good })).toEqual([])
    expect(fields.check({ [field]: null })).toEqual([])
    expect(fields.check({ [field]: bad })).toMatchObject([{ kind: 'fields/wrong-value', field, expected }])
  })

  it('takes several choices of a set, each once and at most twelve, and lets conditions ask for members', () => {
    const parts = (of: 'any' | 'open') =>
      orThrow(
        compileTicketFields({
          parts: {
            type: 'set',
            of: of === 'open' ? { type: 'text' } : { type: 'enum', values: ['fan', 'lid'] },
            personal: false,
          },
          lid: { type: 'text', personal: false, requiredWhen: { field: 'attributes.parts', anyOf: ['lid'] } },
        }),
      )
    expect(parts('any').check({ parts: ['fan', 'lid'] })).toEqual([])
    for (const bad of [['fan', 'fan'], ['key'], 'fan', [1]])
      expect(parts('any').check(JSON.parse(JSON.stringify({ parts: bad })))).toMatchObject([
        { expected: 'at most 12 different ones of: fan, lid' },
      ])
    const many = Array.from({ length: 13 }, (_, index) => `p${index}`)
    expect(parts('open').check({ parts: many.slice(1) })).toEqual([])
    expect(parts('open').check({ parts: many })).toHaveLength(1)
    const ticket = ticketAfter([['agent', { ...opening, attributes: { parts: ['lid', 'fan'] } }]])
    expect(ticket.attributes).toEqual({ parts: ['fan', 'lid'] })
    expect(
      parts('any')
        .missing(ticket, instant(0))
        .map(({ field }) => field),
    ).toEqual(['attributes.lid'])
    expect(parts('any').missing({ ...ticket, attributes: { parts: ['fan'] } }, instant(0))).toEqual([])
  })

  it('refuses what is not declared, inherited names and personal fields', () => {
    expect(fields.check({ constructor: 'x', birthday: 'x' }).map(({ kind, field }) => [kind, field])).toEqual([
      ['fields/undeclared', 'constructor'],
      ['fields/personal', 'birthday'],
    ])
  })

  it('never tells the value that it refuses', () => {
    const told = JSON.stringify([
      ...fields.check({ device: 'Eve', x: 'Eve' }),
      fields.checkPersonal('birthday', 'Eve'.repeat(1000)),
    ])
    expect(told).not.toContain('Eve')
  })

  it('takes free text for a personal field, and refuses any other field', () => {
    expect(fields.checkPersonal('birthday', 'eve@example.com\n1970')).toBeNull()
    expect(fields.checkPersonal('birthday', null)).toBeNull()
    expect(fields.checkPersonal('birthday', '')?.kind).toBe('fields/wrong-value')
    expect(fields.checkPersonal('birthday', 7)?.kind).toBe('fields/wrong-value')
    expect(fields.checkPersonal('device', 'laptop')?.kind).toBe('fields/not-personal')
    expect(fields.checkPersonal('none', 'x')?.kind).toBe('fields/undeclared')
  })

  it('reads those that fit their declaration', () => {
    expect(fields.read({ device: 'fax', floor: 3, other: 1, birthday: 'x' })).toEqual({ floor: 3 })
  })
})

describe('given a ticket', () => {
  const missing = (ticket: ReturnType<typeof ticketAfter>) =>
    fields.missing(ticket, instant(0)).map(({ field, question }) => [field, question])
  const ticket = ticketAfter([['agent', { ...opening, attributes: { device: 'laptop' } }]])

  it('asks for what its fields require, and for nothing more', () => {
    expect(missing(ticket)).toEqual([['attributes.serial', 'Serial number']])
    expect(missing({ ...ticket, attributes: { device: 'laptop', serial: 'A' } })).toEqual([])
    expect(missing({ ...ticket, attributes: { device: 'phone' } })).toEqual([])
  })

  it('asks for a personal field until there is a value', () => {
    const order = { ...ticket, kind: 'order', attributes: {} }
    expect(missing(order)).toEqual([['attributes.birthday', 'When were you born?']])
    expect(missing({ ...order, personalFields: ['birthday'] })).toEqual([])
  })
})

describe('given new tickets that come out of others', () => {
  const declared = orThrow(
    compileTicketFields({
      device: { type: 'enum', values: ['laptop'], personal: false },
      once: { type: 'number', personal: false, carried: [] },
      part: { type: 'text', personal: false, carried: ['split'] },
      birthday: { type: 'instant', personal: true },
      allergies: { type: 'text', personal: true, carried: ['follow-up'] },
    }),
  )

  it('takes along what is declared so, where it still fits; personal values only where somebody decided it', () => {
    const attributes = { device: 'laptop', once: 1, part: 'fan', gone: 'x', allergies: 'nuts' }
    expect(declared.carried('split', attributes)).toEqual({ device: 'laptop', part: 'fan' })
    expect(declared.carried('follow-up', attributes)).toEqual({ device: 'laptop' })
    expect(declared.carried('follow-up', { device: 'fax', part: null })).toEqual({})
    const personal = { birthday: 0, allergies: 'nuts', device: 'laptop' }
    expect(declared.carriedPersonal('split', personal)).toEqual({})
    expect(declared.carriedPersonal('follow-up', personal)).toEqual({ allergies: 'nuts' })
  })

  it('refuses a way that there is none of, and one that is named twice', () => {
    for (const carried of [['merge'], ['split', 'split'], 'split'])
      expect(compileTicketFields({ a: { type: 'text', personal: false, carried } })._unsafeUnwrapErr()[0]).toMatchObject({
        kind: 'fields/malformed',
        path: expect.stringContaining('a'),
      })
  })
})

describe('given another declaration', () => {
  const compiled = (document: unknown) => orThrow(compileTicketFields(document))
  const changes = (before: unknown, after: unknown) =>
    migrateTicketFields(compiled(before), compiled(after)).changes.map(({ kind, needsDecision }) => [kind, needsDecision])
  const text = { type: 'text', personal: false } as const

  it('says every difference, and which need a decision', () => {
    expect(changes({}, { a: text })).toEqual([['field-added', false]])
    expect(changes({ a: text }, {})).toEqual([['field-removed', true]])
    expect(changes({ a: text }, { a: { ...text, type: 'number' } })).toEqual([['type-changed', true]])
    expect(changes({ a: text }, { a: { ...text, personal: true } })).toEqual([['became-personal', true]])
    expect(changes({ a: { ...text, personal: true } }, { a: text })).toEqual([['no-longer-personal', true]])
    expect(changes({ a: text }, { a: { ...text, requiredWhen: { all: [] } } })).toEqual([['requirement-changed', false]])
    const choices = (values: readonly string[]) => ({ a: { type: 'enum', values, personal: false } })
    expect(changes(choices(['x', 'y']), choices(['y', 'z']))).toEqual([
      ['choice-removed', true],
      ['choice-added', false],
    ])
    const set = (values: readonly string[]) => ({ a: { type: 'set', of: { type: 'enum', values }, personal: false } })
    expect(changes(set(['x', 'y']), set(['x']))).toEqual([['choice-removed', true]])
    expect(changes(set(['x']), { a: { type: 'set', of: { type: 'text' }, personal: false } })).toEqual([['type-changed', true]])
    expect(changes({ a: { ...text, indexed: true } }, { a: text })).toEqual([['index-removed', false]])
    expect(changes({ a: text }, { a: { title: 'A', ...text } })).toEqual([])
    expect(changes({ a: text }, { a: { ...text, carried: ['split'] } })).toEqual([['carrying-changed', false]])
    const both = (carried: readonly string[]) => ({ a: { ...text, carried } })
    expect(changes(both(['split', 'follow-up']), both(['follow-up', 'split']))).toEqual([])
  })

  it('names what stays in the journal where a field becomes personal', () => {
    const [change] = migrateTicketFields(compiled({ a: text }), compiled({ a: { ...text, personal: true } })).changes
    expect(change?.message).toBe('a: becomes personal; values set so far stay in the journal, which no erasure reaches')
  })

  it('rebuilds the index only where other fields are indexed', () => {
    const indexed = compiled({ a: { ...text, indexed: true } })
    expect(migrateTicketFields(compiled({ a: text }), indexed).rebuildsIndex).toBe(true)
    expect(migrateTicketFields(indexed, indexed)).toEqual({ changes: [], rebuildsIndex: false })
  })
})
