import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../test/fixture.ts'

const from = { email: 'eve@example.com' }
const opening = { from, channel: 'email', kind: 'incident', body: 'It burns.' } as const
const opened = async ({ ada }: Fixture) => orThrow(await ada.openTicket(opening)).ticket.id

async function several(made: Fixture, count: number): Promise<readonly string[]> {
  const ids: string[] = []
  while (ids.length < count) ids.push(await opened(made))
  return ids
}

describe('given as many merges as there may be', () => {
  it('refuses one more after another than fifty, and everything still works at fifty', async () => {
    const made = await fixture()
    const { ada, clock, requester } = made
    const chain = await several(made, 52)
    const [first = '', second = ''] = chain
    orThrow(await ada.promiseUpdate(first, { dueAt: clock.now() + hours(9), about: 'call' }))
    for (let count = 0; count < 50; count += 1) {
      const child = await opened(made)
      orThrow(await ada.link(child, { relation: 'child-of', otherId: first }))
      orThrow(await ada.cancel(child))
    }
    for (const [index, id] of chain.slice(0, -1).entries()) {
      const merged = await ada.mergeInto(id, { survivorId: chain[index + 1] ?? '' })
      if (index < 50) orThrow(merged)
      else expect(merged._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/merge-refused', reason: 'too-many' })
    }
    const last = chain[50]
    const { requesterId } = orThrow(await ada.ticket(first)) ?? { requesterId: null }
    expect(orThrow(await requester(requesterId ?? '').receiveReply(first, { body: 'still' })).ticket.id).toBe(last)
    expect(orThrow(await ada.note(first, { body: 'seen' })).ticket.id).toBe(last)
    const contact = { channel: 'email', kind: 'incident', from, body: 'still', refersTo: { ticketId: first } } as const
    expect(orThrow(await ada.receiveContact(contact)).ticket?.id).toBe(last)
    const back = orThrow(await ada.unmerge(first)).ticket
    expect([back.category, back.promises]).toMatchObject(['new', [{ about: 'call' }]])
    expect(orThrow(await ada.unmerge(second)).ticket.category).toBe('new')
  })

  it('refuses more than a hundred in one, directly or over others', async () => {
    const made = await fixture()
    const { ada } = made
    const [survivor = '', left = '', right = '', ...others] = await several(made, 103)
    for (const [index, id] of others.entries()) orThrow(await ada.mergeInto(id, { survivorId: index < 60 ? left : right }))
    orThrow(await ada.mergeInto(left, { survivorId: survivor }))
    expect((await ada.mergeInto(right, { survivorId: survivor }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/merge-refused',
      reason: 'too-many',
    })
    for (const id of others.slice(98)) orThrow(await ada.unmerge(id))
    orThrow(await ada.mergeInto(right, { survivorId: survivor }))
    expect(orThrow(await ada.gathered(survivor))).toMatchObject({ leftOut: 0, ticketIds: { length: 101 } })
  })

  it('resolves every incident of every problem that goes on in a resolved one, however many they are', async () => {
    const made = await fixture()
    const { ada, desk } = made
    const [survivor = '', ...problems] = await several(made, 3)
    const incidents: string[] = []
    for (const problem of problems) {
      for (let count = 0; count < 130; count += 1) {
        const incident = await opened(made)
        orThrow(await ada.link(incident, { relation: 'incident-of', otherId: problem }))
        orThrow(await ada.reply(incident, { body: 'We are on it.' }))
        incidents.push(incident)
      }
      orThrow(await ada.mergeInto(problem, { survivorId: survivor }))
    }
    orThrow(await ada.reply(survivor, { body: 'Out.' }))
    orThrow(await ada.resolve(survivor, { code: 'fixed', incidents: 'resolve' }))
    orThrow(await desk.runDueTimers())
    orThrow(await desk.runDueTimers())
    const categories = new Set<string | undefined>()
    for (const id of incidents) categories.add(orThrow(await ada.ticket(id))?.category)
    expect([...categories]).toEqual(['resolved'])
  })
})
