import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { projection } from './desk-places.ts'
import { fixture } from './fixture.ts'

const invalid = (path: string) => ({ kind: 'input/invalid', issues: [{ path }] })
const broken = ['\u0000', '\uD800']
const opening = { channel: 'email', kind: 'question' } as const

/** What a caller without types may hand over. */
function untyped(text: string) {
  return JSON.parse(text)
}

describe('given text that no store can keep', () => {
  it.each(broken)('refuses a name with %j, whoever gives it', async (text) => {
    const { ada, timers } = await fixture()
    const from = { email: 'eve@example.com', name: `Eve${text}` }
    expect((await ada.openTicket({ ...opening, from }))._unsafeUnwrapErr()).toMatchObject(invalid('from.name'))
    expect((await ada.registerCustomer(from))._unsafeUnwrapErr()).toMatchObject(invalid('from.name'))
    const contact = { ...opening, contactId: 'c-1', from, body: 'x' }
    expect((await ada.receiveContact(contact))._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid' })
    const row = { key: 'old-1', openedAt: '2025-01-01T09:00:00Z', ...opening, from }
    expect(orThrow(await timers.importTickets([row])).rejected).toMatchObject([{ index: 0, problem: invalid('from.name') }])
  })

  it.each(broken)('refuses a value of a personal field with %j', async (text) => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const refused = await ada.setField(ticket.id, { field: 'allergies', value: `nuts${text}` })
    expect(refused._unsafeUnwrapErr()).toMatchObject(invalid('value'))
    expect(orThrow(await ada.ticket(ticket.id))?.version).toBe(ticket.version)
  })
})

describe('given what is no input at all', () => {
  it.each(['null', '7', '{}', '[null]', '[{"id":"a"}]'])(
    'answers a question for own documents by %s with a problem',
    async (text) => {
      const { desk } = await fixture({ kinds: [projection] })
      const acme = desk.tenant('acme')
      expect((await acme.load(untyped(text)))._unsafeUnwrapErr().kind).toBe('input/invalid')
      expect((await acme.find(untyped(text)))._unsafeUnwrapErr().kind).toBe('input/invalid')
    },
  )

  it.each(['{"where":[null]}', '{"sort":[null]}', '{"key":null}'])('blames no store for a query with %s', async (text) => {
    const { desk } = await fixture({ kinds: [projection] })
    const query = { kind: projection.kind, limit: 5, ...untyped(text) }
    expect((await desk.tenant('acme').find(query))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })

  it('answers with a problem where a question cannot be read', async () => {
    const { ada, desk } = await fixture({ kinds: [projection] })
    const trap = {
      get limit(): number {
        throw new Error('secret')
      },
      get kind(): string {
        throw new Error('secret')
      },
    }
    expect((await ada.findNeglected({ agents: [], teams: [] }, trap))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect((await desk.tenant('acme').find(trap))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })

  it.each(['null', '7', '{}'])('refuses %s in place of rows to import', async (text) => {
    const { timers } = await fixture()
    expect((await timers.importTickets(untyped(text)))._unsafeUnwrapErr()).toMatchObject(invalid('rows[0]'))
    expect((await timers.importTickets([], untyped('{"onProgress":1}')))._unsafeUnwrapErr()).toMatchObject(invalid('onProgress'))
  })

  it('ends an import where its rows cannot be read any further, and goes on when it is done again', async () => {
    const { timers } = await fixture()
    const row = (index: number) => ({ key: `old-${index}`, openedAt: '2025-01-01T09:00:00Z', ...opening })
    function* torn() {
      for (let index = 0; index < 150; index += 1) yield row(index)
      throw new Error('the file is torn')
    }
    expect((await timers.importTickets(torn()))._unsafeUnwrapErr()).toMatchObject(invalid('rows[150]'))
    const whole = Array.from({ length: 151 }, (_, index) => row(index))
    expect(orThrow(await timers.importTickets(whole))).toMatchObject({ skipped: 100, imported: 51, rejected: [] })
  })
})
