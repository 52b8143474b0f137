import { type Actor, addMs, instant, orThrow, parseId } from '@caseload/core'
import {
  carefulWorkflow,
  compileWorkflow,
  decideMoment,
  decideTicket,
  evolveTicket,
  isDone,
  standardWorkflow,
  type Ticket,
  type TicketCommand,
  type TicketMoment,
  type Workflow,
} from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'

const opened = instant('2026-03-02T09:00Z')
const ada: Actor = { kind: 'agent', id: 'agt_ada' }
const time: Actor = { kind: 'system', id: 'timers' }
const teamId = orThrow(parseId('team', 'team_two'))

/** What was said before time passes, by the step that time then takes. A timer plans no check-back, so a moment that solves tickets must not be added here without one. */
const before: Readonly<Record<TicketMoment, readonly Exclude<TicketCommand, { readonly type: 'open' }>[]>> = {
  'auto-close': [{ type: 'resolve', code: 'fixed' }],
  'pending-reminder': [{ type: 'request-information', messageId: null }],
  'pending-expiry': [{ type: 'request-information', messageId: null }],
  promise: [
    { type: 'promise-update', promiseId: orThrow(parseId('prm', 'prm_1')), dueAt: addMs(opened, 3_600_000) },
    { type: 'schedule-follow-up', followUpId: orThrow(parseId('fup', 'fup_1')), dueAt: addMs(opened, 3_600_000) },
  ],
  snooze: [{ type: 'snooze', until: addMs(opened, 3_600_000) }],
  'hand-over': [{ type: 'transfer', teamId }],
  'confirmation-reminder': [{ type: 'resolve', code: 'fixed' }],
  'check-back': [{ type: 'resolve', code: 'fixed' }],
}
const moments = Object.keys(before) as readonly TicketMoment[]

function after(workflow: Workflow, ticket: Ticket, command: TicketCommand): Ticket {
  const events = decideTicket(workflow, ticket, command, { actor: ada, now: opened }).unwrapOr([])
  return events.reduce<Ticket>((one, event) => evolveTicket(one, event) ?? one, ticket)
}

describe.each([standardWorkflow, carefulWorkflow])('given the workflow $id', (document) => {
  it.each(moments)('nothing is solved by time at %s, so that no solution goes without its check-back', (moment) => {
    const workflow = orThrow(compileWorkflow(document))
    const ticketId = orThrow(parseId('tkt', 'tkt_1'))
    const open = {
      type: 'open',
      ticketId,
      number: 1,
      kind: 'incident',
      channel: 'phone',
      requesterId: null,
      message: null,
    } as const
    const first = orThrow(decideTicket(workflow, null, open, { actor: ada, now: opened })).reduce<Ticket | null>(
      evolveTicket,
      null,
    )
    const ticket = before[moment].reduce<Ticket | null>((one, command) => one && after(workflow, one, command), first)
    const far = { actor: time, now: addMs(opened, 1000 * 86_400_000) }
    const solved = (ticket === null ? [] : decideMoment(moment, workflow, ticket, far).unwrapOr([])).filter(
      (event) => event.type === 'ticket-status-changed' && !isDone(event.data.fromCategory) && isDone(event.data.toCategory),
    )
    expect(solved).toEqual([])
  })
})
