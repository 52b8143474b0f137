import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import { compilePolicies } from '@caseload/planner'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const fields = {
  product: { type: 'text', personal: false },
  allergies: { type: 'text', title: 'Allergies', personal: true },
} as const
const granting = (field: string) => ({
  ...standardPolicies,
  fields,
  access: {
    ...standardAccess,
    roles: [...standardAccess.roles, { id: 'router-desk', title: 'Router desk', givenTo: ['agent' as const] }],
    grants: [
      ...standardAccess.grants,
      {
        id: 'routers',
        roles: ['router-desk'],
        actions: ['ticket/read', 'ticket/prioritise'],
        when: { field, equals: 'router' },
      },
    ],
  },
})

describe('given a grant that asks about a field of the desk’s own', () => {
  it('holds for the tickets whose field says so, one by one and in lists, and for no others', async () => {
    const { desk, ada } = await fixture({ policies: granting('attributes.product') })
    const router = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', attributes: { product: 'router' } })).ticket
    const modem = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', attributes: { product: 'modem' } })).ticket
    const rita = desk.tenant('acme').as({ kind: 'agent', id: 'agt_rita', roles: ['router-desk'] })
    expect((await rita.prioritise(router.id, { priority: 'high' })).isOk()).toBe(true)
    expect((await rita.prioritise(modem.id, { priority: 'high' }))._unsafeUnwrapErr().kind).toBe('ticket/not-found')
    expect(orThrow(await rita.tickets()).tickets.map(({ id }) => id)).toEqual([router.id])
    orThrow(await ada.setField(router.id, { field: 'product', value: 'modem' }))
    expect(orThrow(await rita.tickets()).tickets).toEqual([])
  })

  it.each(['attributes.allergies', 'attributes.mood'])('cannot ask about %s, which is personal or not declared', (field) => {
    expect(compilePolicies(granting(field))._unsafeUnwrapErr()).toMatchObject([{ kind: 'policies/access' }])
  })
})

describe('given the standard roles', () => {
  it('lets requesters watch their own tickets themselves, and nobody for them', async () => {
    const { ada, requester } = await fixture()
    const opening = { channel: 'web', kind: 'question', from: { email: 'eve@example.com' } } as const
    const { ticket } = orThrow(await ada.openTicket(opening))
    const eve = ticket.requesterId ?? ''
    expect(orThrow(await requester(eve).watch(ticket.id, { watcherId: eve })).ticket.id).toBe(ticket.id)
    expect(orThrow(await ada.ticket(ticket.id))?.watchers).toEqual([eve])
    expect((await requester(eve).watch(ticket.id, { watcherId: 'agt_x' })).isErr()).toBe(true)
    expect((await requester('cus_stranger').watch(ticket.id, { watcherId: 'cus_stranger' }))._unsafeUnwrapErr().kind).toBe(
      'ticket/not-found',
    )
  })
})
