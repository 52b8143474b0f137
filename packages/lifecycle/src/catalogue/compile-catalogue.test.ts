import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import type { NeededBy } from './catalogue-document.ts'
import { compileCatalogue } from './compile-catalogue.ts'
import { standardCatalogue } from './standard-catalogue.ts'

const [question, ...others] = standardCatalogue.kinds
const area = {
  id: 'it',
  title: 'IT',
  purpose: 'Machines',
  kinds: standardCatalogue.kinds.map(({ id }) => id),
  teamId: 'team_it',
  ownerId: 'agt_ada',
}
const issuesOf = (change: object, options = {}) => {
  const compiled = compileCatalogue({ ...standardCatalogue, ...change }, options)
  return compiled.isOk() ? [] : compiled.error.map(({ kind, path, witness }) => [kind, path, ...witness])
}
const changed = (more: object) => ({ kinds: [{ ...question, ...more }, ...others] })

describe('given a catalogue', () => {
  it.each([
    ['has another shape', { version: 0 }, [['catalogue/malformed', 'version', 'at least 1']]],
    [
      'has a kind without an example',
      changed({ examples: [] }),
      [['catalogue/malformed', 'kinds[0].examples', 'at least 1 items']],
    ],
    [
      'has two kinds of one name',
      { kinds: [...standardCatalogue.kinds, question] },
      [['catalogue/duplicate-name', 'kinds[10].id', 'question']],
    ],
    [
      'has a counter-example of an unknown kind',
      changed({ counterExample: { text: 'x', insteadOf: 'riddle' } }),
      [['catalogue/unknown-kind', 'kinds[0].counterExample.insteadOf', 'riddle']],
    ],
    [
      'has a counter-example that is an example',
      changed({ counterExample: { text: 'x', insteadOf: 'question' } }),
      [['catalogue/no-counter-example', 'kinds[0].counterExample.insteadOf', 'question']],
    ],
    [
      'asks for what a ticket has not',
      changed({ needs: [{ field: 'mood', question: 'How do you feel?', neededBy: 'opening' }] }),
      [['catalogue/unknown-field', 'kinds[0].needs[0].field', 'mood']],
    ],
    [
      'names an unknown kind in an area',
      { areas: [{ ...area, kinds: [...area.kinds, 'riddle'] }] },
      [['catalogue/unknown-kind', 'areas[0].kinds[10]', 'riddle']],
    ],
    [
      'has an area nobody serves',
      { areas: [{ ...area, teamId: null }] },
      [['catalogue/area-nobody-serves', 'areas[0].teamId', 'it']],
    ],
    [
      'has a kind in no area',
      { areas: [{ ...area, kinds: area.kinds.slice(1) }] },
      [['catalogue/kind-in-no-area', 'kinds[0]', 'question']],
    ],
    ['has two areas of one name', { areas: [area, area] }, [['catalogue/duplicate-name', 'areas[1].id', 'it']]],
  ])('refuses one that %s', (_, change, issues) => {
    expect(issuesOf(change)).toEqual(issues)
  })

  it('refuses workflows and fields the desk does not have', () => {
    const needs = [{ field: 'attributes.floor', question: 'Which floor?', neededBy: 'opening' }]
    const options = { workflows: ['standard'], fields: { product: { type: 'text', personal: false } } } as const
    expect(issuesOf(changed({ workflow: 'repair', needs }), options)).toEqual([
      ['catalogue/unknown-workflow', 'kinds[0].workflow', 'repair'],
      ['catalogue/unknown-field', 'kinds[0].needs[0].field', 'attributes.floor'],
    ])
    const fields = { floor: { type: 'text', personal: true } } as const
    expect(issuesOf(changed({ workflow: 'repair', needs }), { workflows: ['repair'], fields })).toEqual([])
  })

  it.each([
    ['impact', { type: 'number' }],
    ['impact', { type: 'enum', values: ['one person'] }],
    ['teamId', { type: 'enum', values: ['it'] }],
    ['resolutionCode', { type: 'enum', values: ['fixed', 'magic'] }],
    ['attributes.device', { type: 'text' }],
    ['attributes.device', { type: 'enum', values: ['laptop', 'fax'] }],
    ['attributes.floor', { type: 'enum', values: ['3'] }],
    ['attributes.serial', { type: 'enum', values: ['a@b'] }],
  ])('refuses that a form offers what %s cannot be', (field, answer) => {
    const needs = [{ field, question: 'What?', neededBy: 'resolving', answer }]
    const fields = {
      device: { type: 'enum', values: ['laptop', 'phone'], personal: false },
      floor: { type: 'number', personal: false },
      serial: { type: 'text', personal: false },
    } as const
    const resolutionCodes = ['fixed', 'declined']
    expect(issuesOf(changed({ needs, resolutionCodes }), { fields })).toEqual([
      ['catalogue/answer-does-not-fit', 'kinds[0].needs[0].answer', field],
    ])
    const taken = [
      { field: 'attributes.device', answer: { type: 'enum', values: ['phone'] } },
      { field: 'attributes.floor', answer: { type: 'number' } },
      { field: 'attributes.serial', answer: { type: 'enum', values: ['A-1', 'A-2'] } },
      { field: 'resolutionCode', answer: { type: 'enum', values: ['fixed'] } },
      { field: 'teamId', answer: { type: 'enum', values: ['team_it'] } },
      { field: 'topic', answer: { type: 'text' } },
    ].map((each) => ({ ...each, question: 'What?', neededBy: 'resolving' }))
    expect(issuesOf(changed({ needs: taken, resolutionCodes }), { fields })).toEqual([])
  })

  it('refuses to need the code of a solution before there is one', () => {
    const needs = [{ field: 'resolutionCode', question: 'How?', neededBy: 'opening' }]
    expect(issuesOf(changed({ needs }))).toEqual([['catalogue/asked-too-early', 'kinds[0].needs[0].neededBy', 'resolutionCode']])
  })

  it('asks for no team where the area has one', () => {
    const needs = [{ field: 'teamId', question: 'Who?', neededBy: 'opening' }]
    const required = (more: object) =>
      orThrow(compileCatalogue({ ...standardCatalogue, ...changed({ needs }), ...more })).formSchema('question')?.required
    expect([required({}), required({ areas: [area] })]).toEqual([['teamId'], []])
  })

  it('knows of a personal field whether it has a value, and takes an empty set for nothing', () => {
    const needs = [
      { field: 'attributes.iban', question: 'Which?', neededBy: 'opening' },
      { field: 'attributes.parts', question: 'Which?', neededBy: 'opening' },
    ]
    const fields = {
      iban: { type: 'text', personal: true },
      parts: { type: 'set', of: { type: 'text' }, personal: false },
    } as const
    const catalogue = orThrow(compileCatalogue({ ...standardCatalogue, ...changed({ needs }) }, { fields }))
    const missing = (parts: readonly string[], personalFields: readonly string[]) =>
      catalogue.missing({ kind: 'question', attributes: { parts }, personalFields }, 'opening').map(({ field }) => field)
    expect(missing([], [])).toEqual(['attributes.iban', 'attributes.parts'])
    expect(missing(['fan'], ['iban'])).toEqual([])
  })

  it('takes another kind and another area without any code', () => {
    const kinds = [...standardCatalogue.kinds, { ...question, id: 'riddle', workflow: 'riddles' }]
    const areas = [area, { ...area, id: 'fun', kinds: ['riddle'], teamId: 'team_fun', workflow: 'fun' }]
    const catalogue = orThrow(compileCatalogue({ ...standardCatalogue, kinds, areas }))
    expect([catalogue.areaOf('riddle')?.teamId, catalogue.workflowOf('riddle'), catalogue.workflowOf('question')]).toEqual([
      'team_fun',
      'riddles',
      null,
    ])
    expect(catalogue.areaOf('unheard-of')).toBeNull()
  })

  it('makes a form of a kind', () => {
    const needs = [
      { field: 'attributes.floor', question: 'Which floor?', neededBy: 'opening', answer: { type: 'number' } },
      { field: 'impact', question: 'Who is affected?', neededBy: 'resolving', answer: { type: 'enum', values: ['one', 'all'] } },
    ]
    const catalogue = orThrow(compileCatalogue({ ...standardCatalogue, ...changed({ needs }) }))
    const form = catalogue.formSchema('question')
    expect(form).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Question',
      description: question?.definition,
      type: 'object',
      required: ['attributes'],
      additionalProperties: false,
      properties: {
        impact: { title: 'Who is affected?', type: ['string', 'null'], enum: ['one', 'all', null] },
        attributes: {
          type: 'object',
          properties: { floor: { title: 'Which floor?', type: 'number' } },
          required: ['floor'],
          additionalProperties: false,
        },
      },
    })
    expect(catalogue.formSchema('question', ['attributes.floor'])).toMatchObject({ required: [] })
    expect(catalogue.resolvingSchema('question')).toMatchObject({ properties: {}, required: [] })
    expect(catalogue.resolvingSchema('incident')).toMatchObject({
      properties: { code: { title: 'How was it solved?', type: 'string', pattern: '^[a-z0-9-]{1,64}$' } },
      required: ['code'],
    })
    expect(catalogue.resolvingSchema('unheard-of')).toBeNull()
    expect(catalogue.formSchema('unheard-of')).toBeNull()
  })
})

const whole = { requesterId: 'cus_1', topic: 't', impact: 'i', urgency: 'u', teamId: 'team_1', resolutionCode: 'r' }
const standard = orThrow(compileCatalogue(standardCatalogue))
const each = standardCatalogue.kinds.flatMap(({ id, needs }) =>
  needs.map(({ field, neededBy }) => [id, field, neededBy] as const),
)

describe('given the shipped kinds', () => {
  it.each(each)('a %s without its %s lacks it from %s on, and says how to ask', (kind, field, neededBy) => {
    const without = { ...whole, kind, attributes: {}, [field]: null }
    const asked = (by: NeededBy) => standard.missing(without, by).map((missing) => missing.field)
    const stages: readonly NeededBy[] = ['opening', 'resolving', 'closing']
    expect(stages.map((by) => asked(by))).toEqual(
      stages.map((by) => (stages.indexOf(by) >= stages.indexOf(neededBy) ? [field] : [])),
    )
    expect(standard.missing(without, 'closing')[0]?.question.endsWith('?')).toBe(true)
  })

  it('lack nothing where everything is known, and a kind that is not there needs nothing', () => {
    for (const { id } of standardCatalogue.kinds)
      expect(standard.missing({ ...whole, kind: id, attributes: {} }, 'closing')).toEqual([])
    expect(standard.missing({ kind: 'unheard-of', attributes: {} }, 'closing')).toEqual([])
  })
})
