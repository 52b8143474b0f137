import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow } from '@caseload/lifecycle'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const policies: PoliciesDocument = {
  ...standardPolicies,
  workflows: [...standardPolicies.workflows, carefulWorkflow],
  sla: [
    {
      schema: 1,
      id: 'support',
      version: 1,
      clocks: {
        untilClosed: { starts: [{ on: 'started' }], stops: [{ on: 'category', enters: ['closed'] }], pausedWhile: ['snoozed'] },
      },
      policies: [
        { id: 'everybody', targets: { firstReply: 'PT4H', nextReply: 'PT4H', agentWork: 'PT120H', untilClosed: 'PT1440H' } },
      ],
    },
  ],
}

const folder = mkdtempSync(join(tmpdir(), 'caseload-clocks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const stores: readonly (readonly [string, () => Storage])[] = [
  ['memory', memoryStorage],
  [
    'SQLite',
    () => {
      files += 1
      return sqliteStorage({ path: join(folder, `${files}.db`), synchronous: 'normal' })
    },
  ],
]

const call = {
  channel: 'email',
  kind: 'incident',
  from: { email: 'eve@example.com' },
  subject: 'Fire',
  body: 'Floor 3.',
} as const

async function opened({ ada }: Fixture): Promise<string> {
  return orThrow(await ada.openTicket(call)).ticket.id
}

async function clockOf({ ada }: Fixture, id: string, clock = 'untilClosed') {
  return orThrow(await ada.clocks(id))?.clocks[clock]
}

/** Clocks worked out anew from the whole history are those that followed, or something moved a ticket behind their back. */
async function expectNothingToRebuild({ ada }: Fixture, tickets: number): Promise<void> {
  expect(orThrow(await ada.rebuildClocks())).toEqual({ tickets, rebuilt: 0, corrected: 0 })
}

describe.each(stores)('given clocks, on %s', (_, storage) => {
  it('end in the commit of an automatic close', async () => {
    const one = await fixture({ storage: storage(), policies })
    const id = await opened(one)
    orThrow(await one.ada.reply(id, { body: 'Out.' }))
    orThrow(await one.ada.resolve(id, { code: 'fixed' }))
    one.clock.advance(hours(97))
    expect(orThrow(await one.desk.runDueTimers())).toMatchObject({ acted: 1, refused: [], failed: [] })
    const { events } = orThrow(await one.desk.tenant('acme').events({ limit: 500 }))
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['ticket-status-changed', 'sla-fulfilled'])
    expect(events.at(-1)).toMatchObject({ cause: events.at(-2)?.cause, data: { clock: 'untilClosed' } })
    await expectNothingToRebuild(one, 1)
  })

  it('pause and go on with a snooze, a wait that expires, a promise, a follow-up and a hand-over that lapses', async () => {
    const one = await fixture({ storage: storage(), policies })
    const { ada, clock, desk } = one
    const snoozed = await opened(one)
    orThrow(await ada.snooze(snoozed, { until: clock.now() + hours(2) }))
    expect(await clockOf(one, snoozed)).toMatchObject({ status: 'paused' })
    const waiting = await opened(one)
    orThrow(await ada.requestInformation(waiting, { body: 'Which one?' }))
    const promised = await opened(one)
    orThrow(await ada.promiseUpdate(promised, { dueAt: clock.now() + hours(4) }))
    orThrow(await ada.scheduleFollowUp(promised, { dueAt: clock.now() + hours(6) }))
    const given = { ...call, workflow: 'careful', teamId: 'team_one', assigneeId: 'agt_ada' } as const
    const handed = orThrow(await ada.openTicket(given)).ticket.id
    const briefing = { done: 'Looked.', wanted: 'Mend it.', told: 'Soon.' }
    orThrow(await ada.transfer(handed, { teamId: 'team_two', ...briefing, answerBy: clock.now() + hours(90) }))
    for (let day = 0; day < 16; day += 1) {
      clock.advance(hours(24))
      expect(orThrow(await desk.runDueTimers())).toMatchObject({ refused: [], failed: [] })
    }
    expect(await clockOf(one, snoozed)).toMatchObject({ status: 'running', elapsedMs: hours(16 * 24 - 2) })
    await expectNothingToRebuild(one, 4)
  })

  it('of a merged ticket end, those of the survivor go on, and a merge taken back starts them again', async () => {
    const one = await fixture({ storage: storage(), policies })
    const { ada, clock, desk } = one
    const [a, b] = [await opened(one), await opened(one)]
    clock.advance(hours(1))
    const merged = orThrow(await ada.mergeInto(a, { survivorId: b }))
    expect(merged.events.at(-1)?.type).toBe('sla-cancelled')
    expect((await clockOf(one, a, 'firstReply'))?.status).not.toBe('running')
    orThrow(await one.timers.receiveReply(a, { body: 'Still burning.' }))
    expect(await clockOf(one, b, 'firstReply')).toMatchObject({ status: 'running' })
    orThrow(await ada.reply(a, { body: 'On our way.' }))
    expect(await clockOf(one, b, 'firstReply')).toMatchObject({ outcome: 'met' })
    await expectNothingToRebuild(one, 2)
    clock.advance(hours(5))
    orThrow(await ada.unmerge(a))
    for (const name of ['firstReply', 'agentWork', 'untilClosed'])
      expect(await clockOf(one, a, name)).toMatchObject({
        status: 'running',
        elapsedMs: hours(1),
        earlier: [{ ending: 'merged' }],
      })
    await expectNothingToRebuild(one, 2)
    clock.advance(hours(3) + 1)
    orThrow(await desk.runDueTimers())
    const overdue = orThrow(await ada.overdue()).deadlines
    expect(overdue).toMatchObject([{ ticket: { id: a }, clock: 'firstReply', dueAt: clock.now() - 1 }])
  })

  it('start for what is split off and for what follows a ticket that cannot come back', async () => {
    const one = await fixture({ storage: storage(), policies })
    const { ada, clock, desk } = one
    const id = await opened(one)
    orThrow(await one.timers.receiveReply(id, { body: 'And the toilet.' }))
    const second = orThrow(await ada.conversation(id)).messages.at(-1)
    const split = orThrow(await ada.split(id, { messageIds: [second?.id ?? ''] }))
    expect(split.events.filter(({ type }) => type === 'sla-applied')).toHaveLength(1)
    expect(await clockOf(one, split.ticket.id)).toMatchObject({ status: 'running' })
    orThrow(await ada.reply(id, { body: 'Out.' }))
    orThrow(await ada.resolve(id, { code: 'fixed' }))
    clock.advance(hours(97))
    orThrow(await desk.runDueTimers())
    clock.advance(hours(24 * 40))
    const late = orThrow(await one.timers.receiveReply(id, { body: 'It burns again.' }))
    expect(late.ticket.id).not.toBe(id)
    expect(await clockOf(one, late.ticket.id)).toMatchObject({ status: 'running' })
    expect(await clockOf(one, id)).toMatchObject({ status: 'fulfilled' })
    orThrow(await desk.runDueTimers())
    await expectNothingToRebuild(one, 3)
  })

  it('of incidents end with the problem that caused them, and those of a parent hear of its children', async () => {
    const one = await fixture({ storage: storage(), policies })
    const { ada, clock, desk } = one
    const [incident, problem, child] = [await opened(one), await opened(one), await opened(one)]
    orThrow(await ada.link(incident, { relation: 'incident-of', otherId: problem }))
    orThrow(await ada.link(child, { relation: 'child-of', otherId: problem }))
    for (const id of [incident, problem, child]) orThrow(await ada.reply(id, { body: 'Out.' }))
    orThrow(await ada.resolve(child, { code: 'fixed' }))
    orThrow(await ada.resolve(problem, { code: 'fixed', incidents: 'resolve' }))
    orThrow(await desk.runDueTimers())
    expect(await clockOf(one, incident, 'agentWork')).toMatchObject({ outcome: 'met' })
    for (const _ of [1, 2, 3]) {
      clock.advance(hours(97))
      orThrow(await desk.runDueTimers())
    }
    expect(await clockOf(one, problem)).toMatchObject({ status: 'fulfilled' })
    await expectNothingToRebuild(one, 3)
  })

  it('follow a log that is taken over row by row or whole', async () => {
    const one = await fixture({ storage: storage(), policies })
    const { timers, clock } = one
    const at = clock.now()
    clock.advance(hours(100))
    orThrow(await timers.importTickets([{ key: 'old-1', openedAt: at, kind: 'incident', channel: 'email', status: 'open' }]))
    orThrow(await timers.recordHistory('tkt_old2', { key: 'row-1', at, open: { status: 'open' } }))
    orThrow(
      await timers.recordHistory('tkt_old2', { key: 'row-2', at: at + hours(1), changes: [{ type: 'resolve', code: 'fixed' }] }),
    )
    orThrow(await one.desk.runDueTimers())
    await expectNothingToRebuild(one, 2)
  })
})
