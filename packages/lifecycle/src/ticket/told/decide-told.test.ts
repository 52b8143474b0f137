import { addMs, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import {
  assign,
  careful,
  checklist,
  close,
  hour,
  message,
  open,
  opening,
  type Step,
  ticketAfter,
  variant,
  workflow,
} from '../../../test/desk-day.ts'
import { asked, facts } from '../../../test/given-ticket.ts'
import { replyReach } from '../../intake/reply-reach.ts'
import { decideObserved } from '../decide-observed.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import { decideMoment, momentAt } from '../moments.ts'
import type { Ticket } from '../ticket.ts'

const promiseId = orThrow(parseId('prm', 'prm_1'))
const agreed: Step = ['agent', { type: 'confirm-problem', statementId: null }]
const reply: Step = ['agent', { type: 'reply', messageId: message }]
const resolve: Step = ['agent', { type: 'resolve', code: 'fixed' }]
const byCall: Step = ['agent', { type: 'resolve', code: 'fixed', told: { by: 'call', call: 'c-1' } }]
const timers = { kind: 'system', id: 'timers' } as const

describe('given a solution', () => {
  it('is told by the last public message to the requester, where resolve names nothing else', () => {
    const answered = ticketAfter([open, reply])
    expect(facts(orThrow(asked(workflow, answered, resolve[1]))).slice(1)).toEqual([
      ['solution-told', { by: 'message', messageId: message, reference: null }],
    ])
    const after = ticketAfter([open, reply, resolve])
    expect([after.toldAt, after.toldBy]).toEqual([hour(2), 'message'])
  })

  it('is told by nothing where there was no such message: not the agent’s own opening, a machine’s or the system’s', () => {
    const silent: readonly Step[][] = [
      [open],
      [['agent', { ...opening, message: { messageId: message, author: 'agent', visibility: 'public', automatic: false } }]],
      [open, ['agent', { type: 'reply', messageId: message, automatic: true }]],
      [open, ['system', { type: 'reply', messageId: message }]],
      [open, ['agent', { type: 'note', messageId: message }]],
    ]
    for (const steps of silent) {
      const events = orThrow(asked(workflow, ticketAfter(steps), resolve[1]))
      expect(events.map(({ type }) => type)).toEqual(['ticket-status-changed'])
    }
  })

  it.each([
    [
      { by: 'call', call: 'c-1' },
      { by: 'call', messageId: null, reference: 'c-1' },
    ],
    [{ by: 'call' }, { by: 'call', messageId: null, reference: null }],
    [
      { by: 'article', article: 'kb-7' },
      { by: 'article', messageId: null, reference: 'kb-7' },
    ],
    [
      { by: 'exempt', reason: 'no-contact-known' },
      { by: 'exempt', messageId: null, reference: 'no-contact-known' },
    ],
    [
      { by: 'message', messageId: message },
      { by: 'message', messageId: message, reference: null },
    ],
  ] as const)('is told as resolve says: %j', (told, data) => {
    const answered = ticketAfter([open, reply])
    expect(facts(orThrow(asked(workflow, answered, { type: 'resolve', code: 'fixed', told })))[1]).toEqual([
      'solution-told',
      data,
    ])
  })

  it('keeps what was promised where it was told by call or article, and not where it was not told', () => {
    const promised = ticketAfter([open, ['agent', { type: 'promise-update', promiseId, dueAt: hour(30) }]])
    const types = (command: Parameters<typeof asked>[2]) => orThrow(asked(workflow, promised, command)).map(({ type }) => type)
    expect(types(byCall[1])).toEqual(['ticket-status-changed', 'solution-told', 'promise-kept'])
    expect(types({ type: 'resolve', code: 'fixed', told: { by: 'exempt', reason: 'moot' } })).not.toContain('promise-kept')
  })

  it.each([
    [{ by: 'message' }],
    [{ by: 'exempt' }],
    [{ by: 'article' }],
    [{ by: 'pigeon' }],
    [{ by: 'call', reason: 'x' }],
    [null],
  ])('is refused where it is said badly: %j', (told) => {
    const command = Object.assign({}, { type: 'resolve', code: 'fixed', told } as never)
    expect(asked(workflow, ticketAfter([open]), command)._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'told',
    })
  })
})

describe('given a workflow that wants solutions told', () => {
  const untold = ticketAfter([open, assign, agreed, resolve], careful)

  it('refuses to close a solved ticket before it is, by hand or by time', () => {
    expect(asked(careful, untold, { type: 'close' })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/not-told',
      toStatus: 'closed',
    })
    expect(momentAt('auto-close', careful, untold)).toBeNull()
  })

  it('closes it after a public answer, or after it is said how they were told', () => {
    const answered = orThrow(asked(careful, untold, { type: 'reply', messageId: message }))
    expect(facts(answered)[1]).toEqual(['solution-told', { by: 'message', messageId: message, reference: null }])
    for (const command of [
      { type: 'reply', messageId: message },
      { type: 'tell-solution', told: { by: 'call' } },
      { type: 'tell-solution', told: { by: 'exempt', reason: 'moved-away' } },
    ] as const) {
      const told = fold(untold, orThrow(asked(careful, untold, command)))
      expect(asked(careful, told, { type: 'close' }).isOk()).toBe(true)
      // Where nobody was told there is nothing to wait for anew.
      const since = told.toldBy === 'exempt' ? hour(3) : hour(10)
      expect(momentAt('auto-close', careful, told)).toBe(addMs(since, 96 * 3_600_000))
    }
  })

  it('asks nobody to tell where nobody is known to have asked, nor where it ends otherwise than solved', () => {
    const anonymous: Step = ['agent', { ...opening, requesterId: null }]
    expect(asked(careful, ticketAfter([anonymous, agreed, resolve], careful), { type: 'close' }).isOk()).toBe(true)
    expect(asked(careful, ticketAfter([open], careful), { type: 'cancel' }).isOk()).toBe(true)
  })

  it('wants it told anew after the ticket came back', () => {
    const again = ticketAfter([open, agreed, byCall, ['agent', { type: 'reopen' }], resolve], careful)
    expect(again.toldBy).toBeNull()
    expect(asked(careful, again, { type: 'close' })._unsafeUnwrapErr().kind).toBe('ticket/not-told')
  })
})

describe('given a requester who is asked whether it works', () => {
  const waiting = ticketAfter([open, agreed, byCall], careful)

  it('is asked when the ticket is resolved, with what silence will mean and when', () => {
    const events = orThrow(asked(careful, ticketAfter([open, agreed], careful), byCall[1], 'agent', hour(2)))
    expect(facts(events).at(-1)).toEqual(['confirmation-asked', { until: addMs(hour(2), 96 * 3_600_000), silence: 'accepted' }])
    expect(waiting.confirmation).toBe('asked')
  })

  it('confirms, and that closes the ticket', () => {
    expect(orThrow(asked(careful, waiting, { type: 'confirm-resolution' }, 'requester')).map(({ type }) => type)).toEqual([
      'resolution-confirmed',
      'ticket-status-changed',
    ])
    expect(facts(orThrow(asked(careful, waiting, { type: 'confirm-resolution', channel: 'phone' })))[0]).toEqual([
      'resolution-confirmed',
      { by: 'staff', channel: 'phone' },
    ])
  })

  it('confirms without closing where the solution was not told, or the workflow keeps it', () => {
    const untold = ticketAfter([open, agreed, resolve], careful)
    expect(orThrow(asked(careful, untold, { type: 'confirm-resolution' }, 'requester')).map(({ type }) => type)).toEqual([
      'resolution-confirmed',
    ])
    const standing = ticketAfter([open, resolve])
    const confirmed = fold(standing, orThrow(asked(workflow, standing, { type: 'confirm-resolution' }, 'requester')))
    expect([confirmed.category, confirmed.confirmation]).toEqual(['resolved', 'confirmed'])
    expect(orThrow(asked(workflow, confirmed, { type: 'confirm-resolution' }, 'requester'))).toEqual([])
  })

  it('rejects, and the ticket comes back', () => {
    const rejected = orThrow(asked(careful, waiting, { type: 'reject-resolution', reason: 'still-broken' }, 'requester'))
    expect(facts(rejected)[0]).toEqual(['resolution-rejected', { by: 'requester', reason: 'still-broken' }])
    expect(rejected[1]).toMatchObject({ type: 'ticket-status-changed', data: { to: 'open', cause: 'reject-resolution' } })
    const back = fold(waiting, rejected)
    expect([back.category, back.confirmation, back.toldBy, back.reopenCount]).toEqual(['open', 'rejected', null, 1])
  })

  it('is refused where nothing is resolved, to a bot, and after the window', () => {
    expect(asked(careful, ticketAfter([open], careful), { type: 'reject-resolution' })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/not-in-this-category',
      category: 'new',
    })
    expect(asked(careful, waiting, { type: 'confirm-resolution' }, 'bot')._unsafeUnwrapErr().kind).toBe(
      'ticket/actor-not-allowed',
    )
    const late = asked(
      variant({ autoCloseAfter: null }),
      ticketAfter([open, resolve]),
      { type: 'reject-resolution' },
      'requester',
      hour(2000),
    )
    expect(late._unsafeUnwrapErr().kind).toBe('ticket/reopen-window-passed')
  })

  it('is reminded once, and then silence means what the workflow says', () => {
    expect(momentAt('confirmation-reminder', careful, waiting)).toBe(addMs(hour(2), 48 * 3_600_000))
    const context = { actor: timers, now: addMs(hour(2), 48 * 3_600_000) }
    const reminded = fold(waiting, orThrow(decideMoment('confirmation-reminder', careful, waiting, context)))
    expect(momentAt('confirmation-reminder', careful, reminded)).toBeNull()
    const end = { actor: timers, now: addMs(hour(2), 96 * 3_600_000) }
    const closed = orThrow(decideMoment('auto-close', careful, reminded, end))
    expect(facts(closed)[0]).toEqual(['silence-taken', { as: 'accepted' }])
    const over = fold(reminded, closed)
    expect([over.category, over.confirmation]).toEqual(['closed', 'accepted'])
  })

  it.each([
    ['a public answer', { type: 'reply', messageId: message }],
    ['a call', { type: 'tell-solution', told: { by: 'call' } }],
  ] as const)('is asked anew by %s that tells them weeks later, and everything counts from then', (_, telling) => {
    const untold = ticketAfter([open, agreed, resolve], careful)
    const [toldAt, later] = [hour(720), addMs(hour(720), 96 * 3_600_000)]
    const events = orThrow(asked(careful, untold, telling, 'agent', toldAt))
    expect(facts(events).at(-1)).toEqual(['confirmation-asked', { until: later, silence: 'accepted' }])
    const told = fold(untold, events)
    const step = (moment: 'auto-close' | 'confirmation-reminder', now: typeof later) =>
      orThrow(decideMoment(moment, careful, told, { actor: timers, now }))
    expect([momentAt('confirmation-reminder', careful, told), momentAt('auto-close', careful, told)]).toEqual([
      addMs(toldAt, 48 * 3_600_000),
      later,
    ])
    expect(facts(step('confirmation-reminder', addMs(toldAt, 48 * 3_600_000)))).toEqual([
      ['confirmation-reminded', { until: later }],
    ])
    expect(step('auto-close', addMs(toldAt, 60_000))).toEqual([])
    expect(facts(step('auto-close', later))[0]).toEqual(['silence-taken', { as: 'accepted' }])
    // Nor is the window over before they could say anything.
    const end = addMs(toldAt, careful.reopenWindowMs ?? 0)
    const rejects = (at: typeof end) => asked(careful, told, { type: 'reject-resolution' }, 'requester', at)
    expect(rejects(end).isOk()).toBe(true)
    expect(rejects(addMs(end, 1))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/reopen-window-passed',
      allowedUntil: end,
    })
    expect(replyReach(careful, told, { automatic: false, at: end })).toBe('reaches')
    expect(replyReach(careful, told, { automatic: false, at: addMs(end, 1) })).toBe('too-late')
  })

  it('is asked nothing anew who has answered', () => {
    const untold = ticketAfter([open, agreed, resolve, ['requester', { type: 'confirm-resolution' }]], careful)
    const events = orThrow(asked(careful, untold, { type: 'reply', messageId: message }))
    expect(events.map(({ type }) => type)).toEqual(['message-added', 'solution-told', 'ticket-status-changed'])
  })

  describe('given a solution that was confirmed before it was told', () => {
    const untold = ticketAfter([open, agreed, resolve, ['requester', { type: 'confirm-resolution' }]], careful)
    const tells: readonly Step[1][] = [
      { type: 'reply', messageId: message },
      { type: 'tell-solution', told: { by: 'call' } },
      { type: 'tell-solution', told: { by: 'article', article: 'kb-7' } },
      { type: 'tell-solution', told: { by: 'exempt', reason: 'no-contact-known' } },
    ]

    it.each(tells)('closes with what tells it: $type by $told.by', (command) => {
      const events = orThrow(asked(careful, untold, command))
      const [tells, closes] = facts(events).slice(-2)
      expect([tells?.[0], closes]).toEqual([
        'solution-told',
        [
          'ticket-status-changed',
          {
            ...{ from: 'resolved', to: 'closed', fromCategory: 'resolved', toCategory: 'closed', cause: command.type },
            ...{ outcome: 'solved', resolutionCode: 'fixed' },
          },
        ],
      ])
      expect(momentAt('auto-close', careful, fold(untold, events))).toBeNull()
    })

    it('stays resolved where something else is owed, and closes by time once that is done', () => {
      const owing = fold(untold, orThrow(asked(careful, untold, checklist[1])))
      const events = orThrow(asked(careful, owing, { type: 'tell-solution', told: { by: 'call' } }))
      expect(events.map(({ type }) => type)).toEqual(['solution-told'])
      const told = fold(owing, events)
      expect(momentAt('auto-close', careful, told)).toBeNull()
      const done = fold(told, orThrow(asked(careful, told, { type: 'complete-step', checklistId: 'setup', stepId: 'one' })))
      expect(momentAt('auto-close', careful, done)).toBe(done.toldAt)
    })

    it('stays resolved where the workflow closes nothing that is confirmed, where it was confirmed and told already, and where a log tells', () => {
      const keeps = variant({ resolution: { told: 'required', confirmation: null } })
      for (const command of tells) {
        const events = orThrow(asked(keeps, untold, command))
        expect(events.map(({ type }) => type)).not.toContain('ticket-status-changed')
        const observed = decideObserved(careful, untold, command, { actor: timers, now: hour(50) })
        expect(orThrow(observed).map(({ type }) => type)).not.toContain('ticket-status-changed')
      }
      const answered = orThrow(asked(careful, untold, { type: 'reply', messageId: message, automatic: true }))
      expect(answered.map(({ type }) => type)).toEqual(['message-added'])
    })
  })

  it('took nothing for granted where they had answered, or an agent closed it', () => {
    const confirmed = ticketAfter([
      open,
      ['agent', { type: 'resolve', code: 'x' }],
      ['requester', { type: 'confirm-resolution' }],
    ])
    const end = { actor: timers, now: hour(200) }
    expect(orThrow(decideMoment('auto-close', workflow, confirmed, end)).map(({ type }) => type)).toEqual([
      'ticket-status-changed',
    ])
    expect(orThrow(asked(careful, waiting, close[1])).map(({ type }) => type)).toEqual(['ticket-status-changed'])
  })
})

function fold(ticket: Ticket, events: readonly Parameters<typeof evolveTicket>[1][]): Ticket {
  return events.reduce((folded, event) => evolveTicket(folded, event) ?? folded, ticket)
}
