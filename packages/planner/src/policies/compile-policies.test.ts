import { orThrow } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePolicies } from './compile-policies.ts'
import { workflowOf } from './policies.ts'
import { policiesJsonSchema } from './policies-document.ts'
import { standardPolicies } from './standard-policies.ts'

const [standard] = standardPolicies.workflows
if (standard === undefined) throw new TypeError('the standard policies have a workflow')

describe('compilePolicies', () => {
  it('decides by the version a ticket carries, else by the newest of that name', () => {
    const policies = orThrow(compilePolicies({ ...standardPolicies, workflows: [{ ...standard, version: 3 }, standard] }))
    expect(policies.defaultWorkflow.version).toBe(3)
    expect(workflowOf(policies, { id: 'standard', version: 1 })?.version).toBe(1)
    expect(workflowOf(policies, { id: 'standard', version: 2 })?.version).toBe(3)
    expect(workflowOf(policies, { id: 'other', version: 1 })).toBeNull()
  })

  it('names every issue with its path', () => {
    const broken = { ...standard, version: 2, initial: ['nowhere'] }
    const issues = compilePolicies({
      ...standardPolicies,
      workflows: [standard, standard, broken],
      defaultWorkflow: 'none',
      phoneCountry: 'XX',
    })._unsafeUnwrapErr()
    const named = issues.map((issue) => `${issue.kind} at ${issue.path}`)
    expect(new Set(named)).toEqual(
      new Set([
        'policies/duplicate-workflow at workflows[1]',
        'policies/workflow at workflows[2]',
        'policies/unknown-country at phoneCountry',
        'policies/unknown-workflow at defaultWorkflow',
      ]),
    )
    expect(issues.every(({ message }) => message !== '')).toBe(true)
  })

  it.each([
    ['that was never declared', 'serial'],
    ['that is personal, so that no ticket has its value', 'allergies'],
  ])('refuses a guard that wants a field %s', (_, field) => {
    const fields = { product: { type: 'text', personal: false }, allergies: { type: 'text', personal: true } } as const
    const guarded = (name: string) => ({
      ...standard,
      transitions: standard.transitions.map((way) => (way.to === 'closed' ? { ...way, requires: [`attributes.${name}`] } : way)),
    })
    const policies = (name: string) => ({ ...standardPolicies, fields, workflows: [guarded(name)] })
    expect(compilePolicies(policies('product')).isOk()).toBe(true)
    const [issue] = compilePolicies(policies(field))._unsafeUnwrapErr()
    expect(issue).toMatchObject({
      kind: 'policies/workflow',
      path: 'workflows[0]',
      issue: { kind: 'workflow/unknown-field', witness: [`attributes.${field}`] },
    })
    expect(issue?.message).toContain('expected one of the own fields that were declared, and not as personal')
  })

  it.each([
    null,
    7,
    'policies',
    [],
    {},
    { ...standardPolicies, schema: 2 },
    { ...standardPolicies, more: 1 },
    { ...standardPolicies, fields: { 'a b': { type: 'text', personal: false } } },
    { ...standardPolicies, fields: { device: { type: 'text' } } },
  ])('refuses %j as malformed', (document) => {
    const issues = compilePolicies(document)._unsafeUnwrapErr()
    expect(issues.length).toBeGreaterThan(0)
    expect(issues.every(({ kind }) => kind === 'policies/malformed')).toBe(true)
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.anything().map((workflow) => ({ ...standardPolicies, workflows: [workflow] })),
        ),
        (document) => {
          expect(compilePolicies(document).isErr()).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is plain JSON, with a schema for editors', () => {
    expect(compilePolicies(JSON.parse(JSON.stringify(standardPolicies))).isOk()).toBe(true)
    expect(policiesJsonSchema()).toMatchObject({
      type: 'object',
      required: ['schema', 'workflows', 'defaultWorkflow', 'phoneCountry', 'fields'],
    })
  })
})
