import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { careful, workflow } from '../../../test/desk-day.ts'
import { withLab } from '../../../test/with-lab.ts'
import { compileWorkflow } from '../../index.ts'
import { compileMigration } from './compile-migration.ts'
import { migrationDocumentSchema, migrationJsonSchema } from './migration-document-schema.ts'

const next = orThrow(compileWorkflow(withLab))
const nothing = { schema: 1, statuses: {}, fallback: null }

describe('given two workflows', () => {
  it('wants every status of the old one that the new one lacks to be mapped', () => {
    expect(compileMigration(workflow, next, nothing)._unsafeUnwrapErr()).toEqual([
      {
        kind: 'migration/unmapped',
        severity: 'error',
        path: 'statuses.on-hold',
        witness: ['on-hold'],
        message: 'statuses.on-hold: standard version 2 has no status on-hold, so that one of its own is expected here',
      },
    ])
    const mapped = orThrow(compileMigration(workflow, next, { ...nothing, statuses: { 'on-hold': 'lab' } }))
    expect([...mapped.targets].map(([id, { id: to }]) => `${id} ${to}`)).toContain('on-hold lab')
    expect(mapped.warnings).toEqual([])
  })

  it.each([
    ['a source nobody knows', { statuses: { lost: 'lab', 'on-hold': 'lab' } }, 'migration/unknown-source', ['lost']],
    ['a target nobody knows', { statuses: { 'on-hold': 'lost' } }, 'migration/unknown-target', ['lost']],
    ['an unknown fallback', { statuses: { 'on-hold': 'lab' }, fallback: 'lost' }, 'migration/unknown-target', ['lost']],
    [
      'a fallback where nobody works',
      { statuses: { 'on-hold': 'lab' }, fallback: 'pending' },
      'migration/wrong-fallback',
      ['pending', 'pending'],
    ],
  ])('refuses %s, with a witness', (_, mapping, kind, witness) => {
    expect(compileMigration(workflow, next, { ...nothing, ...mapping })._unsafeUnwrapErr()).toMatchObject([{ kind, witness }])
  })

  it('refuses what is no mapping, and a workflow against itself', () => {
    expect(
      compileMigration(workflow, next, { schema: 2 })
        ._unsafeUnwrapErr()
        .map(({ kind }) => kind),
    ).toContain('migration/malformed')
    expect(compileMigration(workflow, workflow, nothing)._unsafeUnwrapErr()).toMatchObject([{ kind: 'migration/same-workflow' }])
    expect(compileMigration(workflow, careful, nothing).isOk()).toBe(true)
  })

  it('maps within one version the statuses that it lacks, and no others', () => {
    const within = orThrow(compileMigration(next, next, { ...nothing, statuses: { 'on-hold': 'lab' } }))
    expect([within.targets.get('on-hold')?.id, within.targets.get('open')?.id]).toEqual(['lab', 'open'])
    expect(compileMigration(next, next, { ...nothing, fallback: 'open' }).isOk()).toBe(true)
    expect(compileMigration(next, next, { ...nothing, statuses: { open: 'lab' } })._unsafeUnwrapErr()).toMatchObject([
      {
        ...{ kind: 'migration/same-workflow', path: 'statuses.open', witness: ['open'] },
        message: 'statuses.open: standard version 2 has the status open, and within it only those that it lacks are mapped',
      },
    ])
    expect(compileMigration(next, next, { ...nothing, statuses: { 'on-hold': 'lost' } })._unsafeUnwrapErr()).toMatchObject([
      { kind: 'migration/unknown-target', witness: ['lost'] },
    ])
  })

  it('names every change of category, and those that no ticket may take', () => {
    const { warnings } = orThrow(
      compileMigration(workflow, next, { ...nothing, statuses: { 'on-hold': 'open', pending: 'closed' } }),
    )
    expect(warnings.map(({ kind, witness }) => [kind, ...witness])).toEqual([
      ['migration/category-changed', 'on-hold', 'on-hold', 'open', 'open'],
      ['migration/crosses-the-end', 'pending', 'pending', 'closed', 'closed'],
    ])
  })
})

describe('given a mapping as JSON', () => {
  it('comes out as it went in', () => {
    const document = { schema: 1, statuses: { 'on-hold': 'lab' }, fallback: 'open' } as const
    const { document: out } = orThrow(compileMigration(workflow, next, JSON.parse(JSON.stringify(document))))
    expect(out).toEqual(document)
    expect(migrationDocumentSchema.safeParse(JSON.parse(JSON.stringify(out))).success).toBe(true)
  })

  it('has a JSON Schema that closes the object', () => {
    expect(migrationJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false })
  })
})
