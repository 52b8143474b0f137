import type { Actor } from '@caseload/core'
import { actorKinds } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileAccess } from '../compile/compile-access.ts'
import type { AccessDocument, GrantDocument } from '../document/access-document.ts'

const vocabulary = {
  a: { actions: ['x', 'y', 'z'], facts: { f: { type: 'text' } }, relations: ['r', 's'] },
  b: { actions: ['x', 'y'], relations: ['r', 's'] },
} as const
const every = ['a/x', 'a/y', 'a/z', 'b/x', 'b/y'] as const
const ids = ['one', 'two', 'three'] as const

const grant = fc.record(
  {
    effect: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    roles: fc.subarray(['p', 'q', 'w'], { minLength: 1 }),
    actions: fc.subarray(['a/x', 'a/y', 'a/z', 'a/*'], { minLength: 1 }),
    as: fc.subarray(['r', 's'], { minLength: 1 }),
    when: fc.constantFrom(...['u', 'v'].map((value) => ({ field: 'f', equals: value }))),
  },
  { requiredKeys: ['effect', 'roles', 'actions'] },
)
const document = fc.array(grant, { minLength: 1, maxLength: 6 }).map(
  (grants): AccessDocument => ({
    schema: 1,
    id: 'any',
    version: 1,
    title: 'Any',
    roles: [
      { id: 'p', title: 'P', heldBy: ['agent'] },
      { id: 'q', title: 'Q', heldBy: ['requester'], givenTo: ['agent'] },
      { id: 'w', title: 'W', givenTo: ['agent', 'bot'], includes: ['p'] },
    ],
    grants: [
      ...grants.map((one, index): GrantDocument => ({ ...one, id: `g${index}` })),
      ...['p', 'q', 'w'].map((role): GrantDocument => ({ id: `b-${role}`, roles: [role], actions: ['b/x'], as: ['r'] })),
    ],
    fields: [],
  }),
)
const actor: fc.Arbitrary<Actor> = fc.record(
  {
    kind: fc.constantFrom(...actorKinds),
    id: fc.constantFrom(...ids),
    roles: fc.subarray(['p', 'q', 'w', 'lead']),
    teams: fc.subarray(['two', 'three']),
  },
  { requiredKeys: ['kind', 'id'] },
)
const resource = fc.record({
  facts: fc.record({ f: fc.constantFrom('u', 'v', null) }),
  relations: fc.record({ r: fc.constantFrom(...ids, null), s: fc.subarray([...ids]) }),
})

/** The rules in the plainest words, without an index. */
function plainly(
  doc: AccessDocument,
  who: Actor,
  action: string,
  what: { facts: { f: string | null }; relations: { r: string | null; s: readonly string[] } },
): boolean {
  const given = doc.roles.filter(({ id, givenTo }) => givenTo?.includes(who.kind) && who.roles?.includes(id))
  const base = given.length > 0 ? given : doc.roles.filter(({ heldBy }) => heldBy?.includes(who.kind))
  const held = new Set(base.flatMap(({ id, includes = [] }) => [id, ...includes]))
  const me = [who.id, ...(who.teams ?? [])]
  const applying = doc.grants.filter((one) => {
    const means = one.actions.some(
      (pattern) => pattern === action || (pattern.endsWith('/*') && action.startsWith(pattern.slice(0, -1))),
    )
    const related =
      one.as === undefined ||
      one.as.some((name) => me.some((id) => (name === 'r' ? what.relations.r === id : what.relations.s.includes(id))))
    const wanted = one.when !== undefined && 'equals' in one.when ? one.when.equals : undefined
    return means && related && one.roles.some((role) => held.has(role)) && (wanted === undefined || wanted === what.facts.f)
  })
  return applying.some(({ effect }) => effect !== 'deny') && !applying.some(({ effect }) => effect === 'deny')
}

describe('given any document that compiles', () => {
  it('decides as its rules read in the plainest words, and explains the same', () => {
    fc.assert(
      fc.property(document, actor, fc.constantFrom(...every), resource, (doc, who, action, what) => {
        const compiled = compileAccess(doc, vocabulary)
        if (compiled.isErr()) return
        const decision = compiled.value.may(who, action, what)
        expect(decision.allowed).toBe(plainly(doc, who, action, what))
        expect(compiled.value.explain(who, action, what).holds).toBe(decision.allowed)
      }),
      { numRuns: 400 },
    )
  })

  it('reaches no less and no more than it says', () => {
    fc.assert(
      fc.property(document, actor, fc.constantFrom(...every), resource, (doc, who, action, what) => {
        const compiled = compileAccess(doc, vocabulary)
        if (compiled.isErr()) return
        const { of, relations } = compiled.value.reach(who, action)
        const { allowed } = compiled.value.may(who, action, what)
        if (of === 'all') expect(allowed).toBe(true)
        if (of === 'none') expect(allowed).toBe(false)
        if (of !== 'related') return
        const me = [who.id, ...(who.teams ?? [])]
        const named: readonly (string | null)[] = relations.flatMap((name) =>
          name === 'r' ? [what.relations.r] : what.relations.s,
        )
        expect(allowed).toBe(named.some((id) => id !== null && me.includes(id)))
      }),
      { numRuns: 400 },
    )
  })

  it('is no worse for taking away a grant that never fires', () => {
    fc.assert(
      fc.property(document, actor, fc.constantFrom(...every), resource, (doc, who, action, what) => {
        const compiled = compileAccess(doc, vocabulary)
        if (compiled.isOk()) return
        const idle = compiled.error.find(({ kind }) => kind === 'access/grant-never-fires')
        if (idle === undefined) return
        const index = Number(/\d+/.exec(idle.path)?.[0])
        const without = { ...doc, grants: doc.grants.filter((_, place) => place !== index) }
        expect(plainly(without, who, action, what)).toBe(plainly(doc, who, action, what))
      }),
      { numRuns: 400 },
    )
  })
})
