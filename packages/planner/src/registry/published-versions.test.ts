import { standardAccess } from '@caseload/access'
import { standardWorkflow } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import type { PoliciesDocument } from '../policies/policies-document.ts'
import { standardPolicies } from '../policies/standard-policies.ts'
import { publishedAs, versionTaken } from './published-versions.ts'

const workflows = (...versions: readonly (readonly [number, string])[]) =>
  versions.map(([version, title]) => ({ ...standardWorkflow, id: 'shop', version, title }))
const policies = (...versions: readonly (readonly [number, string])[]): PoliciesDocument => ({
  ...standardPolicies,
  workflows: workflows(...versions),
  defaultWorkflow: 'shop',
})
const known = [
  { version: 0, document: standardPolicies },
  { version: 1, document: policies([1, 'One']) },
  { version: 2, document: policies([2, 'Two']) },
]

describe('given documents that were published under a version', () => {
  it('takes the same content again, in any order of its names, and a new version', () => {
    const turned = JSON.parse(JSON.stringify(policies([1, 'One'], [3, 'Three'])), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    expect(versionTaken(known, turned)).toBeNull()
  })

  it('refuses other content, also of a version that was left out in between, and names one that is free', () => {
    const refused = versionTaken(known, policies([1, 'Uno'], [3, 'Three']))
    expect(refused).toMatchObject({
      kind: 'policies/version-taken',
      documents: [{ document: 'workflow', id: 'shop', version: 1, publishedIn: 1, free: 4 }],
    })
    expect(refused?.message).toBe(
      'workflow shop version 1 has other content in version 1 of the policies: give the changed one version 4',
    )
  })

  it('knows the documents that hold where none are given', () => {
    const access = { ...standardAccess, title: 'Ours' }
    expect(versionTaken(known, { ...policies([2, 'Two']), access })?.documents).toMatchObject([
      { document: 'access', id: 'standard', version: standardAccess.version, publishedIn: 0 },
    ])
    expect(versionTaken(known, { ...policies([2, 'Two']), access: standardAccess })).toBeNull()
  })

  it('knows the whole again by its content, as it was published last', () => {
    expect(publishedAs(known, policies([2, 'Two']))).toBe(2)
    expect(publishedAs([...known, { version: 3, document: policies([1, 'One']) }], policies([1, 'One']))).toBe(3)
    expect(publishedAs(known, policies([3, 'Three']))).toBeNull()
    expect(publishedAs(known, standardPolicies)).toBeNull()
  })
})
