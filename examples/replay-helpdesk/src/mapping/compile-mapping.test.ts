import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shipped } from '../../test/shipped.ts'
import { compileMapping } from './compile-mapping.ts'
import { mappingJsonSchema } from './mapping-document.ts'

const read = (name: string) => JSON.parse(readFileSync(shipped(name), 'utf8'))
const workflow = read('workflow.json')
const mapping = read('mapping.json')
const paths = (document: unknown): readonly string[] => {
  const compiled = compileMapping(document, workflow)
  return compiled.isOk() ? [] : compiled.error.issues.map((issue) => issue.path)
}

describe('given the shipped mapping', () => {
  it('fits the shipped workflow and names every status of it', () => {
    expect(paths(mapping)).toEqual([])
    const used = Object.values(mapping.activity.values).map((activity) => Reflect.get(Object(activity), 'status'))
    expect(used.toSorted()).toEqual(workflow.statuses.map((status: { readonly id: string }) => status.id).toSorted())
  })

  it('names the status that the workflow lacks', () => {
    const document = { ...mapping, activity: { ...mapping.activity, values: { Parked: { status: 'parked' } } } }
    expect(paths(document)).toEqual(['activity.values.Parked.status'])
  })

  it.each([
    ['time.latest', { time: { ...mapping.time, earliest: '2101-01-01T00:00:00Z' } }],
    ['zone', { zone: 'Mars/Base' }],
    ['csv.delimiter', { csv: { ...mapping.csv, delimiter: '"' } }],
    ['csv.delimiter', { csv: { ...mapping.csv, delimiter: '\n' } }],
    ['groupings.inherited', { groupings: { inherited: 'toString' } }],
    ['groupings.ofRows', { groupings: { ofRows: 'function' } }],
  ])('refuses what could not work before a row is read: %s', (path, wrong) => {
    expect(paths({ ...mapping, ...wrong })).toEqual([path])
  })

  it('refuses a pattern without an offset, and ISO with one', () => {
    expect(paths({ ...mapping, time: { ...mapping.time, format: 'dd-MM-yyyy HH:mm' } })).toEqual(['time.offset'])
    expect(paths({ ...mapping, time: { ...mapping.time, offset: '+01:00' } })).toEqual(['time.offset'])
  })

  it('refuses an outcome where nothing ends', () => {
    const document = {
      ...mapping,
      activity: { ...mapping.activity, values: { Go: { status: 'in-progress', outcome: 'solved' } } },
    }
    expect(paths(document)).toEqual(['activity.values.Go.outcome'])
  })

  it('names a property that is unknown or of another shape', () => {
    expect(paths({ ...mapping, colour: 'red' })).toEqual(['colour'])
    expect(paths({ ...mapping, kind: 7 })).toEqual(['kind'])
    expect(paths(null)).toEqual([''])
  })
})

describe('given the JSON Schema that editors read', () => {
  it('is the one made from the zod schema', () => {
    expect(read('mapping.schema.json')).toEqual(mappingJsonSchema())
  })
})
