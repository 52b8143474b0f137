import { orThrow } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileTicketFields, migrateTicketFields, type TicketFieldDocument } from '../index.ts'

const rules = fc.record({ personal: fc.boolean(), title: fc.constant('T') })
const field: fc.Arbitrary<TicketFieldDocument> = fc.oneof(
  fc.tuple(rules, fc.constantFrom('text', 'number', 'boolean', 'instant', 'duration')).map(([rest, type]) => ({ ...rest, type })),
  fc
    .tuple(rules, fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }))
    .map(([rest, values]) => ({ ...rest, type: 'enum' as const, values })),
)
const declaration = fc.dictionary(fc.constantFrom('a', 'b', 'constructor', 'x.y'), field)
const value = fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.string(), fc.constantFrom('a', 'b', 'c'))
const values = fc.dictionary(fc.constantFrom('a', 'b', 'constructor', 'x.y', 'other'), value)

it('reads exactly the values that it has nothing against', () => {
  fc.assert(
    fc.property(declaration, values, (document, given) => {
      const fields = orThrow(compileTicketFields(document))
      const refused = new Set(fields.check(given).map(({ field: name }) => name))
      expect(Object.keys(fields.read(given)).sort()).toEqual(
        Object.keys(given)
          .filter((name) => !refused.has(name))
          .sort(),
      )
    }),
    { numRuns: 300 },
  )
})

it('takes every value for a personal field or for one that is not, never for both', () => {
  fc.assert(
    fc.property(declaration, values, (document, given) => {
      const fields = orThrow(compileTicketFields(document))
      for (const [name, one] of Object.entries(given))
        expect(fields.check({ [name]: one }).length > 0 || fields.checkPersonal(name, one) !== null).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('finds no change between a declaration and itself, and a decision wherever a value may not fit any more', () => {
  fc.assert(
    fc.property(declaration, declaration, values, (before, after, given) => {
      const [was, is] = [orThrow(compileTicketFields(before)), orThrow(compileTicketFields(after))]
      expect(migrateTicketFields(was, was).changes).toEqual([])
      const decided = new Set(
        migrateTicketFields(was, is).changes.flatMap((change) => (change.needsDecision ? [change.field] : [])),
      )
      for (const name of Object.keys(was.read(given)))
        if (!Object.hasOwn(is.read(given), name)) expect(decided.has(name)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('never throws, whatever the declaration', () => {
  fc.assert(
    fc.property(fc.anything(), (document) => {
      expect(typeof compileTicketFields(document).isOk()).toBe('boolean')
    }),
    { numRuns: 300 },
  )
})
