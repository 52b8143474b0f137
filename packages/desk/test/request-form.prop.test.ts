import { orThrow } from '@caseload/core'
import { type ActingDesk, standardPolicies } from '@caseload/desk'
import {
  type CatalogueDocument,
  type NeededBy,
  standardCatalogue,
  type TicketFieldDocument,
  type TicketFieldsDocument,
} from '@caseload/lifecycle'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fixture } from './fixture.ts'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true })
const stages = ['opening', 'resolving', 'closing'] as const satisfies readonly NeededBy[]

const choices = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => /^[^@\p{C}]+$/u.test(text)),
  {
    minLength: 1,
    maxLength: 4,
  },
)
const field: fc.Arbitrary<TicketFieldDocument> = fc
  .tuple(fc.boolean(), choices, fc.constantFrom('text', 'number', 'instant', 'duration', 'boolean', 'enum', 'texts', 'codes'))
  .map(([personal, values, type]) => {
    if (type === 'enum') return { type, values, personal }
    if (type === 'texts') return { type: 'set', of: { type: 'text' }, personal }
    if (type === 'codes') return { type: 'set', of: { type: 'enum', values }, personal }
    return { type, personal }
  })
const declarations: fc.Arbitrary<TicketFieldsDocument> = fc
  .uniqueArray(fc.stringMatching(/^[A-Za-z0-9.-]{1,12}$/), { minLength: 1, maxLength: 4 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, field]))))

/** Values of all sorts, some of them on the edge of what a field takes. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  fc.constantFrom(null, true, '', ' ', 'a b', 'a@b', 'a\nb', '\u0000', '\ud800', '-', 'network/vpn', 'team_1', 'cus_', 'cus_ä'),
  fc.constantFrom(64, 65, 200, 201, 2000, 2001).chain((count) => fc.constantFrom('x'.repeat(count), '\u{1F600}'.repeat(count))),
  fc.constantFrom(0, -0, -1, 0.5, 8.64e15, 8.64e15 + 2, 1e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'a', '', 'a@b', 'x'.repeat(201))), { maxLength: 3 }),
  fc.constant(Array.from({ length: 13 }, (_, index) => `m${index}`)),
)

/** A value that a field of the desk can have and that says something. */
function valueFor(declared: TicketFieldDocument): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom('x'.repeat(200), '\u{1F600}'.repeat(200)), fc.constantFrom('A-1', 'ä ö', '3'))
  switch (declared.type) {
    case 'text':
      return declared.personal ? fc.oneof(text, fc.constantFrom('a@b.example\nline', '\u{1F600}'.repeat(2000))) : text
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'instant':
      return fc.integer({ min: -8.64e15, max: 8.64e15 })
    case 'duration':
      return fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'enum':
      return fc.constantFrom(...declared.values)
    case 'set':
      return fc.uniqueArray(declared.of.type === 'enum' ? fc.constantFrom(...declared.of.values) : text, {
        minLength: 1,
        maxLength: 12,
      })
  }
}

const placeOf = (own: TicketFieldDocument) => (own.personal ? 'personalFields' : 'attributes')
const builtIn = {
  topic: 'network/vpn',
  impact: 'all',
  urgency: 'now',
  teamId: 'team_1',
}

interface Case {
  readonly kind: string
  readonly fields: TicketFieldsDocument
  readonly neededBy: Readonly<Record<string, NeededBy>>
  readonly answers: Readonly<Record<string, unknown>>
  readonly odd: Readonly<Record<string, unknown>>
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.constantFrom(...standardCatalogue.kinds.map(({ id }) => id)), declarations)
  .chain(([kind, fields]) =>
    fc.record({
      kind: fc.constant(kind),
      fields: fc.constant(fields),
      neededBy: fc.record(Object.fromEntries(Object.keys(fields).map((name) => [name, fc.constantFrom(...stages)]))),
      answers: fc.record(Object.fromEntries(Object.entries(fields).map(([name, own]) => [name, valueFor(own)]))),
      odd: fc.record(
        Object.fromEntries(
          ['requesterId', ...Object.keys(builtIn), ...Object.keys(fields).map((name) => `attributes.${name}`)].map((name) => [
            name,
            anything,
          ]),
        ),
      ),
    }),
  )

/** Every field of the desk is asked for by every kind, and so is the team. */
function catalogueOf({ fields, neededBy }: Case): CatalogueDocument {
  const own = Object.keys(fields).map((name) => ({
    field: `attributes.${name}`,
    question: `What is ${name}?`,
    neededBy: neededBy[name] ?? 'opening',
  }))
  const team = { field: 'teamId', question: 'Who serves it?', neededBy: 'opening' } as const
  const kinds = standardCatalogue.kinds.map((each) => ({ ...each, needs: [...each.needs, team, ...own] }))
  return { ...standardCatalogue, kinds }
}

/** Answers as a form nests them; JSON, since forms speak nothing else. */
function nested(fields: TicketFieldsDocument, answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(answers)) {
    if (!name.startsWith('attributes.')) out[name] = value
    else {
      const own = name.slice('attributes.'.length)
      const place = placeOf(fields[own] ?? { type: 'text', personal: false })
      const before = out[place]
      out[place] = { ...(typeof before === 'object' ? before : {}), [own]: value }
    }
  }
  return out
}

async function opening(desk: ActingDesk, kind: string, answers: object) {
  return desk.openTicket({ channel: 'web', kind, ...answers })
}

const runs = 60

it(`yields what opens a ticket as it stands, refuses what the command refuses, and misses exactly what was left out (${runs} runs)`, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const { kind, fields } = given
      const catalogue = catalogueOf(given)
      const { ada } = await fixture({ policies: { ...standardPolicies, catalogue, fields } })
      const { customer } = orThrow(await ada.registerCustomer({ email: 'eve@example.com' }))
      const form = orThrow(await ada.requestForm(kind))
      const schema = form?.schema ?? {}
      const fits = ajv.compile(schema)
      const needs = catalogue.kinds.find(({ id }) => id === kind)?.needs ?? []
      const asked = needs.filter((need) => need.field !== 'resolutionCode')
      const answerTo = (name: string): unknown => {
        const own = name.startsWith('attributes.') ? name.slice('attributes.'.length) : null
        if (own !== null) return given.answers[own]
        return name === 'requesterId' ? customer.id : Reflect.get(builtIn, name)
      }
      const whole = Object.fromEntries(asked.map((need) => [need.field, answerTo(need.field)]))
      const atOpening = (answer: { readonly missing: readonly { readonly field: string; readonly neededBy: NeededBy }[] }) =>
        answer.missing.filter(({ neededBy }) => neededBy === 'opening').map((each) => each.field)

      const answers = nested(fields, whole)
      expect([fits(answers), fits.errors]).toEqual([true, null])
      expect(atOpening(orThrow(await opening(ada, kind, answers)))).toEqual([])

      for (const { field: name, neededBy } of asked) {
        const { [name]: _, ...others } = whole
        const without = nested(fields, others)
        expect([name, fits(without)]).toEqual([name, neededBy !== 'opening'])
        const answer = orThrow(await opening(ada, kind, without))
        expect(atOpening(answer)).toEqual(neededBy === 'opening' ? [name] : [])

        // Whatever stands in its place, the schema takes it where the command takes it and lacks nothing.
        const odd = JSON.parse(JSON.stringify(nested(fields, { ...whole, [name]: given.odd[name] })))
        const opened = await opening(ada, kind, odd)
        const taken = opened.isOk() && (neededBy !== 'opening' || atOpening(opened.value).length === 0)
        expect([name, given.odd[name], fits(odd)]).toEqual([name, given.odd[name], taken])
      }
      expect(fits({ ...answers, unheard: 1 })).toBe(false)
    }),
    { numRuns: runs },
  )
})
