import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const steps = [
  { id: 'soon', at: { percent: 75 }, actions: [{ do: 'notify', who: 'lead' }] },
  {
    id: 'late',
    at: { after: 'PT1H' },
    actions: [
      { do: 'raise-priority', to: 'urgent' },
      { do: 'reassign', team: 'team_second' },
      { do: 'change-level', level: 2 },
    ],
  },
] as const
const policies: PoliciesDocument = {
  ...standardPolicies,
  calendars: {
    office: { id: 'office', zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-17:00'] } },
    always: { id: 'always', zone: 'Europe/Helsinki', week: { 'mon-sun': ['00:00-24:00'] } },
  },
  checkBack: { share: 1, workingDays: 1, channel: 'phone', attempts: 2, calendar: 'office' },
  sla: [
    {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [
        {
          id: 'everybody',
          calendar: 'office',
          targets: {
            firstReply: { goal: 'PT4H', steps },
            nextReply: 'PT4H',
            resolution: { goal: 'PT48H', calendar: 'always' },
          },
        },
      ],
    },
  ],
}

const folder = mkdtempSync(join(tmpdir(), 'caseload-clock-change-'))
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

const from = { email: 'eve@example.com' } as const
const asked = { channel: 'email', kind: 'incident', from, body: 'Floor 3.' } as const
const friday = '2026-03-27T15:00+02:00'

/** A desk in Helsinki on the Friday before its clocks go forward. */
async function onFriday(storage: Storage): Promise<Fixture> {
  const clock = manualClock(friday)
  return { ...(await fixture({ storage, policies, clock })), clock }
}

async function clockOf({ ada }: Fixture, id: string, clock: string) {
  return orThrow(await ada.clocks(id))?.clocks[clock]
}

describe.each(stores)('given a ticket of the Friday before the clocks go forward, on %s', (_, storage) => {
  it('has the rest of its office hours on Monday in summer time, and 48 hours around the clock are 48 hours', async () => {
    const made = await onFriday(storage())
    const { ticket } = orThrow(await made.ada.openTicket(asked))
    expect(await clockOf(made, ticket.id, 'firstReply')).toMatchObject({ dueAt: instant('2026-03-30T11:00+03:00') })
    expect(await clockOf(made, ticket.id, 'resolution')).toMatchObject({ dueAt: instant(friday) + hours(48) })
    const due = orThrow(await made.ada.explainDue(ticket.id, 'resolution'))
    expect(due?.text).toContain('the clocks on the wall change at 2026-03-29T01:00:00.000Z')
    expect(due?.svg).toContain('stroke-dasharray')
  })

  it('escalates each step once, at its own instant or when somebody wakes, and takes nothing back', async () => {
    const made = await onFriday(storage())
    const { ada, clock, desk } = made
    const { ticket } = orThrow(await ada.openTicket(asked))
    clock.set(instant('2026-03-30T10:00+03:00') - 1)
    orThrow(await desk.runDueTimers())
    const reached = async () => {
      const types = ['sla-step-reached', 'sla-breached']
      const { events } = orThrow(await desk.tenant('acme').events({ limit: 500, types }))
      return events.flatMap(({ at, data }) =>
        'clock' in data && data.clock === 'firstReply' ? [['step' in data ? data.step : 'breach', at]] : [],
      )
    }
    expect(await reached()).toEqual([])
    clock.advance(1)
    orThrow(await desk.runDueTimers())
    expect(await reached()).toEqual([['soon', instant('2026-03-30T10:00+03:00')]])
    clock.set('2026-03-30T13:00+03:00')
    for (const _again of [1, 2]) orThrow(await desk.runDueTimers())
    expect(await reached()).toEqual([
      ['soon', instant('2026-03-30T10:00+03:00')],
      ['breach', clock.now()],
      ['late', clock.now()],
    ])
    expect(orThrow(await ada.ticket(ticket.id))).toMatchObject({ priority: 'urgent', teamId: 'team_second', level: 2 })
    orThrow(await ada.reply(ticket.id, { body: 'Sorry.' }))
    expect(await clockOf(made, ticket.id, 'firstReply')).toMatchObject({
      outcome: 'missed',
      breachedAt: instant('2026-03-30T11:00+03:00'),
    })
  })

  it('is asked about a working day after its solution, at the same time on the wall', async () => {
    const made = await onFriday(storage())
    const { ticket } = orThrow(await made.ada.openTicket(asked))
    orThrow(await made.ada.resolve(ticket.id, { code: 'fixed' }))
    const due = async () => orThrow(await made.ada.checkBacksDue()).checkBacks.length
    made.clock.set(instant('2026-03-30T15:00+03:00') - 1)
    orThrow(await made.desk.runDueTimers())
    expect(await due()).toBe(0)
    made.clock.advance(1)
    orThrow(await made.desk.runDueTimers())
    expect(await due()).toBe(1)
  })
})

describe.each(stores)('given who may answer, on %s', (_, storage) => {
  it('leaves the first reply owed by auto-replies, by notes and by bots, and meets it by an agent, unassigned and at night', async () => {
    const made = await onFriday(storage())
    const { ada, timers, desk } = made
    const bot = desk.tenant('acme').as({ kind: 'bot', id: 'bot_hello', roles: ['administrator'] })
    const { ticket } = orThrow(await ada.openTicket(asked))
    orThrow(await timers.reply(ticket.id, { body: 'We have received your message.', automatic: true }))
    orThrow(await ada.reply(ticket.id, { body: 'I am out of office.', automatic: true }))
    orThrow(await ada.note(ticket.id, { body: 'Who is that?' }))
    orThrow(await bot.reply(ticket.id, { body: 'Have you tried to turn it off?' }))
    orThrow(await timers.receiveReply(ticket.id, { body: 'I am out of office.', automatic: true }))
    expect(await clockOf(made, ticket.id, 'firstReply')).toMatchObject({ status: 'running', endedAt: null })
    made.clock.set('2026-03-28T03:00+02:00')
    orThrow(await ada.reply(ticket.id, { body: 'On our way.' }))
    expect(orThrow(await ada.ticket(ticket.id))?.assigneeId).toBeNull()
    expect(await clockOf(made, ticket.id, 'firstReply')).toMatchObject({ outcome: 'met', elapsedMs: hours(2) })
    orThrow(await timers.receiveReply(ticket.id, { body: 'I am out of office.', automatic: true }))
    expect((await clockOf(made, ticket.id, 'nextReply'))?.status).not.toBe('running')
    orThrow(await timers.receiveReply(ticket.id, { body: 'And now?' }))
    expect(await clockOf(made, ticket.id, 'nextReply')).toMatchObject({ status: 'running' })
  })

  it('lets no bot own a ticket', async () => {
    const made = await onFriday(storage())
    const { ticket } = orThrow(await made.ada.openTicket(asked))
    const refused = await made.ada.assign(ticket.id, { assigneeId: 'bot_hello' })
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'assigneeId' }] })
  })

  it('owes no first reply on a ticket that an agent opens, until its requester speaks', async () => {
    const made = await onFriday(storage())
    const { ada, timers } = made
    const open = async (more: object) =>
      orThrow(await ada.openTicket({ channel: 'phone', kind: 'incident', from, ...more })).ticket.id
    const statusOf = async (id: string) => (await clockOf(made, id, 'firstReply'))?.status
    const [silent, told, taken] = [
      await open({}),
      await open({ body: 'We saw it.', author: 'agent' }),
      await open({ body: 'It burns.' }),
    ]
    expect([await statusOf(silent), await statusOf(told), await statusOf(taken)]).toEqual(['idle', 'idle', 'running'])
    orThrow(await timers.receiveReply(silent, { body: 'Hello?' }))
    expect(await statusOf(silent)).toBe('running')
  })
})
