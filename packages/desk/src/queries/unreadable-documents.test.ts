import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { damagingStorage } from '../../test/damaging-storage.ts'
import { type Fixture, fixture, fixturePolicies, hours } from '../../test/fixture.ts'
import { labPolicies } from '../../test/lab-migration.ts'

const opening = { channel: 'web', kind: 'incident', from: { email: 'eve@example.com' }, body: 'It burns.' } as const
const policies = {
  ...fixturePolicies,
  sla: [{ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }],
} as const

const problem = (kind: string, id: string) => ({ kind: 'planner/unreadable-document', ref: { kind, id } })
const open = async ({ ada }: Fixture) => orThrow(await ada.openTicket(opening)).ticket.id

describe('given tickets with deadlines of which some cannot be read', () => {
  it('lists the others, and names those, whether it is the ticket or its clocks', async () => {
    const { storage, damaged } = damagingStorage()
    const made = await fixture({ storage, policies })
    const { ada, clock } = made
    const ids = [await open(made), await open(made), await open(made)] as const
    damaged.add(`ticket-clocks/${ids[0]}`).add(`ticket/${ids[1]}`)
    const unreadable = [problem('ticket-clocks', ids[0]), problem('ticket', ids[1])]
    const listed = { deadlines: [{ ticket: { id: ids[2] } }], unreadable, next: null }
    expect(orThrow(await ada.nextToBreach())).toMatchObject(listed)
    clock.advance(hours(5))
    expect(orThrow(await ada.overdue())).toMatchObject(listed)
    const facts = orThrow(await ada.slaFacts())
    expect(facts.unreadable).toMatchObject([problem('ticket-clocks', ids[0])])
    expect(new Set(facts.facts.map(({ ticketId }) => ticketId))).toEqual(new Set([ids[1], ids[2]]))
    damaged.clear()
    expect(orThrow(await ada.overdue())).toMatchObject({ deadlines: { length: 3 }, unreadable: [] })
  })
})

describe('given tickets that go on in one, of which one cannot be read', () => {
  it('shows the rest of the conversation, and names it to those who may read every ticket', async () => {
    const { storage, damaged } = damagingStorage()
    const made = await fixture({ storage })
    const { ada, requester } = made
    const [survivor, whole, broken] = [await open(made), await open(made), await open(made)]
    for (const id of [whole, broken]) orThrow(await ada.mergeInto(id, { survivorId: survivor }))
    const all = orThrow(await ada.conversation(survivor))
    expect([all.messages.length, all.unreadable]).toEqual([3, []])
    damaged.add(`ticket/${broken}`)
    const unreadable = [problem('ticket', broken)]
    const some = orThrow(await ada.conversation(survivor))
    expect(some.messages.map(({ ticketId }) => ticketId)).toEqual([survivor, whole])
    expect(some.unreadable).toMatchObject(unreadable)
    const timeline = orThrow(await ada.timeline(survivor, { limit: 500 }))
    expect(new Set(timeline.entries.map(({ ticketId }) => ticketId))).toEqual(new Set([survivor, whole]))
    expect(timeline.unreadable).toMatchObject(unreadable)
    expect(orThrow(await ada.gathered(survivor))).toMatchObject({ ticketIds: [survivor, whole], unreadable })
    expect(orThrow(await ada.requesterView(survivor))).toMatchObject({ unreadable })
    const eve = requester(orThrow(await ada.ticket(survivor))?.requesterId?.toString() ?? '')
    const theirs = orThrow(await eve.conversation(survivor))
    expect([theirs.messages.length, theirs.unreadable]).toEqual([2, []])
  })

  it('shows what was said and what happened without the text that cannot be read, and names that', async () => {
    const { storage, damaged } = damagingStorage()
    const made = await fixture({ storage })
    const { ada } = made
    const id = await open(made)
    const { events } = orThrow(await ada.reply(id, { body: 'On our way.' }))
    orThrow(await ada.hold(id, { reason: 'parts' }))
    const replied = events.flatMap((event) => (event.type === 'message-added' ? [String(event.data.messageId)] : []))[0] ?? ''
    damaged.add(`message/${replied}`)
    const read = orThrow(await ada.conversation(id))
    expect([read.messages.map(({ body }) => body), read.unreadable]).toMatchObject([['It burns.'], [problem('message', replied)]])
    const before = orThrow(await ada.timeline(id))
    expect(before.unreadable).toMatchObject([problem('message', replied)])
    expect(before.entries.map(({ message, remark }) => [message !== null, remark !== null])).toContainEqual([false, true])
    const remarked = before.entries.flatMap(({ remark }) => (remark !== null && 'id' in remark ? [remark.id] : []))[0] ?? ''
    damaged.add(`remark/${remarked}`)
    const after = orThrow(await ada.timeline(id))
    expect(after.unreadable).toMatchObject([problem('message', replied), problem('remark', remarked)])
    expect(after.entries).toHaveLength(before.entries.length)
    expect(after.entries.every(({ remark }) => remark === null)).toBe(true)
  })
})

describe('given an open ticket that cannot be read when rules change', () => {
  it('tells what the change means for the others and names it, and moves none before it can be read', async () => {
    const { storage, damaged } = damagingStorage()
    const made = await fixture({ storage, policies: labPolicies })
    const { ada } = made
    const ids = [await open(made), await open(made)] as const
    const from = { id: 'standard', version: 2 }
    const back = {
      from,
      to: { id: 'standard', version: 1 },
      mapping: { schema: 1, statuses: { lab: 'on-hold' }, fallback: null },
    } as const
    damaged.add(`ticket/${ids[0]}`)
    const foreseen = orThrow(await ada.migrateWorkflow({ ...back, dryRun: true }))
    expect(foreseen).toMatchObject({ stays: 1, moves: 0, stranded: [], unreadable: [problem('ticket', ids[0])], next: null })
    for (const mapping of [back.mapping, { ...back.mapping, fallback: 'new' }])
      expect((await ada.migrateWorkflow({ ...back, mapping }))._unsafeUnwrapErr()).toMatchObject(problem('ticket', ids[0]))
    damaged.clear()
    expect(orThrow(await ada.migrateWorkflow(back))).toMatchObject({ stays: 2, unreadable: [] })
  })

  it('lets policies be published, put in force and rolled back all the same', async () => {
    const { storage, damaged } = damagingStorage()
    const made = await fixture({ storage, policies: labPolicies, policyRegistry: true })
    const { ada, clock } = made
    const id = await open(made)
    damaged.add(`ticket/${id}`)
    const workflows = labPolicies.workflows.slice(0, 1)
    const reason = 'because'
    const published = orThrow(await ada.publishPolicies({ ...labPolicies, workflows }, { reason }))
    expect(published.tickets).toMatchObject({ tickets: 1, stranded: [], unreadable: [problem('ticket', id)], next: null })
    orThrow(await ada.activatePolicies(published.version, { reason }))
    clock.advance(hours(1))
    expect(orThrow(await made.desk.runDueTimers()).failed).toEqual([])
    expect(orThrow(await ada.rollBackPolicies({ reason })).tickets.unreadable).toMatchObject([problem('ticket', id)])
  })
})
