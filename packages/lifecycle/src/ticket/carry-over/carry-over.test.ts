import { addMs, type Instant, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, bob, hour, open, resolve, type Step, ticketAfter, workflow } from '../../../test/desk-day.ts'
import { as, other, third } from '../../../test/given-command.ts'
import { decideTicket } from '../decide-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import { absorbTicket, releaseTicket } from '../merge/survive.ts'
import { momentAt } from '../moments.ts'
import { openObligations } from '../obligations.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketCommand } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import { carriedCommand } from './carried-command.ts'
import { obligationsReturned } from './decide-carry-over.ts'

const promiseId = orThrow(parseId('prm', 'prm_1'))
const followUpId = orThrow(parseId('fup', 'fup_1'))
const ask = (approvalId: string): Step => [
  'agent',
  { type: 'request-approval', approvalId, about: 'quote', approver: { kind: 'agent', id: bob } },
]
const promised: Step = ['agent', { type: 'promise-update', promiseId, dueAt: hour(100) }]
const owing: readonly Step[] = [
  open,
  promised,
  ['agent', { type: 'schedule-follow-up', followUpId, dueAt: hour(120), purpose: 'check-back' }],
  ask('q'),
]

const after = (ticket: Ticket, events: readonly TicketEvent[]): Ticket => {
  const folded = events.reduce<Ticket | null>(evolveTicket, ticket)
  if (folded === null) throw new TypeError('a ticket')
  return folded
}
const by = (now: Instant) => ({ actor: actors.agent, now })
const give = (ticket: Ticket, command: TicketCommand, now = hour(60)): Ticket =>
  after(ticket, orThrow(decideTicket(workflow, ticket, command, { actor: actors.system, now })))
const merge = (one: Ticket, two: Ticket, now = hour(60)): readonly [Ticket, Ticket] => [
  after(one, orThrow(decideTicket(workflow, one, { type: 'merge-into', survivorId: two.id }, by(now)))),
  after(two, orThrow(absorbTicket(workflow, two, one, by(now)))),
]
/** A ticket by itself again, after the tickets it went on in. */
const unmerge = (one: Ticket, way: readonly Ticket[], now = hour(70)): readonly [Ticket, ...Ticket[]] => [
  after(one, [
    ...orThrow(decideTicket(workflow, one, { type: 'unmerge', messagesStaying: 0 }, by(now))),
    ...obligationsReturned(one, way, by(now)),
  ]),
  ...way.map((each) => after(each, releaseTicket(each, one.id, by(now)))),
]
const held = ({ promises, followUps, approvals }: Ticket) => ({
  promises: promises.map(({ id, dueAt }) => [id, dueAt]),
  followUps: followUps.map(({ id, dueAt }) => [id, dueAt]),
  approvals: approvals.map(({ id, state }) => [id, state]),
})
const nothing = { promises: [], followUps: [], approvals: [] }

describe('given a merge of a ticket that owes something', () => {
  const one = ticketAfter(owing)
  const two = as(other, [open])

  it('passes it on to the survivor, which takes it over as it stands; both say so', () => {
    const passed = orThrow(decideTicket(workflow, one, { type: 'merge-into', survivorId: other }, by(hour(60)))).at(-1)
    expect(passed).toMatchObject({
      type: 'obligations-passed-on',
      data: { to: other, promiseIds: [promiseId], followUpIds: [followUpId], approvalIds: ['q'] },
    })
    const taken = orThrow(absorbTicket(workflow, two, one, by(hour(60)))).at(-1)
    const way = (id: string) => [{ ticketId: one.id, id }]
    expect(taken).toMatchObject({
      type: 'obligations-taken-over',
      data: {
        from: one.id,
        promises: one.promises,
        followUps: one.followUps,
        approvals: one.approvals,
        ways: [
          { owed: 'promise', id: promiseId, way: way(promiseId) },
          { owed: 'follow-up', id: followUpId, way: way(followUpId) },
          { owed: 'approval', id: 'q', way: way('q') },
        ],
        settled: [],
      },
    })
  })

  it('leaves it open in one place, with the time told and its reminder', () => {
    const [merged, survivor] = merge(one, two)
    expect(held(merged)).toEqual({ ...nothing, approvals: [['q', 'passed-on']] })
    expect(held(survivor)).toEqual(held(one))
    expect([survivor.approval, merged.approval]).toEqual(['pending', null])
    expect(momentAt('promise', workflow, survivor)).toBe(momentAt('promise', workflow, one))
    expect(momentAt('promise', workflow, merged)).toBeNull()
    expect(openObligations(merged)).toEqual([])
    expect(openObligations(survivor)).toHaveLength(3)
  })

  it('says nothing of it where nothing is owed', () => {
    const free = ticketAfter([open])
    const happened = orThrow(decideTicket(workflow, free, { type: 'merge-into', survivorId: other }, by(hour(60))))
    expect(happened.map(({ type }) => type)).toEqual(['ticket-merged', 'ticket-status-changed'])
    expect(orThrow(absorbTicket(workflow, two, free, by(hour(60)))).map(({ type }) => type)).toEqual(['ticket-absorbed'])
    const [merged, survivor] = merge(free, two)
    expect(obligationsReturned(merged, [survivor], by(hour(70)))).toEqual([])
  })

  it('gives an approval another name where its own is taken', () => {
    const [, survivor] = merge(one, as(other, [open, ask('q'), ask('q~2')]))
    expect(held(survivor).approvals).toEqual([
      ['q', 'pending'],
      ['q~2', 'pending'],
      ['q~3', 'pending'],
    ])
    const long = 'n'.repeat(64)
    const [, wide] = merge(ticketAfter([open, ask(long)]), as(other, [open, ask(long)]))
    expect(wide.approvals.map(({ id }) => id)).toEqual([long, `${'n'.repeat(62)}~2`])
  })

  it('refuses what the survivor could not hold, and a promise that both hold', () => {
    const reason = (survivor: Ticket) => absorbTicket(workflow, survivor, one, by(hour(60)))._unsafeUnwrapErr().reason
    const fifty = (make: (index: number) => Step) => as(other, [open, ...Array.from({ length: 50 }, (_, index) => make(index))])
    const prm = (index: number) => orThrow(parseId('prm', `prm_x${index}`))
    const fup = (index: number) => orThrow(parseId('fup', `fup_x${index}`))
    expect(reason(fifty((index) => ['agent', { type: 'promise-update', promiseId: prm(index), dueAt: hour(900 + index) }]))).toBe(
      'too-many',
    )
    expect(reason(fifty((index) => ['agent', { type: 'schedule-follow-up', followUpId: fup(index), dueAt: hour(900) }]))).toBe(
      'too-many',
    )
    expect(reason(fifty((index) => ask(`q${index}`)))).toBe('too-many')
    expect(reason(as(other, [open, promised]))).toBe('same-identity')
  })

  it('lets whoever asked withdraw it there, and nobody else but a supervisor', () => {
    const [, survivor] = merge(one, two)
    const command = { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' } as const
    const asked = (id: string) => decideTicket(workflow, survivor, command, { actor: { kind: 'agent', id }, now: hour(70) })
    expect(asked('agt_ada').isOk()).toBe(true)
    expect(asked('agt_bob')._unsafeUnwrapErr().kind).toBe('ticket/not-the-asker')
  })
})

describe('given a merge that is taken back', () => {
  const one = ticketAfter(owing)
  const two = as(other, [open, ask('q')])

  it('gives back what is still open, under the name it had, and leaves no trace with the survivor', () => {
    const [back, released] = unmerge(...asWay(merge(one, two)))
    expect(held(back)).toEqual(held(one))
    expect(back.approvals).toEqual(one.approvals)
    expect([back.takenOver, back.passedOn]).toEqual([[], []])
    expect(held(released ?? two)).toEqual(held(two))
    expect([released?.takenOver, released?.passedOn]).toEqual([[], []])
    expect(momentAt('promise', workflow, back)).toBe(momentAt('promise', workflow, one))
  })

  it('leaves settled what was settled meanwhile, and says so', () => {
    const [merged, survivor] = merge(one, two)
    const kept = give(survivor, { type: 'keep-promise', promiseId })
    const settled = give(kept, { type: 'approve', approvalId: 'q~2' })
    const [event] = obligationsReturned(merged, [settled], by(hour(70)))
    expect(event?.data.settled).toEqual([
      { owed: 'promise', id: promiseId },
      { owed: 'approval', id: 'q' },
    ])
    const [back, released] = unmerge(merged, [settled])
    expect(held(back)).toEqual({ promises: [], followUps: held(one).followUps, approvals: [['q', 'approved']] })
    expect(back.approval).toBe('approved')
    expect(back.approvals[0]).toMatchObject({ decidedBy: 'system:desk', requestedBy: 'agent:agt_ada' })
    expect(held(released ?? two)).toEqual({
      ...nothing,
      approvals: [
        ['q', 'pending'],
        ['q~2', 'approved'],
      ],
    })
  })

  it('keeps another time that was told meanwhile, and a miss', () => {
    const [merged, survivor] = merge(one, two)
    const told = give(survivor, { type: 'promise-update', promiseId, dueAt: hour(90) })
    const late = after(told, [
      { type: 'promise-missed', at: addMs(hour(90), 1), actor: 'system:timers', data: { promiseId, dueAt: hour(90) } },
    ])
    const [back] = unmerge(merged, [late], hour(95))
    expect(back.promises).toMatchObject([{ dueAt: hour(90), missed: true, firstDueAt: hour(100), moves: 1 }])
    expect([back.missedPromises, late.missedPromises]).toEqual([0, 1])
  })

  it('gives back as withdrawn what was withdrawn, and leaves what was asked anew under its name where it was asked', () => {
    const [merged, taken] = merge(one, as(other, [open]))
    const withdrawn = give(taken, { type: 'withdraw-approval', approvalId: 'q', reason: 'moot' })
    const anew = { type: 'request-approval', approvalId: 'q', about: 'deposit', approver: { kind: 'requester' } } as const
    const asked = give(withdrawn, anew)
    expect(asked.approvals).toMatchObject([{ id: 'q', about: 'deposit', state: 'pending' }])
    expect(carriedCommand({ type: 'approve', approvalId: 'q' }, one.id, asked)).toBeNull()
    const [back, released] = unmerge(merged, [asked])
    expect(back.approvals).toMatchObject([{ id: 'q', about: 'quote', state: 'withdrawn', decidedBy: 'system:desk' }])
    expect(released?.approvals).toMatchObject([{ id: 'q', about: 'deposit', state: 'pending' }])
    expect([released?.takenOver, released?.passedOn, back.takenOver]).toEqual([[], [], []])
    const [last, farther] = merge(asked, as(third, [open]))
    const [past, middle, end] = unmerge(merged, [last, farther])
    expect(past.approvals).toMatchObject([{ about: 'quote', state: 'withdrawn' }])
    expect(end?.approvals).toMatchObject([{ about: 'deposit', state: 'pending' }])
    expect(middle?.passedOn).toMatchObject([{ owed: 'approval', id: 'q' }])
  })

  it('withdraws everything where the survivor is cancelled, decisions nobody took, too', () => {
    const [merged, survivor] = merge(one, two)
    const [back] = unmerge(merged, [give(survivor, { type: 'cancel' })])
    expect(held(back)).toEqual({ ...nothing, approvals: [['q', 'withdrawn']] })
  })
})

describe('given merges in a row', () => {
  const one = ticketAfter(owing)
  const [mergedOne, two] = merge(one, as(other, [open, ask('q')]))
  const [mergedTwo, last] = merge(two, as(third, [open]))

  it('carries everything to the last survivor', () => {
    expect(held(mergedTwo).promises).toEqual([])
    expect(held(last).promises).toEqual(held(one).promises)
    expect(last.takenOver.map(({ id, way }) => [id, way.map(({ ticketId }) => ticketId)])).toEqual([
      [promiseId, [one.id, other]],
      [followUpId, [one.id, other]],
      ['q', [other]],
      ['q~2', [one.id, other]],
    ])
  })

  it('gives back to the middle what is its own and what came to it', () => {
    const [backTwo, released] = unmerge(mergedTwo, [last])
    expect(held(backTwo)).toEqual(held(two))
    expect(backTwo.takenOver).toEqual(two.takenOver)
    expect(held(released ?? last)).toEqual(nothing)
    const [backOne, free] = unmerge(mergedOne, [backTwo])
    expect(held(backOne)).toEqual(held(one))
    expect(held(free ?? two)).toEqual({ ...nothing, approvals: [['q', 'pending']] })
  })

  it('gives back past the middle, which then claims nothing of it', () => {
    const [backOne, middle, lastNow] = unmerge(mergedOne, [mergedTwo, last])
    if (middle === undefined || lastNow === undefined) throw new TypeError('two tickets of the way')
    expect(held(backOne)).toEqual(held(one))
    expect(held(lastNow)).toEqual({ ...nothing, approvals: [['q', 'pending']] })
    const [backTwo, free] = unmerge(middle, [lastNow])
    expect(held(backTwo)).toEqual({ ...nothing, approvals: [['q', 'pending']] })
    expect(held(free ?? last)).toEqual(nothing)
    const [event] = obligationsReturned(middle, [lastNow], by(hour(80)))
    expect(event?.data.settled).toEqual([])
  })

  it('tells a ticket what was decided on the way, wherever that was', () => {
    const decided = give(last, { type: 'decline', approvalId: 'q~2' })
    const [backTwo] = unmerge(mergedTwo, [decided])
    const [backOne] = unmerge(mergedOne, [backTwo])
    expect(backOne.approvals).toMatchObject([{ id: 'q', state: 'declined' }])
    const [past] = unmerge(mergedOne, [mergedTwo, decided])
    expect(past.approvals).toMatchObject([{ id: 'q', state: 'declined' }])
  })
})

describe('given a ticket that is merged', () => {
  it('lets time do nothing with it, and goes on where it stood when the merge is taken back', () => {
    const asleep = ticketAfter([open, ['agent', { type: 'snooze', until: hour(65) }]])
    const [merged, survivor] = merge(asleep, as(other, [open]))
    expect(momentAt('snooze', workflow, merged)).toBeNull()
    const [back] = unmerge(merged, [survivor])
    expect(momentAt('snooze', workflow, back)).toBe(hour(65))
  })

  it('keeps a check-back for the day it goes on by itself', () => {
    const resolved = ticketAfter([open, resolve])
    const due = after(resolved, [
      {
        type: 'check-back-scheduled',
        at: hour(3),
        actor: 'system:desk',
        data: { attempt: 1, attempts: 2, channel: 'phone', dueAt: hour(80), resolvedAt: hour(1) },
      },
    ])
    const [merged, survivor] = merge(due, as(other, [open]))
    expect(momentAt('check-back', workflow, merged)).toBeNull()
    const [back] = unmerge(merged, [survivor])
    expect(back.checkBack).toEqual(due.checkBack)
    expect(give(due, { type: 'cancel' }).checkBack).toBeNull()
  })
})

function asWay([merged, survivor]: readonly [Ticket, Ticket]): readonly [Ticket, readonly Ticket[]] {
  return [merged, [survivor]]
}
