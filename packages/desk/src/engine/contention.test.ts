import { orThrow } from '@caseload/core'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

const opening = { channel: 'web', kind: 'question' } as const

describe('given many commands at the same moment', () => {
  it('loses none of 32 to one ticket', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const answers = await Promise.all(Array.from({ length: 32 }, (_, index) => ada.note(ticket.id, { body: `note ${index}` })))
    expect(answers.filter((answer) => answer.isErr())).toEqual([])
    const { messages } = orThrow(await ada.conversation(ticket.id, { limit: 100 }))
    expect(new Set(messages.map(({ body }) => body)).size).toBe(32)
    expect(orThrow(await ada.ticket(ticket.id))?.version).toBe(ticket.version + 32)
  })

  it('loses none of 32 from four processes on one store', async () => {
    const storage = memoryStorage()
    const desks = await Promise.all(['a', 'b', 'c', 'd'].map((idPrefix) => fixture({ storage, idPrefix })))
    const [first] = desks
    if (first === undefined) throw new TypeError('four desks')
    const { ticket } = orThrow(await first.ada.openTicket(opening))
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => (desks[index % 4] ?? first).ada.note(ticket.id, { body: `note ${index}` })),
    )
    expect(answers.filter((answer) => answer.isErr())).toEqual([])
    expect(orThrow(await first.ada.ticket(ticket.id))?.version).toBe(ticket.version + 32)
  })

  it('makes one customer of many first contacts of one address, in one process or several', async () => {
    const storage = memoryStorage()
    const desks = await Promise.all(['a', 'b'].map((idPrefix) => fixture({ storage, idPrefix })))
    const opened = await Promise.all(
      desks.flatMap(({ ada }) =>
        Array.from({ length: 8 }, () => ada.openTicket({ ...opening, from: { email: 'eve@example.com' } })),
      ),
    )
    expect(new Set(opened.map((answer) => orThrow(answer).ticket.requesterId)).size).toBe(1)
    expect(new Set(opened.map((answer) => orThrow(answer).ticket.number)).size).toBe(16)
  })

  it('gives up after a bounded number of attempts, having written nothing', async () => {
    const storage = memoryStorage()
    const busy = {
      ...storage,
      open: (options: Parameters<typeof storage.open>[0]) =>
        storage.open(options).map((opened) => ({
          ...opened,
          store: {
            ...opened.store,
            commit: (...[tenant, change]: Parameters<typeof opened.store.commit>) =>
              opened.store.commit(tenant, { ...change, expect: [{ ref: { kind: 'ticket', id: 'tkt_none' }, version: 7 }] }),
          },
        })),
    }
    const { ada } = await fixture({ storage: busy })
    const answer = await ada.registerCustomer({ email: 'eve@example.com' })
    expect(answer._unsafeUnwrapErr()).toMatchObject({ kind: 'desk/contended', attempts: 8 })
  })
})

describe('given ticket numbers', () => {
  it('counts up from 1, and leaves a gap where a desk is started anew', async () => {
    const storage = memoryStorage()
    const first = await fixture({ storage, idPrefix: 'a' })
    const numbers = []
    for (let count = 0; count < 3; count += 1) numbers.push(orThrow(await first.ada.openTicket(opening)).ticket.number)
    const second = await fixture({ storage, idPrefix: 'b' })
    numbers.push(orThrow(await second.ada.openTicket(opening)).ticket.number)
    expect(numbers).toEqual([1, 2, 3, 51])
    expect(orThrow(await second.ada.ticketByNumber(2))?.number).toBe(2)
    expect(orThrow(await second.ada.ticketByNumber(4))).toBeNull()
    expect((await second.ada.ticketByNumber(0))._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [{ path: 'number' }],
    })
  })

  it('counts for each tenant apart', async () => {
    const { desk } = await fixture()
    for (const tenant of ['one', 'two']) {
      const opened = await desk.tenant(tenant).as({ kind: 'agent', id: 'agt_ada' }).openTicket(opening)
      expect(orThrow(opened).ticket.number).toBe(1)
    }
  })
})
