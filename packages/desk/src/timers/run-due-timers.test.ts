import { orThrow } from '@caseload/core'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../../test/fixture.ts'

const opening = { from: { email: 'eve@example.com' }, channel: 'email', kind: 'question', body: 'How?' } as const
const nothing = { acted: 0, withoutReason: 0, postponed: 0, refused: [], failed: [] }

describe('given a resolved ticket', () => {
  it('closes it when the delay of the workflow is over, and not a millisecond before', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'answered' }))
    clock.advance(hours(96) - 1)
    expect(orThrow(await desk.runDueTimers())).toEqual(nothing)
    clock.advance(1)
    expect(orThrow(await desk.runDueTimers())).toEqual({ ...nothing, acted: 1 })
    const closed = orThrow(await ada.ticket(ticket.id))
    expect([closed?.category, closed?.outcome, closed?.closedAt]).toEqual(['closed', 'solved', clock.now()])
    const { entries } = orThrow(await ada.timeline(ticket.id))
    expect(entries.at(-1)?.event).toMatchObject({
      type: 'ticket-status-changed',
      actor: 'system:timers',
      data: { cause: 'close' },
    })
    expect(orThrow(await desk.runDueTimers())).toEqual(nothing)
  })

  it('leaves it alone where it was reopened meanwhile', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'answered' }))
    orThrow(await ada.reopen(ticket.id))
    clock.advance(hours(200))
    expect(orThrow(await desk.runDueTimers())).toEqual(nothing)
    expect(orThrow(await ada.ticket(ticket.id))?.category).toBe('open')
  })

  it('counts from the last resolution', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.resolve(ticket.id, { code: 'answered' }))
    clock.advance(hours(50))
    orThrow(await ada.reopen(ticket.id))
    orThrow(await ada.resolve(ticket.id, { code: 'answered' }))
    clock.advance(hours(95))
    expect(orThrow(await desk.runDueTimers())).toEqual(nothing)
    clock.advance(hours(1))
    expect(orThrow(await desk.runDueTimers())).toEqual({ ...nothing, acted: 1 })
  })

  it('closes each of many once, however many workers there are, in all tenants', async () => {
    const storage = memoryStorage()
    const workers = await Promise.all(['a', 'b', 'c'].map((idPrefix) => fixture({ storage, idPrefix })))
    const [first] = workers
    if (first === undefined) throw new TypeError('three workers')
    for (let count = 0; count < 30; count += 1) {
      const ada = first.desk.tenant(`tenant-${count % 3}`).as({ kind: 'agent', id: 'agt_ada' })
      const { ticket } = orThrow(await ada.openTicket(opening))
      orThrow(await ada.resolve(ticket.id, { code: 'answered' }))
    }
    for (const { clock } of workers) clock.advance(hours(97))
    const reports = await Promise.all(workers.map(({ desk }, index) => desk.runDueTimers({ worker: `worker-${index}` })))
    expect(reports.map((report) => orThrow(report)).reduce((sum, { acted }) => sum + acted, 0)).toBe(30)
    expect(reports.flatMap((report) => [...orThrow(report).failed, ...orThrow(report).refused])).toEqual([])
  })

  it('leaves what is beyond the limit for the next run', async () => {
    const { ada, desk, clock } = await fixture()
    for (let count = 0; count < 3; count += 1) {
      const { ticket } = orThrow(await ada.openTicket(opening))
      orThrow(await ada.resolve(ticket.id, { code: 'answered' }))
    }
    clock.advance(hours(97))
    expect(orThrow(await desk.runDueTimers({ limit: 2 })).acted).toBe(2)
    expect(orThrow(await desk.runDueTimers()).acted).toBe(1)
    expect((await desk.runDueTimers({ limit: 0 }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [{ path: 'limit' }],
    })
  })
})

describe('given a ticket that waits for the requester', () => {
  it('reminds once', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.requestInformation(ticket.id, { body: 'Which one?' }))
    const dueAt = clock.now() + hours(48)
    clock.advance(hours(49))
    expect(orThrow(await desk.runDueTimers())).toEqual({ ...nothing, acted: 1 })
    const { entries } = orThrow(await ada.timeline(ticket.id))
    expect(entries.at(-1)?.event).toMatchObject({ type: 'ticket-reminded', at: clock.now(), data: { dueAt } })
    orThrow(await ada.note(ticket.id, { body: 'still nothing' }))
    clock.advance(hours(100))
    expect(orThrow(await desk.runDueTimers())).toEqual(nothing)
  })

  it('reminds nobody who has answered', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.requestInformation(ticket.id, { body: 'Which one?' }))
    orThrow(await ada.receiveReply(ticket.id, { body: 'This one.' }))
    clock.advance(hours(49))
    expect(orThrow(await desk.runDueTimers())).toEqual(nothing)
  })
})
