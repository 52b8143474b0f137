import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, hour, open, ticketAfter } from '../../../test/desk-day.ts'
import { facts } from '../../../test/given-ticket.ts'
import { type Attributes, compileFieldsMigration, compileTicketFields, evolveTicket, type Ticket } from '../../index.ts'
import { keepingFieldValues } from './compile-fields-migration.ts'
import { decideFieldsMigration } from './decide-fields-migration.ts'
import { unfitValues } from './unfit-values.ts'

const after = orThrow(
  compileTicketFields({
    device: { type: 'enum', values: ['laptop', 'phone'], personal: false },
    parts: { type: 'set', of: { type: 'enum', values: ['fan', 'lid'] }, personal: false },
    level: { type: 'enum', values: ['low', 'high'], personal: false },
    allergies: { type: 'text', personal: true },
    diet: { type: 'enum', values: ['vegan', 'any'], personal: true },
    plan: { type: 'text', personal: false },
  }),
)
const migration = (fields: unknown) => orThrow(compileFieldsMigration(after, { schema: 1, fields }))
const made = ticketAfter([open])
const ticketWith = (attributes: Attributes, personal: Readonly<Record<string, string>> = {}): Ticket => ({
  ...made,
  attributes,
  personalFields: Object.keys(personal).sort(),
})
const by = { actor: actors.agent, now: hour(9) }
const migrated = (fields: unknown, attributes: Attributes, personal: Readonly<Record<string, string>> = {}, erased = false) => {
  const ticket = ticketWith(attributes, personal)
  const decided = decideFieldsMigration(migration(fields), ticket, personal, by, erased)
  const then = decided.events.reduce<Ticket | null>(evolveTicket, ticket) ?? ticket
  const values = decided.personal ?? personal
  // Whatever was done, doing it again changes nothing.
  expect(decideFieldsMigration(migration(fields), then, values, by, erased).events).toEqual([])
  expect(then.personalFields).toEqual(Object.keys(values).sort())
  return { attributes: then.attributes, personal: values, events: decided.events }
}

describe('given values that do not fit any more', () => {
  it('says which and why, by name, and that they stay where nothing else is said', () => {
    const ticket = ticketWith(
      { device: 'fax', room: 3, parts: ['lid'], allergies: 'x' },
      { diet: 'keto', plan: 'pro', gone: '1' },
    )
    const unfit = (personal: Readonly<Record<string, string>> | null) =>
      unfitValues(keepingFieldValues(after), ticket, personal).map(({ field, personal: content, reason }) => [
        field,
        content,
        reason,
      ])
    const names = [
      ['allergies', false, 'fields/personal'],
      ['device', false, 'fields/wrong-value'],
      ['gone', true, 'fields/undeclared'],
      ['plan', true, 'fields/not-personal'],
      ['room', false, 'fields/undeclared'],
    ]
    expect(unfit(null)).toEqual(names)
    expect(unfit({ diet: 'keto', plan: 'pro', gone: '1' })).toEqual(names.toSpliced(2, 0, ['diet', true, 'fields/wrong-value']))
    expect(migrated({}, { device: 'fax' }).events).toEqual([])
  })

  it('puts others in their place, clears them, and leaves those that fit', () => {
    const device = { device: { values: { fax: 'phone', laptop: 'phone' } } }
    expect(migrated(device, { device: 'fax' }).attributes).toEqual({ device: 'phone' })
    expect(migrated(device, { device: 'laptop' }).events).toEqual([])
    expect(migrated(device, { device: 'telex' }).events).toEqual([])
    expect(migrated({ device: { ...device.device, otherwise: 'clear' } }, { device: 'telex' }).attributes).toEqual({})
    expect(migrated({ level: { values: { 3: 'high', true: 'low' } } }, { level: 3 }).attributes).toEqual({ level: 'high' })
    expect(migrated({ level: { values: { 3: 'high', true: 'low' } } }, { level: true }).attributes).toEqual({ level: 'low' })
    expect(migrated({ room: { otherwise: 'clear' } }, { room: 1, plan: 'pro' }).attributes).toEqual({ plan: 'pro' })
  })

  it('keeps of a set the members that fit', () => {
    const parts = { parts: { values: { cover: 'lid' } } }
    expect(migrated(parts, { parts: ['cover', 'fan'] }).attributes).toEqual({ parts: ['fan', 'lid'] })
    expect(migrated(parts, { parts: ['cover', 'key'] }).events).toEqual([])
    const cleared = { parts: { ...parts.parts, otherwise: 'clear' } }
    expect(migrated(cleared, { parts: ['cover', 'key'] }).attributes).toEqual({ parts: ['lid'] })
    expect(migrated(cleared, { parts: ['key'] }).attributes).toEqual({})
  })

  it('moves what has become personal to where personal values are kept, telling its name alone', () => {
    const { attributes, personal, events } = migrated({ allergies: { otherwise: 'move' } }, { allergies: 'nuts' })
    expect([attributes, personal]).toEqual([{}, { allergies: 'nuts' }])
    expect(facts(events)).toMatchObject([
      ['ticket-classified', { attributes: { allergies: null } }],
      ['personal-field-set', { field: 'allergies', known: true }],
    ])
    expect(JSON.stringify(events)).not.toContain('nuts')
    expect(migrated({ allergies: { otherwise: 'move' } }, { allergies: 'nuts' }, { allergies: 'milk' }).personal).toEqual({
      allergies: 'milk',
    })
    expect(migrated({ diet: { otherwise: 'move', values: { keto: 'any' } } }, { diet: 'keto' }).personal).toEqual({ diet: 'any' })
    expect(migrated({ diet: { otherwise: 'move' } }, { diet: 'keto' }).events).toEqual([])
  })

  it('keeps nothing personal of somebody who was erased', () => {
    const { attributes, personal } = migrated({ allergies: { otherwise: 'move' } }, { allergies: 'nuts' }, {}, true)
    expect([attributes, personal]).toEqual([{}, {}])
  })

  it('does the same with personal values, without telling them', () => {
    const { personal, events } = migrated(
      { diet: { values: { keto: 'any' } }, gone: { otherwise: 'clear' } },
      {},
      { diet: 'keto', gone: 'x' },
    )
    expect(personal).toEqual({ diet: 'any' })
    expect(facts(events)).toEqual([
      ['personal-field-set', { field: 'diet', known: true }],
      ['personal-field-set', { field: 'gone', known: false }],
    ])
  })
})

describe('given a field of another type', () => {
  const typed = orThrow(
    compileTicketFields({
      floor: { type: 'number', personal: false },
      lift: { type: 'boolean', personal: false },
      plan: { type: 'text', personal: false },
    }),
  )
  const becomes = (fields: unknown, attributes: Attributes) => {
    const compiled = orThrow(compileFieldsMigration(typed, { schema: 1, fields }))
    const ticket: Ticket = { ...ticketWith({}, {}), attributes }
    const { events } = decideFieldsMigration(compiled, ticket, {}, by)
    return (events.reduce<Ticket | null>(evolveTicket, ticket) ?? ticket).attributes
  }

  it('takes values of the new type in the place of the old ones', () => {
    expect(becomes({ floor: { values: { 1: 1, first: 1 } } }, { floor: '1' })).toEqual({ floor: 1 })
    expect(becomes({ floor: { values: { 1: 1, first: 1 }, otherwise: 'clear' } }, { floor: 'roof' })).toEqual({})
    expect(becomes({ lift: { values: { yes: true, no: false } } }, { lift: 'no' })).toEqual({ lift: false })
    expect(becomes({ plan: { values: { 3: 'pro' } } }, { plan: 3 })).toEqual({ plan: 'pro' })
  })

  it('refuses values of the old one, naming what is expected', () => {
    const wrong = (fields: unknown) =>
      compileFieldsMigration(typed, { schema: 1, fields })
        ._unsafeUnwrapErr()
        .map(({ message }) => message)
    expect(wrong({ floor: { values: { 1: '1' } } })).toEqual(['fields.floor.values.1: expected a finite number'])
    expect(wrong({ lift: { values: { yes: 1 } } })).toEqual(['fields.lift.values.yes: expected true or false'])
    expect(wrong({ plan: { values: { 3: 3 } } })[0]).toContain('fields.plan.values.3: expected text')
  })

  it('refuses a name that nobody knows, where it is told which are known', () => {
    const of = (name: string) =>
      compileFieldsMigration(typed, { schema: 1, fields: { [name]: { otherwise: 'clear' } } }, ['gone'])
    expect([of('gone').isOk(), of('floor').isOk()]).toEqual([true, true])
    expect(of('flor')._unsafeUnwrapErr()).toMatchObject([{ kind: 'fields-migration/unknown-field', path: 'fields.flor' }])
  })
})

describe('given a migration that makes no sense', () => {
  it('names each place', () => {
    const wrong = (fields: unknown) =>
      compileFieldsMigration(after, { schema: 1, fields })
        ._unsafeUnwrapErr()
        .map(({ kind, path }) => [kind, path])
    expect(wrong({ device: { values: { fax: 'telex' } } })).toEqual([
      ['fields-migration/unfit-value', 'fields.device.values.fax'],
    ])
    expect(wrong({ parts: { values: { key: 'wheel' } } })).toEqual([['fields-migration/unfit-value', 'fields.parts.values.key']])
    expect(wrong({ gone: { values: { a: 'b' } } })).toEqual([['fields-migration/unfit-value', 'fields.gone.values.a']])
    expect(wrong({ plan: { otherwise: 'move' } })).toEqual([['fields-migration/not-personal', 'fields.plan.otherwise']])
    expect(wrong({ plan: { otherwise: 'guess' } })).toEqual([['fields-migration/malformed', 'fields.plan.otherwise']])
    expect(compileFieldsMigration(after, null).isErr()).toBe(true)
  })
})
