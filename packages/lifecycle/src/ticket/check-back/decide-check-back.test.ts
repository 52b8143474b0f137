import { addMs, orThrow } from '@caseload/core'
import {
  type CheckBackAnswer,
  checkBackScheduled,
  compileWorkflow,
  decideMoment,
  decideTicket,
  evolveTicket,
  momentAt,
  standardWorkflow,
  type Ticket,
  type TicketEvent,
} from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { actors, hour, open, resolve, ticketAfter, workflow } from '../../../test/desk-day.ts'

const desk = { kind: 'system', id: 'timers' } as const
const grown = (ticket: Ticket, events: readonly TicketEvent[]): Ticket => {
  const after = events.reduce<Ticket | null>(evolveTicket, ticket)
  return after ?? expect.fail('no ticket')
}
const planned = (ticket: Ticket): Ticket => {
  const plan = { attempt: 1, attempts: 2, channel: 'phone', dueAt: addMs(ticket.updatedAt, 7_200_000) }
  const event = checkBackScheduled(ticket, plan, { actor: desk, now: ticket.updatedAt })
  return grown(ticket, event === null ? [] : [event])
}
const solved = planned(ticketAfter([open, resolve]))
const later = addMs(solved.updatedAt, 10_000_000)
const record = (ticket: Ticket, answer: CheckBackAnswer, now = later, rules = workflow) =>
  decideTicket(rules, ticket, { type: 'record-check-back', answer }, { actor: actors.agent, now })

describe('given a solved ticket whose requester is to be asked', () => {
  it('becomes a task at the moment, once, and not before', () => {
    const dueAt = momentAt('check-back', workflow, solved) ?? expect.fail('no moment')
    expect(orThrow(decideMoment('check-back', workflow, solved, { actor: desk, now: addMs(dueAt, -1) }))).toEqual([])
    const events = orThrow(decideMoment('check-back', workflow, solved, { actor: desk, now: dueAt }))
    expect(events.map(({ type }) => type)).toEqual(['check-back-due'])
    const due = grown(solved, events)
    expect([due.checkBack?.due, momentAt('check-back', workflow, due)]).toEqual([true, null])
  })

  it.each(['works', 'works-partly', 'not-reached'] as const)('records %s and leaves the ticket where it is', (answer) => {
    const events = orThrow(record(solved, answer))
    expect(events).toMatchObject([
      { type: 'check-back-answered', data: { answer, attempt: 1, attempts: 2, channel: 'phone', resolvedAt: solved.resolvedAt } },
    ])
    expect(grown(solved, events)).toMatchObject({ category: 'resolved', checkBack: null })
  })

  it('comes back where it does not work, by the rules of every reopening', () => {
    const events = orThrow(record(solved, 'does-not-work'))
    expect(events.map(({ type }) => type)).toEqual(['check-back-answered', 'ticket-status-changed'])
    expect(grown(solved, events)).toMatchObject({ category: 'open', reopenCount: 1, checkBack: null })
    const late = addMs(solved.resolvedAt ?? later, (workflow.reopenWindowMs ?? 0) + 1)
    expect(record(solved, 'does-not-work', late)._unsafeUnwrapErr().kind).toBe('ticket/reopen-window-passed')
    expect(record(solved, 'works', late).isOk()).toBe(true)
  })

  it('is asked about after it was closed, and no more once it came back or was cancelled', () => {
    const rules = orThrow(compileWorkflow(standardWorkflow))
    const moved = (type: 'close' | 'reopen' | 'cancel') =>
      grown(solved, orThrow(decideTicket(rules, solved, { type }, { actor: actors.agent, now: later })))
    expect(moved('close').checkBack).toEqual(solved.checkBack)
    expect([moved('reopen').checkBack, moved('cancel').checkBack]).toEqual([null, null])
  })

  it('refuses an answer where nobody is to be asked, and a word it does not know', () => {
    const none = ticketAfter([open, resolve])
    expect(record(none, 'works', hour(9))._unsafeUnwrapErr().kind).toBe('ticket/no-check-back')
    const odd: unknown = 'perhaps'
    const command = { type: 'record-check-back', answer: 'works' } as const
    Reflect.set(command, 'answer', odd)
    expect(decideTicket(workflow, solved, command, { actor: actors.agent, now: later })._unsafeUnwrapErr().kind).toBe(
      'ticket/invalid-command',
    )
  })
})
