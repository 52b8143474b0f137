import { orThrow } from '@caseload/core'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture } from '../test/fixture.ts'
import { createDesk } from './create-desk.ts'
import { standardPolicies } from './index.ts'

describe('createDesk', () => {
  it('works with nothing but storage and policies', async () => {
    const desk = orThrow(await createDesk({ storage: memoryStorage(), policies: standardPolicies }))
    const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
    const { ticket } = orThrow(
      await ada.openTicket({
        from: { email: 'eve@example.com' },
        channel: 'email',
        kind: 'incident',
        subject: 'Printer on fire',
        body: 'Floor 3.',
      }),
    )
    expect([ticket.number, ticket.status, ticket.requesterId?.slice(0, 4)]).toEqual([1, 'new', 'cus_'])
    expect(orThrow(await ada.reply(ticket.id, { body: 'On our way.' })).ticket.firstReplyAt).not.toBeNull()
    const early = await ada.resume(ticket.id)
    expect(
      early.isErr() ? [early.error.kind, early.error.allowedNow?.map(({ command }) => command).includes('resolve')] : null,
    ).toEqual(['ticket/not-in-this-category', true])
    expect(orThrow(await ada.resolve(ticket.id, { code: 'fixed' })).ticket.category).toBe('resolved')
    expect(orThrow(await desk.runDueTimers())).toEqual({ acted: 0, withoutReason: 0, postponed: 0, refused: [], failed: [] })
  })

  it('names every issue of policies that cannot be used', async () => {
    const made = await createDesk({
      storage: memoryStorage(),
      policies: { ...standardPolicies, defaultWorkflow: 'none', phoneCountry: 'XX' },
    })
    const problem = made._unsafeUnwrapErr()
    expect(problem).toMatchObject({
      kind: 'desk/invalid-policies',
      tenant: null,
      issues: [{ kind: 'policies/unknown-country' }, { kind: 'policies/unknown-workflow', known: ['standard'] }],
    })
  })

  it('names the tenant whose own policies cannot be used', async () => {
    const made = await createDesk({
      storage: memoryStorage(),
      policies: standardPolicies,
      tenantPolicies: { acme: { ...standardPolicies, workflows: [] } },
    })
    expect(made._unsafeUnwrapErr()).toMatchObject({
      kind: 'desk/invalid-policies',
      tenant: 'acme',
      issues: [{ kind: 'policies/malformed', path: 'workflows' }],
    })
  })

  it.each([0, 1.5, 10_001, Number.NaN])('refuses a number block of %j', async (numberBlock) => {
    const made = await createDesk({ storage: memoryStorage(), policies: standardPolicies, numberBlock })
    expect(made._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'numberBlock' }] })
  })

  it('reads phone numbers by the default country of the tenant', async () => {
    const { desk } = await fixture({
      policies: standardPolicies,
      tenantPolicies: { suomi: { ...standardPolicies, phoneCountry: 'FI' }, usa: { ...standardPolicies, phoneCountry: 'US' } },
    })
    const phone = async (tenant: string, number: string) => {
      const made = await desk.tenant(tenant).as({ kind: 'agent', id: 'agt_ada' }).registerCustomer({ phone: number })
      return made.isOk() ? made.value.customer.phones : made.error.message
    }
    expect(await phone('suomi', '040 123 4567')).toEqual(['+358401234567'])
    expect(await phone('usa', '(415) 555-2671')).toEqual(['+14155552671'])
    expect(await phone('elsewhere', '040 123 4567')).toContain('from.phone: expected a phone number with its country')
  })
})

describe('given options of a caller without types', () => {
  it('refuses what is no description of a desk', async () => {
    for (const options of [null, undefined, 7, {}, { storage: null }, { storage: {} }]) {
      const refused = await createDesk(options as never)
      expect(refused._unsafeUnwrapErr().kind).toBe('input/invalid')
    }
  })
})
