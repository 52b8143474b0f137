import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMs, orThrow } from '@caseload/core'
import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'

const checkBack = { share: 1, workingDays: 1, channel: 'phone', attempts: 2, calendar: 'office' } as const
const office = { zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } } as const
const policies: PoliciesDocument = { ...standardPolicies, calendars: { office }, checkBack }
const folder = mkdtempSync(join(tmpdir(), 'caseload-check-back-'))
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

async function solved({ ada }: Fixture): Promise<string> {
  const from = { email: 'eve@example.com' }
  const { ticket } = orThrow(await ada.openTicket({ from, channel: 'email', kind: 'question', subject: 'VPN', body: 'Help' }))
  const answer = orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
  expect(answer.events.map(({ type }) => type)).toContain('check-back-scheduled')
  return ticket.id
}

describe.each(stores)('given a desk on %s that asks everybody the next working day', (_, storage) => {
  const desk = async () => fixture({ storage: storage(), policies })
  const idsDue = async ({ ada }: Fixture) => orThrow(await ada.checkBacksDue()).checkBacks.map(({ ticket }) => ticket.id)

  it('makes asking a task when it is due, once, and no more when it was answered', async () => {
    const made = await desk()
    const id = await solved(made)
    made.clock.advance(hours(24) - 1)
    orThrow(await made.desk.runDueTimers())
    expect(await idsDue(made)).toEqual([])
    made.clock.advance(1)
    expect(orThrow(await made.desk.runDueTimers()).acted).toBe(1)
    expect(orThrow(await made.desk.runDueTimers()).acted).toBe(0)
    expect(orThrow(await made.ada.checkBacksDue()).checkBacks).toMatchObject([
      { ticket: { id }, checkBack: { attempt: 1, attempts: 2, channel: 'phone', due: true } },
    ])
    const answered = orThrow(await made.ada.recordCheckBack(id, { answer: 'works' }))
    expect(answered.ticket.category).toBe('resolved')
    expect(await idsDue(made)).toEqual([])
    expect((await made.ada.recordCheckBack(id, { answer: 'works' }))._unsafeUnwrapErr().kind).toBe('ticket/no-check-back')
    const timeline = orThrow(await made.ada.timeline(id)).entries.map(({ what }) => what.key)
    expect(timeline.filter((key) => key.includes('check-back'))).toEqual([
      'planner/check-back-scheduled',
      'planner/check-back-due',
      'planner/check-back-answered',
    ])
  })

  it('tries again the next working day while nobody is reached, and then gives up', async () => {
    const made = await desk()
    const id = await solved(made)
    for (const attempt of [1, 2]) {
      made.clock.advance(hours(24))
      orThrow(await made.desk.runDueTimers())
      expect(await idsDue(made)).toEqual([id])
      expect(orThrow(await made.ada.checkBacksDue()).checkBacks[0]?.checkBack.attempt).toBe(attempt)
      orThrow(await made.ada.recordCheckBack(id, { answer: 'not-reached' }))
      expect(await idsDue(made)).toEqual([])
    }
    made.clock.advance(hours(72))
    orThrow(await made.desk.runDueTimers())
    expect(await idsDue(made)).toEqual([])
    const { works, notReached, population } = orThrow(await made.ada.solutionEffectiveness())
    expect([works.share, works.of, notReached, population]).toEqual([null, 0, 1, 1])
  })

  it('brings back what does not work, and draws the next solution anew', async () => {
    const made = await desk()
    const id = await solved(made)
    const back = orThrow(await made.ada.recordCheckBack(id, { answer: 'does-not-work', remark: 'Still down.' }))
    expect(back.ticket).toMatchObject({ id, category: 'open', reopenCount: 1, checkBack: null })
    orThrow(await made.ada.resolve(id, { code: 'fixed' }))
    orThrow(await made.ada.recordCheckBack(id, { answer: 'works' }))
    made.clock.advance(hours(15 * 24))
    const report = orThrow(await made.ada.solutionEffectiveness())
    expect([report.population, report.works.share, report.works.of]).toEqual([2, 0.5, 2])
    expect([report.quiet.share, report.quiet.of]).toEqual([0.5, 2])
    expect(orThrow(await made.ada.solutionEffectiveness({ before: '2026-03-01T00:00Z' })).population).toBe(0)
  })

  it('makes a follow-up of what does not work after the window, with the answer in the history of the first', async () => {
    const made = await desk()
    const id = await solved(made)
    made.clock.advance(hours(24 * 90))
    const followUp = orThrow(await made.ada.recordCheckBack(id, { answer: 'does-not-work' }))
    expect(followUp.ticket.id).not.toBe(id)
    expect(followUp.ticket.links).toMatchObject([{ relation: 'follow-up-of', ticketId: id }])
    const types = orThrow(await made.ada.timeline(id)).entries.map(({ event }) => event.type)
    expect(types.slice(-2)).toEqual(['check-back-answered', 'ticket-linked'])
    expect((await made.ada.recordCheckBack(id, { answer: 'works' }))._unsafeUnwrapErr().kind).toBe('ticket/no-check-back')
  })

  it('forgets the task where the ticket comes back before it is asked about', async () => {
    const made = await desk()
    const id = await solved(made)
    orThrow(await made.ada.reopen(id))
    made.clock.advance(hours(48))
    orThrow(await made.desk.runDueTimers())
    expect(await idsDue(made)).toEqual([])
  })

  it('takes for a new contact what the requester wrote and what came back, and neither machines nor the desk itself', async () => {
    const made = await desk()
    const { ada, timers, clock } = made
    const quietAfter = async (what: (id: string) => Promise<unknown>) => {
      const from = clock.now()
      const id = await solved(made)
      clock.advance(hours(24))
      const done = await what(id)
      expect(done).toMatchObject({ value: expect.anything() })
      clock.advance(hours(15 * 24))
      const { quiet } = orThrow(await ada.solutionEffectiveness({ from, before: addMs(from, 1) }))
      return [quiet.share, quiet.of]
    }
    const body = 'x'
    const from = { email: 'eve@example.com' }
    const another = async () => orThrow(await ada.openTicket({ from, channel: 'email', kind: 'question', body })).ticket.id
    const known = await another()
    expect(await quietAfter(async (survivorId) => ada.mergeInto(known, { survivorId }))).toEqual([1, 1])
    expect(await quietAfter(async (survivorId) => ada.mergeInto(await another(), { survivorId }))).toEqual([0, 1])
    expect(await quietAfter(async (id) => timers.receiveReply(id, { body, automatic: true }))).toEqual([1, 1])
    expect(await quietAfter(async (id) => ada.reply(id, { body }))).toEqual([1, 1])
    expect(await quietAfter(async (id) => ada.note(id, { body }))).toEqual([1, 1])
    expect(await quietAfter(async (id) => timers.receiveReply(id, { body }))).toEqual([0, 1])
    expect(await quietAfter(async (id) => ada.reopen(id))).toEqual([0, 1])
  })

  it('plans nothing for what ends without a solution, and counts it for none', async () => {
    const made = await desk()
    const { ada } = made
    for (const how of ['cancel', 'markSpam'] as const) {
      const { ticket } = orThrow(await ada.openTicket({ channel: 'email', kind: 'question', body: 'Help' }))
      orThrow(await ada[how](ticket.id))
      const ended = orThrow(await ada.ticket(ticket.id))
      expect(ended).toMatchObject({ category: 'closed', checkBack: null })
      expect(ended?.outcome).not.toBe('solved')
    }
    made.clock.advance(hours(48))
    orThrow(await made.desk.runDueTimers())
    expect(await idsDue(made)).toEqual([])
    expect(orThrow(await ada.solutionEffectiveness()).population).toBe(0)
  })

  it('reports what was exceeded beside the time told itself', async () => {
    const made = await desk()
    const from = { email: 'eve@example.com' }
    const { ticket } = orThrow(await made.ada.openTicket({ from, channel: 'email', kind: 'question', body: 'Help' }))
    const told = orThrow(await made.ada.promiseUpdate(ticket.id, { dueAt: made.clock.now() + hours(8), about: 'call-back' }))
    const { promises } = told.ticket
    const promiseId = ('hidden' in promises ? undefined : promises[0]?.id) ?? expect.fail('no promise')
    orThrow(await made.ada.scheduleFollowUp(ticket.id, { dueAt: made.clock.now() + hours(1) }))
    made.clock.advance(hours(2))
    orThrow(await made.ada.keepPromise(ticket.id, { promiseId }))
    expect(orThrow(await made.ada.promisesKept())).toEqual({
      ...{ population: 1, settled: 1, keptShare: 1, exceededShare: 1 },
      ...{ medianToldMs: hours(8), medianTakenMs: hours(2), moved: 0 },
    })
    expect(orThrow(await made.ada.promisesKept({ about: 'follow-ups' }))).toMatchObject({ settled: 1, keptShare: 0 })
  })
})

describe('given a share of a half', () => {
  it('asks about half of many, and always about the same', async () => {
    const drawn = async () => {
      const { ada } = await fixture({ policies: { ...policies, checkBack: { ...checkBack, share: 0.5 } } })
      const planned: boolean[] = []
      for (let count = 0; count < 200; count += 1) {
        const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' }))
        planned.push(
          orThrow(await ada.resolve(ticket.id, { code: 'fixed' })).events.some(({ type }) => type === 'check-back-scheduled'),
        )
      }
      return planned
    }
    const first = await drawn()
    expect(first.filter(Boolean).length).toBeGreaterThan(70)
    expect(first.filter(Boolean).length).toBeLessThan(130)
    expect(await drawn()).toEqual(first)
  })

  it('refuses policies whose check-back counts in a calendar there is not', async () => {
    const { compilePolicies } = await import('@caseload/planner')
    const issues = compilePolicies({ ...policies, checkBack: { ...checkBack, calendar: 'none' } })._unsafeUnwrapErr()
    expect(issues).toMatchObject([{ kind: 'policies/check-back', path: 'checkBack.calendar', known: ['office'] }])
  })
})

describe('given a ticket that a version of the desk stored which knew of no check-backs', () => {
  it('names the document that cannot be read, whatever is done with it, and fails at nothing else', async () => {
    const inner = memoryStorage()
    const made = await fixture({ storage: inner, policies })
    const id = await solved(made)
    const other = await solved(made)
    const old: Storage = {
      ...inner,
      open: (options) =>
        inner.open(options).map((opened) => {
          const { store } = opened
          const load: typeof store.load = (tenant, refs, more) =>
            store.load(tenant, refs, more).map((docs) => docs.map((doc) => (doc?.ref.id === id ? withoutCheckBack(doc) : doc)))
          return { ...opened, store: { ...store, load } }
        }),
    }
    const { ada } = await fixture({ storage: old, policies, idPrefix: 'n' })
    const answers = [
      await ada.recordCheckBack(id, { answer: 'works' }),
      await ada.note(id, { body: 'x' }),
      await ada.allowedCommands(id),
    ]
    const problem = { kind: 'planner/unreadable-document', ref: { kind: 'ticket', id } }
    for (const answer of answers) expect(answer._unsafeUnwrapErr()).toMatchObject(problem)
    expect((await ada.recordCheckBack(other, { answer: 'works' })).isOk()).toBe(true)
  })
})

/** The ticket as the store keeps it, in JSON, without what is known of check-backs. */
function withoutCheckBack<Stored extends { readonly ref: { readonly kind: string }; readonly doc: string }>(
  stored: Stored,
): Stored {
  if (stored.ref.kind !== 'ticket') return stored
  const { checkBack: _, ...rest } = JSON.parse(stored.doc)
  return { ...stored, doc: JSON.stringify(rest) }
}
