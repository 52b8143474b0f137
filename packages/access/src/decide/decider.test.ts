import { orThrow, renderExplanation } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileAccess } from '../compile/compile-access.ts'
import type { AccessDocument } from '../document/access-document.ts'
import { accessMessages } from '../messages.ts'

const vocabulary = {
  loan: {
    actions: ['read', 'extend', 'end'],
    facts: { shelf: { type: 'text' } },
    relations: ['reader', 'branch'],
    fields: ['note', 'price'],
  },
  report: { actions: ['count'] },
} as const

const document: AccessDocument = {
  schema: 1,
  id: 'library',
  version: 3,
  title: 'A library',
  roles: [
    { id: 'reader', title: 'Reader', heldBy: ['requester'] },
    { id: 'clerk', title: 'Clerk', heldBy: ['agent'] },
    { id: 'head', title: 'Head', givenTo: ['agent'], includes: ['clerk'] },
    { id: 'counter', title: 'Counts only', givenTo: ['agent'] },
  ],
  grants: [
    { id: 'own', roles: ['reader'], actions: ['loan/read', 'loan/extend'], as: ['reader'] },
    { id: 'desk', roles: ['clerk'], actions: ['loan/read'] },
    { id: 'branch', roles: ['clerk'], actions: ['loan/extend'], as: ['branch'] },
    { id: 'end', roles: ['clerk'], actions: ['loan/end'], when: { field: 'shelf', equals: 'open' } },
    { id: 'rare', effect: 'deny', roles: ['clerk'], actions: ['loan/extend'], when: { field: 'shelf', equals: 'rare' } },
    { id: 'count', roles: ['head', 'counter'], actions: ['report/*'] },
  ],
  fields: [
    { resource: 'loan', fields: ['*'], visibleTo: ['clerk'], reason: 'staff-only' },
    { resource: 'loan', fields: ['price'], visibleTo: ['head'], reason: 'heads-only', protected: true },
  ],
}
const access = orThrow(compileAccess(document, vocabulary))
const eve = { kind: 'requester', id: 'eve' } as const
const ada = { kind: 'agent', id: 'ada', teams: ['north'] } as const
const may = (...question: Parameters<typeof access.may>) => access.may(...question).allowed

describe('given roles and grants', () => {
  it('gives a role by sort of actor, until another is named', () => {
    expect(access.rolesOf(ada)).toEqual(['clerk'])
    expect(access.rolesOf({ ...ada, roles: ['head'] })).toEqual(['clerk', 'head'])
    expect(access.rolesOf({ ...ada, roles: ['counter'] })).toEqual(['counter'])
    expect(access.rolesOf({ ...ada, roles: ['lead of a workflow'] })).toEqual(['clerk'])
    expect(access.rolesOf({ kind: 'bot', id: 'b' })).toEqual([])
  })

  it('gives nothing to a sort of actor who cannot be given the role', () => {
    expect(access.rolesOf({ ...eve, roles: ['head'] })).toEqual(['reader'])
    expect(may({ ...eve, roles: ['head', 'clerk'] }, 'report/count')).toBe(false)
  })

  it('denies what nobody granted', () => {
    expect(may(eve, 'report/count')).toBe(false)
    expect(may(ada, 'loan/burn')).toBe(false)
    expect(may(ada, 'toString')).toBe(false)
    expect(may({ kind: 'bot', id: 'b' }, 'loan/read')).toBe(false)
  })

  it('lets an actor do what a relation allows, and nobody else', () => {
    expect(may(eve, 'loan/read', { relations: { reader: 'eve' } })).toBe(true)
    expect(may(eve, 'loan/read', { relations: { reader: 'bob' } })).toBe(false)
    expect(may(eve, 'loan/read', { relations: { reader: null } })).toBe(false)
    expect(may(eve, 'loan/read')).toBe(false)
    expect(may(eve, 'loan/end', { relations: { reader: 'eve' }, facts: { shelf: 'open' } })).toBe(false)
  })

  it('takes a team for its member', () => {
    expect(may(ada, 'loan/extend', { relations: { branch: 'north' } })).toBe(true)
    expect(may(ada, 'loan/extend', { relations: { branch: ['south', 'north'] } })).toBe(true)
    expect(may(ada, 'loan/extend', { relations: { branch: 'south' } })).toBe(false)
  })

  it('asks conditions of the resource, of which a missing fact meets none', () => {
    expect(may(ada, 'loan/end', { facts: { shelf: 'open' } })).toBe(true)
    expect(may(ada, 'loan/end', { facts: { shelf: 'rare' } })).toBe(false)
    expect(may(ada, 'loan/end')).toBe(false)
  })

  it('lets a denial outweigh what allows', () => {
    const rare = { facts: { shelf: 'rare' }, relations: { branch: 'north' } }
    expect(may(ada, 'loan/extend', rare)).toBe(false)
    expect(may({ ...ada, roles: ['head'] }, 'loan/extend', rare)).toBe(false)
  })

  it('does not let facts of the resource speak for the actor', () => {
    const gated: AccessDocument = {
      ...document,
      grants: [
        ...document.grants.slice(0, 5),
        { id: 'count', roles: ['head', 'counter'], actions: ['report/*'], when: { field: 'actor.id', equals: 'boss' } },
      ],
    }
    const strict = orThrow(compileAccess(gated, vocabulary))
    expect(strict.may({ ...ada, roles: ['head'] }, 'report/count', { facts: { 'actor.id': 'boss' } }).allowed).toBe(false)
  })

  it('says why not, and why', () => {
    const denied = access.may(eve, 'loan/read', { relations: { reader: 'bob' } })
    expect(denied).toMatchObject({ kind: 'access/denied', action: 'loan/read', message: 'requester has no right to loan/read' })
    if (denied.allowed) return expect.fail('it is allowed')
    expect(renderExplanation(denied.explanation, accessMessages)).toBe(
      '✗ requester:eve may not loan/read\n  · has the roles reader\n  ✗ grant own allows it\n    ✗ is not reader of it\n  · by library, version 3',
    )
    const bot = access.explain({ kind: 'bot', id: 'b' }, 'loan/read')
    expect(renderExplanation(bot, accessMessages)).toBe(
      '✗ bot:b may not loan/read\n  · has no role here\n  · no grant speaks of it for these roles\n  · by library, version 3',
    )
    expect(renderExplanation(access.explain(ada, 'loan/read'), accessMessages)).toBe(
      '✓ agent:ada may loan/read\n  · has the roles clerk\n  ✓ grant desk allows it\n  · by library, version 3',
    )
  })

  it('names the grant that lets', () => {
    expect(access.may(ada, 'loan/read')).toEqual({ allowed: true, grant: 'desk' })
  })

  it('says how much of a sort somebody reaches', () => {
    expect(access.reach(ada, 'loan/read')).toEqual({ of: 'all', relations: [] })
    expect(access.reach(eve, 'loan/read')).toEqual({ of: 'related', relations: ['reader'] })
    expect(access.reach(ada, 'loan/extend')).toEqual({ of: 'some', relations: [] })
    expect(access.reach(ada, 'loan/end')).toEqual({ of: 'some', relations: [] })
    expect(access.reach(eve, 'report/count')).toEqual({ of: 'none', relations: [] })
  })
})

describe('given rules of fields', () => {
  it('shows what no rule speaks of', () => {
    expect(access.view(eve, 'loan', 'title')).toEqual({ visible: true, protected: false })
  })

  it('hides with the reason of the first rule that is not met', () => {
    expect(access.view(eve, 'loan', 'note')).toEqual({ visible: false, reason: 'staff-only', settable: false })
    expect(access.view(ada, 'loan', 'note')).toEqual({ visible: true, protected: false })
    expect(access.view(ada, 'loan', 'price')).toEqual({ visible: false, reason: 'heads-only', settable: false })
  })

  it('marks what is protected to those who see it', () => {
    expect(access.view({ ...ada, roles: ['head'] }, 'loan', 'price')).toEqual({ visible: true, protected: true })
  })

  it('says the same of all of them at once, sorted, to each by their own roles, one after the other and again', () => {
    const head = { ...ada, roles: ['head'] }
    const both = { ...ada, roles: ['head', 'clerk'] }
    const ruled = [...access.views(eve, 'loan').keys()]
    expect(ruled).toEqual(['note', 'price'])
    for (const actor of [eve, ada, head, both, ada, eve]) {
      expect([...access.views(actor, 'loan')]).toEqual(ruled.map((field) => [field, access.view(actor, 'loan', field)]))
    }
    expect(access.views(ada, 'loan').get('price')?.visible).toBe(false)
    expect(access.views(both, 'loan').get('price')?.visible).toBe(true)
    expect(access.views(eve, 'report').size).toBe(0)
  })
})
