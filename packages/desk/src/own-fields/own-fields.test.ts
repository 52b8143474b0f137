import { standardAccess } from '@caseload/access'
import { orThrow } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { defineTicketFields, standardIntake } from '@caseload/lifecycle'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const declared = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone'], personal: false, indexed: true },
  floor: { type: 'number', personal: false, indexed: true },
  note: { type: 'text', personal: false, indexed: true },
  serial: { type: 'text', personal: false, requiredWhen: { field: 'attributes.device', equals: 'laptop' } },
  birthday: { type: 'text', personal: true, requiredWhen: { field: 'kind', equals: 'order' } },
})
const policies = { ...standardPolicies, fields: declared }
const opening = { from: { email: 'eve@example.com' }, channel: 'web', kind: 'question' } as const

describe('given fields that hold nothing personal', () => {
  it('refuses values that are not as declared, naming the field and what was expected', async () => {
    const { ada } = await fixture({ policies })
    const refused = await ada.openTicket({ ...opening, attributes: { device: 'fax', floor: 'two', birthday: 'x', other: 1 } })
    expect(refused._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [
        { path: 'attributes.device', expected: 'one of: laptop, phone' },
        { path: 'attributes.floor', expected: 'a finite number' },
        { path: 'attributes.birthday' },
        { path: 'attributes.other', expected: 'a declared field' },
      ],
    })
    const { ticket } = orThrow(await ada.openTicket(opening))
    expect((await ada.setField(ticket.id, { field: 'device', value: 'fax' }))._unsafeUnwrapErr()).toMatchObject({
      issues: [{ path: 'device', expected: 'one of: laptop, phone' }],
    })
    expect((await ada.setField(ticket.id, { field: 'serial', value: 'eve@example.com' })).isErr()).toBe(true)
  })

  it('resolves no ticket without a field that is required then', async () => {
    const { ada } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket({ ...opening, attributes: { device: 'laptop' } }))
    expect((await ada.resolve(ticket.id, { code: 'fixed' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/data-missing',
      missing: [{ field: 'attributes.serial', question: 'serial', neededBy: 'resolving' }],
    })
    orThrow(await ada.setField(ticket.id, { field: 'serial', value: 'A-1' }))
    expect(orThrow(await ada.resolve(ticket.id, { code: 'fixed' })).ticket.category).toBe('resolved')
  })

  it('says from the beginning what is required by now, each with its question, and asks no more once it is known', async () => {
    const { ada } = await fixture({ policies })
    const opened = orThrow(await ada.openTicket({ ...opening, kind: 'order', attributes: { device: 'laptop' } }))
    expect(opened.missing).toEqual([
      { field: 'attributes.serial', question: 'serial', neededBy: 'resolving' },
      { field: 'attributes.birthday', question: 'birthday', neededBy: 'resolving' },
    ])
    const { id } = opened.ticket
    const less = orThrow(await ada.setField(id, { field: 'birthday', value: '1970' }))
    expect(less.missing.map(({ field }) => field)).toEqual(['attributes.serial'])
    expect(orThrow(await ada.setField(id, { field: 'device', value: 'phone' })).missing).toEqual([])
  })

  it('says of no field that is hidden whether it has a value', async () => {
    const rule = { resource: 'ticket', fields: ['attributes.serial'], visibleTo: ['analyst'], reason: 'closed' } as const
    const access = { ...standardAccess, fields: [...standardAccess.fields, rule] }
    const { ada } = await fixture({ policies: { ...policies, access } })
    const { missing } = orThrow(await ada.openTicket({ ...opening, attributes: { device: 'laptop' } }))
    expect(missing).toEqual([])
  })

  it('are asked about by the guards of a workflow, and only where they are declared', async () => {
    const [workflow] = standardPolicies.workflows
    const guarded = (field: string) => ({
      ...workflow,
      transitions: workflow?.transitions.map((way) =>
        way.to === 'resolved' ? { ...way, when: { field, equals: 'phone' } } : way,
      ),
    })
    const desk = (field: string) =>
      createDesk({ storage: memoryStorage(), policies: JSON.parse(JSON.stringify({ ...policies, workflows: [guarded(field)] })) })
    expect((await desk('attributes.birthday')).isErr()).toBe(true)
    const made = orThrow(await desk('attributes.device'))
    const ada = made.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
    const { ticket } = orThrow(await ada.openTicket(opening))
    expect((await ada.resolve(ticket.id, { code: 'fixed' }))._unsafeUnwrapErr().kind).toBe('ticket/guard-failed')
    orThrow(await ada.setField(ticket.id, { field: 'device', value: 'phone' }))
    expect((await ada.resolve(ticket.id, { code: 'fixed' })).isOk()).toBe(true)
  })
})

describe('given contacts', () => {
  it('are decided by fields that came with them and hold nothing personal', async () => {
    const intake = (field: string) => ({
      ...standardIntake,
      answeredAtOnce: [{ id: 'phones', when: { field, equals: 'phone' }, reason: 'hotline' }],
    })
    const { ada } = await fixture({ policies: { ...policies, intake: intake('attributes.device') } })
    const outcome = async (device: 'laptop' | 'phone') =>
      orThrow(await ada.receiveContact({ ...opening, attributes: { device } })).decided.outcome
    expect([await outcome('phone'), await outcome('laptop')]).toEqual(['answered-at-once', 'open'])
    const personal = { storage: memoryStorage(), policies: { ...policies, intake: intake('attributes.birthday') } }
    expect((await createDesk(personal)).isErr()).toBe(true)
  })
})

describe('given promises', () => {
  it('may depend on fields that are not personal, which the promises need not declare again', async () => {
    const sla = (field: string) => [
      {
        schema: 1,
        id: 's',
        version: 1,
        policies: [{ id: 'p', when: { field, equals: 'laptop' }, targets: { firstReply: 'PT4H' } }],
      } as const,
    ]
    const { ada } = await fixture({ policies: { ...policies, sla: sla('attributes.device') } })
    const clocks = async (device: 'laptop' | 'phone') => {
      const { ticket } = orThrow(await ada.openTicket({ ...opening, attributes: { device } }))
      return Object.keys(orThrow(await ada.clocks(ticket.id))?.clocks ?? {})
    }
    expect([await clocks('laptop'), await clocks('phone')]).toEqual([['firstReply'], []])
    const personal = { storage: memoryStorage(), policies: { ...policies, sla: sla('attributes.birthday') } }
    expect((await createDesk(personal)).isErr()).toBe(true)
  })
})

describe('given indexed fields', () => {
  it('finds tickets by them, by several, and beside a label; by no other field', async () => {
    const { ada } = await fixture({ policies })
    const open = async (attributes: { device: 'laptop' | 'phone'; floor: number; note?: string }, tags: readonly string[] = []) =>
      orThrow(await ada.openTicket({ ...opening, attributes, tags })).ticket.id
    const a = await open({ device: 'laptop', floor: 1, note: `${'x'.repeat(150)}1` }, ['vip'])
    const b = await open({ device: 'laptop', floor: 2, note: `${'x'.repeat(150)}2` })
    const c = await open({ device: 'phone', floor: 1 })
    const found = async (fields: Record<string, string | number | boolean>, more: { tag?: string } = {}) =>
      orThrow(await ada.tickets({ filter: { fields, ...more } }))
        .tickets.map(({ id }) => id)
        .sort()
    expect(await found({ device: 'laptop' })).toEqual([a, b].sort())
    expect(await found({ floor: 1 })).toEqual([a, c].sort())
    expect(await found({ device: 'laptop', floor: 1 })).toEqual([a])
    expect(await found({ device: 'laptop' }, { tag: 'vip' })).toEqual([a])
    expect(await found({ note: `${'x'.repeat(150)}2` })).toEqual([b])
    orThrow(await ada.setField(a, { field: 'device', value: 'phone' }))
    expect(await found({ device: 'laptop' })).toEqual([b])
    orThrow(await ada.setField(a, { field: 'device', value: null }))
    expect(await found({ device: 'phone' })).toEqual([c])
    for (const fields of [{ serial: 'A' }, { other: 1 }, { device: 'fax' }, { birthday: 'x' }])
      expect((await ada.tickets({ filter: { fields } }))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })

  it('are no way to find out what is hidden', async () => {
    const hidden = { resource: 'ticket', fields: ['attributes'], visibleTo: ['analyst'], reason: 'closed' } as const
    const access = { ...standardAccess, fields: [...standardAccess.fields, hidden] }
    const { ada } = await fixture({ policies: { ...policies, access } })
    orThrow(await ada.openTicket({ ...opening, attributes: { device: 'phone' } }))
    expect((await ada.tickets({ filter: { fields: { device: 'phone' } } })).isErr()).toBe(true)
    expect(orThrow(await ada.tickets()).tickets).toHaveLength(1)
  })
})

describe('given a personal field', () => {
  it('keeps the value out of what happened, and shows it to those who may read notes', async () => {
    const { ada, desk, requester } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket(opening))
    const set = orThrow(await ada.setField(ticket.id, { field: 'birthday', value: '1970-01-01, eve@example.com' }))
    expect(set.events.map(({ type, data }) => [type, data])).toEqual([['personal-field-set', { field: 'birthday', known: true }]])
    expect([set.ticket.attributes, set.ticket.personalFields]).toEqual([{}, ['birthday']])
    expect(JSON.stringify(orThrow(await desk.tenant('acme').events()))).not.toContain('1970')
    expect(orThrow(await ada.personalFields(ticket.id, { purpose: 'care' }))).toEqual({ birthday: '1970-01-01, eve@example.com' })
    expect((await requester(ticket.requesterId ?? '').personalFields(ticket.id)).isErr()).toBe(true)
    expect(orThrow(await ada.personalFields('tkt_none'))).toBeNull()
    orThrow(await ada.setField(ticket.id, { field: 'birthday', value: null }))
    expect(orThrow(await ada.personalFields(ticket.id, { purpose: 'care' }))).toEqual({})
  })

  it('refuses a value of another type without telling it', async () => {
    const { ada } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket(opening))
    expect((await ada.setField(ticket.id, { field: 'birthday', value: 1970 }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [{ path: 'birthday', expected: 'text of 1 to 2,000 characters' }],
    })
  })

  it('counts as known once it has a value, where it is required', async () => {
    const { ada } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket({ ...opening, kind: 'order' }))
    expect((await ada.resolve(ticket.id, { code: 'sent' }))._unsafeUnwrapErr()).toMatchObject({
      missing: [{ field: 'attributes.birthday' }],
    })
    orThrow(await ada.setField(ticket.id, { field: 'birthday', value: '1970' }))
    expect((await ada.resolve(ticket.id, { code: 'sent' })).isOk()).toBe(true)
  })

  it('is erased with the customer', async () => {
    const { ada, desk } = await fixture({ policies })
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.setField(ticket.id, { field: 'birthday', value: '1970-01-01' }))
    orThrow(await ada.eraseCustomer(ticket.requesterId ?? ''))
    expect(orThrow(await ada.personalFields(ticket.id, { purpose: 'care' }))).toEqual({})
    expect(orThrow(await ada.ticket(ticket.id))?.personalFields).toEqual(['birthday'])
    for await (const line of desk.tenant('acme').exportLines()) expect(line).not.toContain('1970-01-01')
  })
})
