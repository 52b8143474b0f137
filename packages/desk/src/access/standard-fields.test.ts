import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { renderTimeline, standardPolicies } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { fixture, fixturePolicies } from '../../test/fixture.ts'

const opening = { from: { email: 'eve@example.com' }, channel: 'web', kind: 'question' } as const
const personalData = { hidden: true, reason: 'personal-data' }

describe('given the standard rules about fields', () => {
  it('shows values of personal fields to staff who state a purpose, and records who read which for what', async () => {
    const { desk } = await fixture()
    const agent = desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob' })
    const { ticket } = orThrow(await agent.openTicket({ ...opening, personalFields: { allergies: 'nuts' } }))
    expect(orThrow(await agent.ticket(ticket.id))?.personalFields).toEqual(['allergies'])
    expect(orThrow(await agent.personalFields(ticket.id))).toEqual({ hidden: true, reason: 'purpose-not-stated' })
    expect(orThrow(await agent.personalFields(ticket.id, { purpose: 'catering' }))).toEqual({ allergies: 'nuts' })
    const { events } = orThrow(await desk.tenant('acme').events({ types: ['protected-fields-read'] }))
    const read = { resource: 'ticket', id: ticket.id, fields: ['personalValues'], purpose: 'catering' }
    expect(events.map(({ actor, data }) => [actor, data])).toEqual([['agent:agt_bob', read]])
  })

  it('shows analysts neither which personal fields there are nor who a customer is, even where they may read customers', async () => {
    const access = {
      ...standardAccess,
      grants: [...standardAccess.grants, { id: 'more', roles: ['analyst'], actions: ['customer/read', 'ticket/read-notes'] }],
    }
    const { desk, ada } = await fixture({ policies: { ...fixturePolicies, access } })
    const { ticket } = orThrow(await ada.openTicket({ ...opening, personalFields: { allergies: 'nuts' } }))
    const analyst = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ann', roles: ['analyst'] })
    expect(orThrow(await analyst.ticket(ticket.id))?.personalFields).toEqual(personalData)
    expect(orThrow(await analyst.personalFields(ticket.id, { purpose: 'study' }))).toEqual(personalData)
    const customer = orThrow(await analyst.customer(ticket.requesterId ?? '', { purpose: 'study' }))
    expect(customer).toMatchObject({ name: personalData, emails: personalData, phones: personalData, accounts: personalData })
  })
})

describe('given a history that tells of fields that are hidden from the reader', () => {
  it('says that something happened, and by whom, and not what: as data and in words', async () => {
    const fields = [{ resource: 'ticket', fields: ['assigneeId'], visibleTo: ['supervisor'], reason: 'heads-only' }]
    const { desk, clock } = await fixture({ policies: { ...fixturePolicies, access: { ...standardAccess, fields } } })
    const by = (roles: readonly string[]) => desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob', roles })
    const { ticket } = orThrow(await by(['supervisor']).openTicket({ channel: 'web', kind: 'question' }))
    clock.advance(1000)
    orThrow(await by(['supervisor']).assign(ticket.id, { assigneeId: 'agt_secret' }))
    const told = orThrow(await by([]).timeline(ticket.id)).entries
    expect(told.map(({ event }) => event.data)[1]).toMatchObject({ to: { hidden: true, reason: 'heads-only' } })
    expect(renderTimeline(told).split('\n')[1]).toBe('2026-03-02T09:00:01.000Z agent:agt_bob: given to (hidden)')
    expect(renderTimeline(orThrow(await by(['supervisor']).timeline(ticket.id)).entries)).toContain('given to agt_secret')
    const refused = await by([]).tickets({ filter: { assigneeId: 'agt_secret' } })
    expect(refused._unsafeUnwrapErr().kind).toBe('access/denied')
  })
})

describe('given one of the desk’s own fields that is protected by its name', () => {
  it('is shown for a purpose, by itself, and only where there is a value is its reading recorded', async () => {
    const access = {
      ...standardAccess,
      fields: [
        ...standardAccess.fields,
        { resource: 'ticket', fields: ['attributes.product'], visibleTo: ['agent'], reason: 'staff-only', protected: true },
      ],
    }
    const { desk, ada } = await fixture({ policies: { ...fixturePolicies, access } })
    const { ticket } = orThrow(await ada.openTicket({ ...opening, attributes: { product: 'router' } }))
    const bare = orThrow(await ada.openTicket(opening)).ticket
    const unstated = { product: { hidden: true, reason: 'purpose-not-stated' } }
    expect(ticket.attributes).toEqual(unstated)
    expect(bare.attributes).toEqual(unstated)
    expect(orThrow(await ada.ticket(ticket.id, { purpose: 'recall' }))?.attributes).toEqual({ product: 'router' })
    expect(orThrow(await ada.ticket(bare.id, { purpose: 'recall' }))?.attributes).toEqual({})
    const { events } = orThrow(await desk.tenant('acme').events({ types: ['protected-fields-read'] }))
    expect(events.map(({ data }) => data)).toMatchObject([{ id: ticket.id, fields: ['attributes.product'] }])
    expect((await ada.tickets({ filter: { fields: { product: 'router' } } }))._unsafeUnwrapErr().kind).toBe('access/denied')
  })

  it('cannot be named where it is not declared', async () => {
    const fields = [{ resource: 'ticket', fields: ['attributes.mood'], visibleTo: ['agent'], reason: 'x' }]
    const wrong = await fixture({ policies: { ...standardPolicies, access: { ...standardAccess, fields } } }).catch(
      (error: unknown) => String(error),
    )
    expect(wrong).toContain('policies')
  })
})
