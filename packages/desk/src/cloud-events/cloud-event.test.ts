import { orThrow, parseTenantId } from '@caseload/core'
import { type DeskEvent, toCloudEvent } from '@caseload/desk'
import { CloudEvent as ReferenceEvent } from 'cloudevents'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const origin = { tenant: orThrow(parseTenantId('acme')), source: 'https://desk.example.com' }

async function everyEvent(): Promise<readonly DeskEvent[]> {
  const { desk, ada } = await fixture()
  const from = { email: 'eve@example.com', phone: '040 123 4567', name: 'Eve Secret' }
  const { ticket } = orThrow(
    await ada.openTicket({ from, channel: 'email', kind: 'incident', subject: 'Secret', body: 'Secret body' }),
  )
  orThrow(await ada.classify(ticket.id, { topic: 'printer', attributes: { product: 'LX' } }))
  orThrow(await ada.reply(ticket.id, { body: 'Secret answer' }))
  orThrow(await ada.resolve(ticket.id, { code: 'fixed', summary: 'Secret summary' }))
  return orThrow(await desk.tenant('acme').events()).events
}

describe('toCloudEvent', () => {
  it('makes what the CloudEvents JSON Schema of the reference SDK accepts, of every event', async () => {
    const events = await everyEvent()
    expect(events.length).toBeGreaterThan(6)
    for (const event of events) {
      const envelope = toCloudEvent(event, origin)
      expect(() => new ReferenceEvent({ ...envelope }, true).validate(), event.type).not.toThrow()
      expect(JSON.parse(JSON.stringify(new ReferenceEvent({ ...envelope }, true)))).toMatchObject({ ...envelope })
    }
  })

  it('is checked by a schema that refuses a source, type or time that is none', async () => {
    const [event] = await everyEvent()
    if (event === undefined) throw new Error('expected an event')
    for (const name of ['source', 'type', 'time'] as const) {
      const broken = { ...toCloudEvent(event, origin), [name]: name === 'time' ? 'yesterday' : '' }
      expect(() => new ReferenceEvent(broken, true).validate(), name).toThrow()
    }
  })

  it('names extensions as the specification wants: lower-case letters and digits, at most 20', async () => {
    const [event] = await everyEvent()
    if (event === undefined) throw new Error('expected an event')
    for (const name of Object.keys(toCloudEvent(event, origin))) expect(name).toMatch(/^[a-z0-9]{1,20}$/)
  })

  it('gives each event a name of its own, the same on every delivery, and another in another tenant', async () => {
    const events = await everyEvent()
    const names = events.map((event) => toCloudEvent(event, origin)).map(({ source, id }) => `${source} ${id}`)
    expect(new Set(names).size).toBe(events.length)
    expect(events.map((event) => toCloudEvent(event, origin)).map(({ source, id }) => `${source} ${id}`)).toEqual(names)
    const [event] = events
    if (event === undefined) throw new Error('expected an event')
    expect(toCloudEvent(event, { ...origin, tenant: orThrow(parseTenantId('beta')) }).source).not.toBe(
      toCloudEvent(event, origin).source,
    )
  })

  it('sorts the events of a stream as texts', async () => {
    const [event] = await everyEvent()
    if (event === undefined) throw new Error('expected an event')
    const sequences = [1, 2, 9, 10, 11, 100].map((version) => toCloudEvent({ ...event, version }, origin).sequence)
    expect([...sequences].sort()).toEqual(sequences)
  })

  it('leaves out a cause that nobody knows', async () => {
    const [event] = await everyEvent()
    if (event === undefined) throw new Error('expected an event')
    expect(Object.keys(toCloudEvent({ ...event, cause: null }, origin))).not.toContain('causationid')
    expect(toCloudEvent(event, origin).causationid).toMatch(/^cmd_/)
  })

  it('says nothing that anybody wrote or is called', async () => {
    const text = JSON.stringify((await everyEvent()).map((event) => toCloudEvent(event, origin)))
    for (const canary of ['Secret', 'Eve', 'example.com"', 'eve@', '4567']) expect(text).not.toContain(canary)
  })
})
