import { orThrow } from '@caseload/core'
import { compileTicketFields, type OwnFields } from '@caseload/lifecycle'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fieldLayout, layoutServes } from './field-layout.ts'

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'a-b', 'z.z'),
  fc.string({ unit: fc.constantFrom('x', '-', '_', '.', '9'), minLength: 1, maxLength: 64 }),
)
const indexedNames = fc.uniqueArray(name, { maxLength: 12 })
const fieldsOf = (names: readonly string[]): OwnFields => {
  const field = { type: 'text', personal: false, indexed: true } as const
  return orThrow(compileTicketFields(Object.fromEntries(names.map((each) => [each, field]))))
}

it('serves exactly those fields that stand in the same place in both declarations', () => {
  fc.assert(
    fc.property(indexedNames, indexedNames, (before, after) => {
      const [was, is] = [fieldsOf(before), fieldsOf(after)]
      const layout = fieldLayout(was)
      expect(layoutServes(layout, is.indexed, is)).toBe(is.indexed.every((each, place) => was.indexed[place] === each))
      for (const [place, each] of is.indexed.entries()) expect(layoutServes(layout, [each], is)).toBe(was.indexed[place] === each)
    }),
  )
})

it('stays within what a store takes in a field, and is the same for the same fields alone', () => {
  fc.assert(
    fc.property(indexedNames, indexedNames, (some, others) => {
      const [one, other] = [fieldsOf(some), fieldsOf(others)]
      expect(fieldLayout(one).length).toBeLessThanOrEqual(512)
      expect(fieldLayout(one) === fieldLayout(other)).toBe(one.indexed.join(' ') === other.indexed.join(' '))
    }),
  )
})
