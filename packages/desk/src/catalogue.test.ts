import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import { standardCatalogue } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture } from '../test/fixture.ts'

const areas = [
  {
    id: 'it',
    title: 'IT',
    purpose: 'Machines',
    kinds: standardCatalogue.kinds.map(({ id }) => id),
    teamId: 'team_it',
    ownerId: null,
  },
]
const catalogue = { ...standardCatalogue, version: 7, areas }
const made = () => fixture({ policies: { ...standardPolicies, catalogue } })
const opening = { channel: 'phone', kind: 'incident' } as const

describe('given a desk with a catalogue', () => {
  it('turns nobody away: says what is missing, each with its question, and carries the version of the catalogue', async () => {
    const { ada } = await made()
    const { ticket, missing } = orThrow(await ada.openTicket(opening))
    expect([ticket.catalogue, ticket.teamId]).toEqual([{ id: 'standard', version: 7 }, 'team_it'])
    expect(missing.map(({ field, neededBy }) => [field, neededBy])).toEqual([
      ['impact', 'opening'],
      ['topic', 'resolving'],
      ['resolutionCode', 'resolving'],
    ])
    expect(missing.every(({ question }) => question.endsWith('?'))).toBe(true)
  })

  it('gives a requester the team of the area, too', async () => {
    const { ada, requester } = await made()
    const { customer } = orThrow(await ada.registerCustomer({ email: 'eve@example.com' }))
    const { ticket } = orThrow(await requester(customer.id).openTicket(opening))
    expect(orThrow(await ada.ticket(ticket.id))?.teamId).toBe('team_it')
  })

  it('refuses to resolve until it is there, and then resolves', async () => {
    const { ada } = await made()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const early = (await ada.resolve(ticket.id, { code: 'fixed' }))._unsafeUnwrapErr()
    expect(early.kind === 'ticket/data-missing' && early.missing.map(({ field }) => field)).toEqual(['impact', 'topic'])
    orThrow(await ada.prioritise(ticket.id, { impact: 'all' }))
    expect((await ada.resolve(ticket.id, { code: 'fixed' })).isErr()).toBe(true)
    orThrow(await ada.classify(ticket.id, { topic: 'printer' }))
    const resolved = orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    expect([resolved.ticket.category, resolved.missing]).toEqual(['resolved', []])
  })

  it('lets go of what is no longer wanted without asking', async () => {
    const { ada } = await made()
    const { ticket } = orThrow(await ada.openTicket(opening))
    expect(orThrow(await ada.cancel(ticket.id)).ticket.category).toBe('closed')
  })

  it('asks nothing of a kind that is not in it', async () => {
    const { ada } = await made()
    const { ticket, missing } = orThrow(await ada.openTicket({ channel: 'phone', kind: 'riddle' }))
    expect([missing, ticket.teamId]).toEqual([[], null])
    expect((await ada.resolve(ticket.id, { code: 'fixed' })).isOk()).toBe(true)
  })
})
