import type { ConditionDocument } from '@caseload/conditions'
import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileAccess } from '../compile/compile-access.ts'
import type { AccessDocument, GrantDocument, RoleDocument } from '../document/access-document.ts'
import { couldAnybody } from './could-anybody.ts'

const vocabulary = { loan: { actions: ['read', 'end'], relations: ['reader'] } }
const clerk: RoleDocument = { id: 'clerk', title: 'Clerk', heldBy: ['agent'] }
const head: RoleDocument = { id: 'head', title: 'Head', givenTo: ['agent'] }
const reads: GrantDocument = { id: 'reads', roles: ['clerk', 'head'], actions: ['loan/read'] }

function could(grants: readonly GrantDocument[], roles: readonly RoleDocument[]): boolean {
  const document: AccessDocument = { schema: 1, id: 'x', version: 1, title: 'X', roles, grants: [reads, ...grants], fields: [] }
  return couldAnybody(orThrow(compileAccess(document, vocabulary)), 'loan/end')
}

const both = [clerk, head]
const end = { roles: ['head'], actions: ['loan/end'] }
const ending = (when: ConditionDocument): GrantDocument => ({ id: 'end', ...end, when })
const denial: GrantDocument = {
  ...{ id: 'no', effect: 'deny', roles: ['head', 'clerk'], actions: ['loan/end'] },
  when: { field: 'actor.kind', equals: 'agent' },
}

describe('given a right that nobody may be left with', () => {
  const cases: readonly (readonly [string, boolean, readonly GrantDocument[], readonly RoleDocument[]])[] = [
    ['no grant', false, [], both],
    ['a role that can be given', true, [{ id: 'end', ...end }], both],
    ['a denial for everybody', false, [{ id: 'end', ...end }, denial], both],
    ['a sort of actor that cannot have the role', false, [ending({ field: 'actor.kind', equals: 'bot' })], both],
    ['a condition that its own role fails', false, [ending({ field: 'actor.roles', noneOf: ['head'] })], both],
    [
      'two roles at once',
      true,
      [ending({ field: 'actor.roles', allOf: ['head', 'clerk'] })],
      [{ ...clerk, givenTo: ['agent'] }, head],
    ],
    ['one person by identity', true, [ending({ field: 'actor.id', equals: 'agt_root' })], both],
    ['whoever is related', true, [{ id: 'end', ...end, as: ['reader'] }], both],
  ]
  it.each(cases)('knows of %s: %s', (_, expected, grants, roles) => {
    expect(could(grants, roles)).toBe(expected)
  })
})
