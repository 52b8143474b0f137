import { orThrow } from '@caseload/core'
import { type ActingDesk, standardPolicies } from '@caseload/desk'
import type { Attributes, TicketFieldsDocument } from '@caseload/lifecycle'
import { memoryStorage } from '@caseload/storage/memory'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const names = ['a', 'b', 'c'] as const
const declarations = names
  .flatMap((_, least) => names.map((__, most) => names.slice(least, most + 1)))
  .concat([['a', 'c']])
  .map((indexed): TicketFieldsDocument => {
    const field = (name: (typeof names)[number]) => ({
      type: 'text' as const,
      personal: false,
      indexed: indexed.includes(name),
    })
    return { a: field('a'), b: field('b'), c: field('c') }
  })
const value = fc.constantFrom(null, 'x', 'y')
const act = fc.record({
  declaration: fc.nat(declarations.length - 1),
  what: fc.oneof(
    { weight: 5, arbitrary: fc.record({ a: value, b: value, c: value }) },
    { weight: 1, arbitrary: fc.constant('rebuild' as const) },
    { weight: 2, arbitrary: fc.record({ ticket: fc.nat(9), field: fc.constantFrom(...names), value }) },
  ),
})

async function everyTicket(ada: ActingDesk): Promise<readonly { readonly id: string; readonly attributes: Attributes }[]> {
  const { tickets } = orThrow(await ada.tickets({ limit: 500 }))
  return tickets.map(({ id, attributes }) => ({ id, attributes: JSON.parse(JSON.stringify(attributes)) }))
}

it('finds by each indexed field exactly the tickets that have the value, whatever declarations they were written by', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 15 }), async (acts) => {
      const storage = memoryStorage()
      const desks: ActingDesk[] = []
      for (const [index, fields] of declarations.entries())
        desks.push((await fixture({ storage, policies: { ...standardPolicies, fields }, idPrefix: `d${index}x` })).ada)
      for (const { declaration, what } of acts) {
        const ada = desks[declaration]
        if (ada === undefined) continue
        if (what === 'rebuild') orThrow(await ada.rebuildFieldIndex())
        else if ('ticket' in what) {
          const ticket = (await everyTicket(ada))[what.ticket]
          if (ticket !== undefined) orThrow(await ada.setField(ticket.id, { field: what.field, value: what.value }))
        } else orThrow(await ada.openTicket({ channel: 'web', kind: 'question', attributes: what }))
      }
      for (const [index, fields] of declarations.entries()) {
        const ada = desks[index]
        if (ada === undefined) continue
        const all = await everyTicket(ada)
        for (const name of names.filter((each) => fields[each]?.indexed === true))
          for (const wanted of ['x', { missing: true }] as const) {
            const has = ({ attributes }: (typeof all)[number]) =>
              wanted === 'x' ? attributes[name] === 'x' : (attributes[name] ?? null) === null
            const { tickets } = orThrow(await ada.tickets({ filter: { fields: { [name]: wanted } }, limit: 500 }))
            expect(tickets.map(({ id }) => id).sort()).toEqual(
              all
                .filter(has)
                .map(({ id }) => id)
                .sort(),
            )
          }
      }
    }),
    { numRuns: 40 },
  )
})
