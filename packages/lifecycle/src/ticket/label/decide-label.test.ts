import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { lives, open, opening, ticketAfter, workflow } from '../../../test/desk-day.ts'
import { asked, facts } from '../../../test/given-ticket.ts'

const labelled = ticketAfter([open, ['agent', { type: 'tag', tags: ['vip', 'fire'] }]])

describe('given tag and untag', () => {
  it('change the labels named and leave the others', () => {
    expect(labelled.tags).toEqual(['fire', 'vip'])
    const tags = (command: Parameters<typeof asked>[2]) => orThrow(asked(workflow, labelled, command)).map(({ data }) => data)
    expect(tags({ type: 'tag', tags: ['new'] })).toMatchObject([{ tags: ['fire', 'new', 'vip'], attributes: {} }])
    expect(tags({ type: 'untag', tags: ['fire', 'other'] })).toMatchObject([{ tags: ['vip'] }])
  })

  it('do nothing where nothing changes', () => {
    expect(orThrow(asked(workflow, labelled, { type: 'tag', tags: ['vip'] }))).toEqual([])
    expect(orThrow(asked(workflow, labelled, { type: 'untag', tags: ['other'] }))).toEqual([])
  })

  it('refuse no labels, too many, and a closed ticket', () => {
    const refused = (command: Parameters<typeof asked>[2]) => asked(workflow, labelled, command)._unsafeUnwrapErr()
    expect(refused({ type: 'tag', tags: [] })).toMatchObject({ kind: 'ticket/invalid-command', path: 'tags' })
    const many = Array.from({ length: 99 }, (_, index) => `t${index}`)
    expect(refused({ type: 'tag', tags: many })).toMatchObject({ path: 'tags', expected: 'at most 100 labels on a ticket' })
    const closed = ticketAfter(lives['closed'] ?? [])
    expect(asked(workflow, closed, { type: 'tag', tags: ['vip'] })._unsafeUnwrapErr().kind).toBe('ticket/not-in-this-category')
  })
})

describe('given set-field', () => {
  it('sets one field and clears it', () => {
    expect(facts(orThrow(asked(workflow, labelled, { type: 'set-field', field: 'site', value: 'hki' })))).toMatchObject([
      ['ticket-classified', { attributes: { site: 'hki' }, tags: ['fire', 'vip'] }],
    ])
    const set = ticketAfter([open, ['agent', { type: 'set-field', field: 'site', value: 'hki' }]])
    expect(set.attributes).toEqual({ site: 'hki' })
    expect(orThrow(asked(workflow, set, { type: 'set-field', field: 'site', value: 'hki' }))).toEqual([])
    expect(facts(orThrow(asked(workflow, set, { type: 'set-field', field: 'site', value: null })))).toMatchObject([
      ['ticket-classified', { attributes: { site: null } }],
    ])
  })

  it('refuses a name and a value that are none', () => {
    expect(asked(workflow, labelled, { type: 'set-field', field: 'no good', value: 1 })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'field',
    })
    expect(asked(workflow, labelled, { type: 'set-field', field: 'site', value: Number.NaN })._unsafeUnwrapErr()).toMatchObject({
      path: 'value',
    })
  })
})

describe('given a personal field', () => {
  const set = { type: 'set-field', field: 'birthday', value: true, personal: true } as const

  it('tells its name and that there is a value, each time it is set, and keeps its name on the ticket', () => {
    expect(facts(orThrow(asked(workflow, labelled, set)))).toEqual([['personal-field-set', { field: 'birthday', known: true }]])
    const known = ticketAfter([open, ['agent', set]])
    expect([known.personalFields, known.attributes]).toEqual([['birthday'], {}])
    expect(orThrow(asked(workflow, known, set))).toHaveLength(1)
    expect(ticketAfter([open, ['agent', set], ['agent', { ...set, value: null }]]).personalFields).toEqual([])
  })

  it('does nothing where it clears what is not set, and refuses a value of its own', () => {
    expect(orThrow(asked(workflow, labelled, { ...set, value: null }))).toEqual([])
    expect(asked(workflow, labelled, { ...set, value: '1970' })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'value',
    })
  })

  it('may have a value from the beginning: each name is told after the opening, in their order', () => {
    const begun = asked(workflow, null, { ...opening, personalFields: ['site', 'birthday'] })
    expect(facts(orThrow(begun)).filter(([type]) => type === 'personal-field-set')).toEqual([
      ['personal-field-set', { field: 'birthday', known: true }],
      ['personal-field-set', { field: 'site', known: true }],
    ])
    for (const personalFields of [['no good'], ['a', 'a'], [1], 'birthday', ['__proto__']])
      expect(asked(workflow, null, JSON.parse(JSON.stringify({ ...opening, personalFields })))._unsafeUnwrapErr()).toMatchObject({
        kind: 'ticket/invalid-command',
        path: 'personalFields',
      })
  })
})
