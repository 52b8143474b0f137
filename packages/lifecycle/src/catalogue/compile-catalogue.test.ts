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
    const options = { workflows: ['standard'], attributes: ['product'] }
    expect(issuesOf(changed({ workflow: 'repair', needs }), options)).toEqual([
      ['catalogue/unknown-workflow', 'kinds[0].workflow', 'repair'],
      ['catalogue/unknown-field', 'kinds[0].needs[0].field', 'attributes.floor'],
    ])
    expect(issuesOf(changed({ workflow: 'repair', needs }), { workflows: ['repair'], attributes: ['floor'] })).toEqual([])
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
    expect(form).toMatchObject({
      title: 'Question',
      type: 'object',
      required: ['attributes.floor'],
      properties: {
        'attributes.floor': { title: 'Which floor?', type: ['number', 'null'] },
        impact: { title: 'Who is affected?' },
      },
    })
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
