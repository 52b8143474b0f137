import { orThrow } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { actors, hour, open, ticketAfter } from '../../../test/desk-day.ts'
import { compileTicketFields, evolveTicket, type Ticket, type TicketFieldDocument } from '../../index.ts'
import { compileFieldsMigration } from './compile-fields-migration.ts'
import { decideFieldsMigration } from './decide-fields-migration.ts'
import { unfitValues } from './unfit-values.ts'

const names = ['a', 'b', 'constructor', 'x.y'] as const
const codes = fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3'), { minLength: 1 })
const rules = fc.record({ personal: fc.boolean() })
const field: fc.Arbitrary<TicketFieldDocument> = fc.oneof(
  fc.tuple(rules, fc.constantFrom('text', 'number', 'boolean')).map(([rest, type]) => ({ ...rest, type })),
  fc.tuple(rules, codes).map(([rest, values]) => ({ ...rest, type: 'enum' as const, values })),
  fc.tuple(rules, codes).map(([rest, values]) => ({ ...rest, type: 'set' as const, of: { type: 'enum' as const, values } })),
)
const declaration = fc.dictionary(fc.constantFrom(...names), field)
const scalar = fc.oneof(fc.constantFrom('k1', 'k2', 'k3', 'secret-7f3a'), fc.boolean(), fc.integer({ min: 0, max: 3 }))
const value = fc.oneof(scalar, fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3', 'k4'), { minLength: 1 }))
const values = fc.dictionary(fc.constantFrom(...names), value)
const mapping = fc.dictionary(
  fc.constantFrom(...names),
  fc.record(
    {
      values: fc.dictionary(
        fc.constantFrom('k1', 'k2', 'k3', 'k4', 'true', '1', 'secret-7f3a'),
        fc.constantFrom('k1', 'k2', 'k3', 2, true),
      ),
      otherwise: fc.constantFrom('keep', 'clear', 'move'),
    },
    { requiredKeys: [] },
  ),
)
const made = ticketAfter([open])
const by = { actor: actors.agent, now: hour(9) }

it('leaves of what does not fit only what it says stays, tells no personal value, and does nothing when done again', () => {
  fc.assert(
    fc.property(declaration, mapping, values, values, fc.boolean(), (document, fields, attributes, personal, erased) => {
      const declared = orThrow(compileTicketFields(document))
      const compiled = compileFieldsMigration(declared, { schema: 1, fields })
      fc.pre(compiled.isOk())
      const migration = orThrow(compiled)
      const ticket: Ticket = { ...made, attributes, personalFields: Object.keys(personal).sort() }
      const foreseen = unfitValues(migration, ticket, personal)
      const decided = decideFieldsMigration(migration, ticket, personal, by, erased)
      const after = decided.events.reduce<Ticket | null>(evolveTicket, ticket) ?? ticket
      const content = decided.personal ?? personal
      const named = (unfit: typeof foreseen) => unfit.map(({ field: name, personal: isContent }) => [name, isContent])
      expect(named(unfitValues(migration, after, content))).toEqual(named(foreseen.filter(({ outcome }) => outcome === 'kept')))
      expect(after.personalFields).toEqual(Object.keys(content).sort())
      expect(decideFieldsMigration(migration, after, content, by, erased).events).toEqual([])
      const told = decided.events.flatMap(({ type, data }) => (type === 'personal-field-set' ? [data] : []))
      expect(JSON.stringify(told)).not.toContain('secret-7f3a')
      if (erased) for (const name of Object.keys(content)) expect(Object.hasOwn(personal, name)).toBe(true)
      // What fits is nobody's business.
      for (const [name, one] of Object.entries(attributes))
        if (declared.check({ [name]: one }).length === 0) expect(after.attributes[name]).toEqual(one)
    }),
  )
})
