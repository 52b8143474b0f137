import { addMs, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import {
  ada,
  assign,
  hour,
  lives,
  message,
  open,
  resolve,
  type Step,
  ticketAfter,
  variant,
  workflow,
} from '../../../test/desk-day.ts'
import { asked, facts } from '../../../test/given-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import { decideMoment, momentAt } from '../moments.ts'
import type { Ticket } from '../ticket.ts'

const promiseId = orThrow(parseId('prm', 'prm_1'))
const followUpId = orThrow(parseId('fup', 'fup_1'))
const promised: Step = ['agent', { type: 'promise-update', promiseId, dueAt: hour(8) }]
const callBack: Step = ['agent', { type: 'promise-update', promiseId, dueAt: hour(8), about: 'call-back' }]
const followUp: Step = ['agent', { type: 'schedule-follow-up', followUpId, dueAt: hour(8), purpose: 'check-back' }]
const timers = { kind: 'system', id: 'timers' } as const
const ticking = (ticket: Ticket, now: ReturnType<typeof hour>) =>
  orThrow(decideMoment('promise', workflow, ticket, { actor: timers, now }))

describe('given promise-update', () => {
  it('tells the requester a time, once', () => {
    expect(facts(orThrow(asked(workflow, ticketAfter([open]), promised[1], 'agent', hour(1))))).toEqual([
      ['promise-made', { promiseId, about: null, dueAt: hour(8), previousDueAt: null }],
    ])
    const after = ticketAfter([open, promised])
    expect(after.promises).toEqual([
      {
        ...{ id: promiseId, about: null, madeAt: hour(1), dueAt: hour(8), reminded: false, missed: false },
        ...{ firstMadeAt: hour(1), firstDueAt: hour(8), moves: 0, brokenAt: null },
      },
    ])
    expect(orThrow(asked(workflow, after, promised[1], 'agent', hour(2)))).toEqual([])
  })

  it('tells another time for the same promise', () => {
    const later = { type: 'promise-update', promiseId, dueAt: hour(12) } as const
    expect(facts(orThrow(asked(workflow, ticketAfter([open, promised]), later, 'agent', hour(2))))).toEqual([
      ['promise-made', { promiseId, about: null, dueAt: hour(12), previousDueAt: hour(8) }],
    ])
  })

  it('does nothing where the same is told under another name, and is another promise where it is of something else', () => {
    const after = ticketAfter([open, promised])
    const other = { type: 'promise-update', promiseId: orThrow(parseId('prm', 'prm_2')), dueAt: hour(8) } as const
    expect(orThrow(asked(workflow, after, other, 'agent', hour(2)))).toEqual([])
    for (const more of [{ about: 'call-back' }, { dueAt: hour(9) }])
      expect(orThrow(asked(workflow, after, { ...other, ...more }, 'agent', hour(2)))).toHaveLength(1)
  })

  it('remembers the time told first, and that one passed before another was told', () => {
    const again = (dueAt: number, at: number): Step => [
      'agent',
      { type: 'promise-update', promiseId, dueAt: hour(dueAt) },
      hour(at),
    ]
    const [moved] = ticketAfter([open, promised, again(12, 8)]).promises
    expect(moved).toMatchObject({ firstMadeAt: hour(1), firstDueAt: hour(8), dueAt: hour(12), moves: 1, brokenAt: null })
    const [broken] = ticketAfter([open, promised, again(12, 9), again(20, 13)]).promises
    expect(broken).toMatchObject({ firstDueAt: hour(8), dueAt: hour(20), moves: 2, brokenAt: hour(8) })
  })

  it('refuses a time that is not ahead, and one promise too many', () => {
    expect(asked(workflow, ticketAfter([open]), promised[1], 'agent', hour(8))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'dueAt',
      expected: 'an instant in the future',
    })
    const many = Array.from(
      { length: 50 },
      (_, index): Step => [
        'agent',
        { type: 'promise-update', promiseId: orThrow(parseId('prm', `prm_many${index}`)), dueAt: hour(900 + index) },
      ],
    )
    const more = { type: 'promise-update', promiseId, dueAt: hour(899) } as const
    expect(asked(workflow, ticketAfter([open, ...many]), more)._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/too-many-promises',
      most: 50,
    })
  })
})

describe('given a promise of word how things stand', () => {
  const waiting = ticketAfter([open, assign, promised])

  it('is kept by an agent’s answer, in time at the very instant and late one millisecond after it', () => {
    const reply = { type: 'reply', messageId: message } as const
    const kept = (at: ReturnType<typeof hour>) => facts(orThrow(asked(workflow, waiting, reply, 'agent', at)))[1]
    expect(kept(hour(8))).toEqual(['promise-kept', { promiseId, dueAt: hour(8), late: false, messageId: message }])
    expect(kept(addMs(hour(8), 1))).toEqual(['promise-kept', { promiseId, dueAt: hour(8), late: true, messageId: message }])
  })

  it('is kept by a question to the requester, too', () => {
    const types = orThrow(asked(workflow, waiting, { type: 'request-information', messageId: message }, 'agent', hour(4))).map(
      ({ type }) => type,
    )
    expect(types).toEqual(['message-added', 'promise-kept', 'ticket-status-changed'])
  })

  it.each([
    ['a machine’s message', 'agent', { type: 'reply', messageId: message, automatic: true }],
    ['a bot’s message', 'bot', { type: 'reply', messageId: message }],
    ['a note', 'agent', { type: 'note', messageId: message }],
    ['the requester', 'requester', { type: 'receive-reply', messageId: message }],
  ] as const)('is not kept by %s', (_, who, command) => {
    expect(orThrow(asked(workflow, waiting, command, who, hour(4))).map(({ type }) => type)).not.toContain('promise-kept')
  })

  it('survives a transfer', () => {
    const moved = ticketAfter([
      open,
      assign,
      promised,
      ['agent', { type: 'transfer', teamId: orThrow(parseId('team', 'team_x')) }],
    ])
    expect(moved.promises).toEqual(waiting.promises)
  })
})

describe('given a promise of something in particular', () => {
  it('is kept by keep-promise only', () => {
    const waiting = ticketAfter([open, assign, callBack])
    const answered = orThrow(asked(workflow, waiting, { type: 'reply', messageId: message }, 'agent', hour(4)))
    expect(answered.map(({ type }) => type)).toEqual(['message-added'])
    expect(facts(orThrow(asked(workflow, waiting, { type: 'keep-promise', promiseId }, 'agent', hour(4))))).toEqual([
      ['promise-kept', { promiseId, dueAt: hour(8), late: false, messageId: null }],
    ])
  })

  it('can be withdrawn with a reason; what is not open is refused', () => {
    const waiting = ticketAfter([open, callBack])
    const withdraw = { type: 'withdraw-promise', promiseId, reason: 'asked-to-wait' } as const
    expect(facts(orThrow(asked(workflow, waiting, withdraw)))).toEqual([
      ['promise-withdrawn', { promiseId, dueAt: hour(8), reason: 'asked-to-wait' }],
    ])
    for (const command of [withdraw, { type: 'keep-promise', promiseId } as const]) {
      expect(asked(workflow, ticketAfter([open]), command)._unsafeUnwrapErr()).toMatchObject({
        kind: 'ticket/no-such-promise',
        promiseId,
      })
    }
  })
})

describe('given follow-ups', () => {
  it('are scheduled, set for another time, completed and withdrawn', () => {
    const waiting = ticketAfter([open, followUp])
    expect(waiting.followUps).toEqual([
      {
        id: followUpId,
        purpose: 'check-back',
        assigneeId: null,
        madeAt: hour(1),
        dueAt: hour(8),
        reminded: false,
        missed: false,
        firstMadeAt: hour(1),
        firstDueAt: hour(8),
        moves: 0,
        brokenAt: null,
      },
    ])
    expect(orThrow(asked(workflow, waiting, followUp[1], 'agent', hour(2)))).toEqual([])
    const moved = { type: 'schedule-follow-up', followUpId, dueAt: hour(9), assigneeId: ada } as const
    expect(facts(orThrow(asked(workflow, waiting, moved, 'agent', hour(2))))).toEqual([
      ['follow-up-scheduled', { followUpId, purpose: 'check-back', assigneeId: ada, dueAt: hour(9), previousDueAt: hour(8) }],
    ])
    const complete = { type: 'complete-follow-up', followUpId, result: 'still-works' } as const
    expect(facts(orThrow(asked(workflow, waiting, complete, 'agent', addMs(hour(8), 1))))).toEqual([
      ['follow-up-completed', { followUpId, dueAt: hour(8), late: true, result: 'still-works' }],
    ])
    expect(facts(orThrow(asked(workflow, waiting, { type: 'withdraw-follow-up', followUpId, reason: 'moot' })))).toEqual([
      ['follow-up-withdrawn', { followUpId, dueAt: hour(8), reason: 'moot' }],
    ])
  })

  it('refuses one that is not open, and a time that is not ahead', () => {
    expect(asked(workflow, ticketAfter([open]), { type: 'complete-follow-up', followUpId })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/no-such-follow-up',
      followUpId,
    })
    expect(asked(workflow, ticketAfter([open]), followUp[1], 'agent', hour(9))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'dueAt',
    })
  })
})

describe('given that time passes', () => {
  const waiting = ticketAfter([open, promised, followUp])

  it('reminds an hour before, then marks the miss the millisecond after, each once', () => {
    expect(momentAt('promise', workflow, waiting)).toBe(hour(7))
    expect(ticking(waiting, addMs(hour(7), -1))).toEqual([])
    expect(facts(ticking(waiting, hour(7)))).toEqual([
      ['reminder-given', { about: 'follow-up', id: followUpId, dueAt: hour(8) }],
      ['reminder-given', { about: 'promise', id: promiseId, dueAt: hour(8) }],
    ])
    const reminded = ticketAfter([open, promised, followUp])
    const later = ticking(reminded, hour(7)).reduce((ticket, event) => fold(ticket, event), reminded)
    expect(momentAt('promise', workflow, later)).toBe(addMs(hour(8), 1))
    expect(ticking(later, hour(8))).toEqual([])
    const missed = ticking(later, addMs(hour(8), 1))
    expect(facts(missed)).toEqual([
      ['follow-up-missed', { followUpId, dueAt: hour(8) }],
      ['promise-missed', { promiseId, dueAt: hour(8) }],
    ])
    const after = missed.reduce((ticket, event) => fold(ticket, event), later)
    expect([after.missedPromises, after.promises.length, momentAt('promise', workflow, after)]).toEqual([1, 1, null])
  })

  it('goes straight to the miss where nobody ran timers in between', () => {
    expect(ticking(waiting, hour(9)).map(({ type }) => type)).toEqual(['follow-up-missed', 'promise-missed'])
  })

  it('reminds of nothing that was due sooner than the reminder', () => {
    const soon = ticketAfter([open, ['agent', { type: 'promise-update', promiseId, dueAt: addMs(hour(1), 600_000) }]])
    expect(momentAt('promise', workflow, soon)).toBe(addMs(hour(1), 600_001))
  })

  it('reminds of nothing where the workflow says so', () => {
    expect(momentAt('promise', variant({ remindBefore: null }), waiting)).toBe(addMs(hour(8), 1))
  })
})

describe('given a ticket that ends', () => {
  it('is not closed as solved while a promise or follow-up is open, and names them', () => {
    const done = ticketAfter([open, assign, promised, followUp, resolve])
    expect(asked(workflow, done, { type: 'close' })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/obligations-open',
      obligations: [
        { owed: 'promise', promiseId },
        { owed: 'follow-up', followUpId },
      ],
    })
    expect(momentAt('auto-close', workflow, done)).toBeNull()
  })

  it('withdraws them where it is cancelled, with the outcome for a reason', () => {
    const waiting = ticketAfter([open, promised, followUp])
    expect(facts(orThrow(asked(workflow, waiting, { type: 'cancel' }))).slice(1)).toEqual([
      ['promise-withdrawn', { promiseId, dueAt: hour(8), reason: 'cancelled' }],
      ['follow-up-withdrawn', { followUpId, dueAt: hour(8), reason: 'cancelled' }],
    ])
  })

  it('takes neither on a closed ticket', () => {
    const closed = ticketAfter(lives['closed'] ?? [])
    expect(asked(workflow, closed, promised[1])._unsafeUnwrapErr().kind).toBe('ticket/not-in-this-category')
  })
})

function fold(ticket: Ticket, event: Parameters<typeof evolveTicket>[1]): Ticket {
  return evolveTicket(ticket, event) ?? ticket
}
