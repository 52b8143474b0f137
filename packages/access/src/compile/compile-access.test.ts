import { describe, expect, it } from 'vitest'
import type { AccessDocument } from '../document/access-document.ts'
import { compileAccess } from './compile-access.ts'

const vocabulary = {
  loan: {
    actions: ['read', 'extend', 'end'],
    facts: { shelf: { type: 'text' }, dueAt: { type: 'instant' } },
    relations: ['reader'],
    fields: ['note', 'price'],
  },
  report: { actions: ['count'] },
} as const

const library: AccessDocument = {
  schema: 1,
  id: 'library',
  version: 1,
  title: 'A library',
  roles: [
    { id: 'reader', title: 'Reader', heldBy: ['requester'] },
    { id: 'clerk', title: 'Clerk', heldBy: ['agent'] },
    { id: 'head', title: 'Head', givenTo: ['agent'], includes: ['clerk'] },
  ],
  grants: [
    { id: 'own', roles: ['reader'], actions: ['loan/read', 'loan/extend'], as: ['reader'] },
    { id: 'desk', roles: ['clerk'], actions: ['loan/*'] },
    { id: 'count', roles: ['head'], actions: ['report/count'] },
  ],
  fields: [{ resource: 'loan', fields: ['note'], visibleTo: ['clerk'], reason: 'staff-only' }],
}

const issuesOf = (change: Partial<AccessDocument> | Record<string, unknown>) => {
  const compiled = compileAccess({ ...library, ...change }, vocabulary)
  return compiled.isOk() ? [] : compiled.error.map(({ kind, path, witness }) => [kind, path, ...witness])
}
const [reader, clerk, head] = library.roles
const [own, desk, count] = library.grants
const withGrant = (grant: unknown) => ({ grants: [own, desk, count, grant] })

describe('given an access document', () => {
  it('compiles a good one to a frozen copy', () => {
    const access = compileAccess(library, vocabulary)._unsafeUnwrap()
    expect(access.document).toEqual(library)
    expect(Object.isFrozen(access.document.grants[0])).toBe(true)
    expect([access.id, access.version]).toEqual(['library', 1])
  })

  it.each([
    ['has another shape', { version: 0 }, [['access/malformed', 'version', 'at least 1']]],
    ['says more than it may', { owner: 'x' }, [['access/malformed', 'owner', 'no such property']]],
    ['is no JSON', { title: () => 'x' }, [['access/malformed', 'title', 'plain JSON']]],
    ['names two roles alike', { roles: [reader, clerk, head, clerk] }, [['access/duplicate-name', 'roles[3].id', 'clerk']]],
    ['names two grants alike', withGrant({ ...count, roles: ['clerk'] }), [['access/duplicate-name', 'grants[3].id', 'count']]],
    [
      'includes a role that is not there',
      { roles: [reader, clerk, { ...head, includes: ['clerk', 'owner'] }] },
      [['access/unknown-role', 'roles[2].includes[1]', 'owner']],
    ],
    [
      'grants to a role that is not there',
      withGrant({ id: 'x', roles: ['owner'], actions: ['loan/end'] }),
      [['access/unknown-role', 'grants[3].roles[0]', 'owner']],
    ],
    [
      'shows to a role that is not there',
      { fields: [{ resource: 'loan', fields: ['note'], visibleTo: ['owner'], reason: 'r' }] },
      [['access/unknown-role', 'fields[0].visibleTo[0]', 'owner']],
    ],
    [
      'includes in a circle',
      { roles: [reader, { ...clerk, includes: ['head'] }, head] },
      [
        ['access/circular-role', 'roles[1].includes', 'clerk', 'head', 'clerk'],
        ['access/circular-role', 'roles[2].includes', 'head', 'clerk', 'head'],
      ],
    ],
    [
      'grants what cannot be done',
      withGrant({ id: 'x', roles: ['clerk'], actions: ['loan/burn'] }),
      [['access/unknown-action', 'grants[3].actions[0]', 'loan/burn']],
    ],
    [
      'grants all of a sort there is not',
      withGrant({ id: 'x', roles: ['clerk'], actions: ['book/*'] }),
      [['access/unknown-action', 'grants[3].actions[0]', 'book/*']],
    ],
    [
      'asks for a relation there is not',
      withGrant({ id: 'x', roles: ['head'], actions: ['loan/end', 'report/count'], as: ['reader'] }),
      [['access/unknown-relation', 'grants[3].as[0]', 'reader', 'report']],
    ],
    [
      'speaks of fields there are not',
      { fields: [{ resource: 'loan', fields: ['colour'], visibleTo: ['clerk'], reason: 'r' }] },
      [['access/unknown-field', 'fields[0].fields[0]', 'colour', 'loan']],
    ],
    [
      'speaks of a sort there is not',
      { fields: [{ resource: 'book', fields: ['*'], visibleTo: ['clerk'], reason: 'r' }] },
      [['access/unknown-resource', 'fields[0].resource', 'book']],
    ],
    [
      'asks for a fact there is not',
      withGrant({ id: 'x', roles: ['reader'], actions: ['loan/end'], when: { field: 'colour', equals: 'red' } }),
      [
        [
          'access/condition',
          'grants[3].when.field',
          'conditions/unknown-field',
          'one of: actor.id, actor.kind, actor.roles, actor.teams, dueAt, shelf',
        ],
      ],
    ],
    [
      'can never hold',
      withGrant({
        id: 'x',
        roles: ['reader'],
        actions: ['loan/end'],
        when: {
          all: [
            { field: 'shelf', equals: 'a' },
            { field: 'shelf', equals: 'b' },
          ],
        },
      }),
      [['access/condition', 'grants[3].when', 'conditions/never-holds', expect.any(String)]],
    ],
    [
      'runs out with time',
      withGrant({ id: 'x', roles: ['reader'], actions: ['loan/end'], when: { field: 'dueAt', within: 'PT1H', of: 'past' } }),
      [['access/condition', 'grants[3].when', 'depends-on-time']],
    ],
    [
      'asks one condition of two sorts',
      withGrant({ id: 'x', roles: ['reader'], actions: ['loan/end', 'report/count'], when: { field: 'shelf', equals: 'a' } }),
      [['access/condition', 'grants[3].when', 'several-resources', 'loan', 'report']],
    ],
    [
      'has a role nobody has',
      {
        ...withGrant({ id: 'x', roles: ['owner'], actions: ['report/*'] }),
        roles: [reader, clerk, head, { id: 'owner', title: 'Owner' }],
      },
      [['access/role-nobody-has', 'roles[3]', 'owner']],
    ],
    [
      'has a role that lets nobody do anything',
      { roles: [reader, clerk, head, { id: 'guest', title: 'Guest', heldBy: ['bot'] }] },
      [['access/role-without-grants', 'roles[3]', 'guest']],
    ],
    [
      'allows again what is allowed',
      withGrant({ id: 'x', roles: ['head'], actions: ['loan/read'] }),
      [['access/grant-never-fires', 'grants[3]', 'desk']],
    ],
    ['allows twice the same, the later', withGrant({ ...count, id: 'x' }), [['access/grant-never-fires', 'grants[3]', 'count']]],
    [
      'denies what nobody is allowed',
      { grants: [own, desk, { id: 'x', effect: 'deny', roles: ['clerk'], actions: ['report/count'] }] },
      [['access/grant-never-fires', 'grants[2]']],
    ],
    [
      'denies all of what it allows',
      withGrant({ id: 'x', effect: 'deny', roles: ['clerk'], actions: ['report/*'] }),
      [['access/grant-never-fires', 'grants[2]', 'x']],
    ],
    [
      'contradicts itself',
      withGrant({ id: 'x', effect: 'deny', roles: ['head'], actions: ['report/count'] }),
      [['access/contradictory', 'grants[3]', 'count', 'head', 'report/count']],
    ],
  ])('refuses one that %s', (_, change, issues) => {
    expect(issuesOf(change)).toEqual(issues)
  })

  it.each([
    ['an exception to what is allowed', { id: 'x', effect: 'deny', roles: ['clerk'], actions: ['loan/end'] }],
    [
      'a denial under other conditions',
      { id: 'x', effect: 'deny', roles: ['clerk'], actions: ['loan/*'], when: { field: 'shelf', equals: 'rare' } },
    ],
    [
      'what others are allowed under conditions',
      { id: 'x', roles: ['clerk'], actions: ['report/count'], when: { field: 'actor.id', equals: 'agt_ada' } },
    ],
  ])('takes %s', (_, grant) => {
    expect(issuesOf(withGrant(grant))).toEqual([])
  })

  it('takes a role that only another includes', () => {
    const roles = [reader, { id: 'clerk', title: 'Clerk' }, head]
    expect(issuesOf({ roles })).toEqual([])
  })
})
