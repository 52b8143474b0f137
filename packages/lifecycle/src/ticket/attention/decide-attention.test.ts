import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { ada, assign, bob, eve, hour, lives, message, open, type Step, ticketAfter, workflow } from '../../../test/desk-day.ts'
import { asked, facts } from '../../../test/given-ticket.ts'
import { decideMoment, momentAt } from '../moments.ts'

const ticket = ticketAfter([open, assign])
const snooze: Step = ['agent', { type: 'snooze', until: hour(30) }]
const asleep = ticketAfter([open, assign, snooze])

describe('given watchers', () => {
  it('are added once, removed once, and kept in order', () => {
    expect(facts(orThrow(asked(workflow, ticket, { type: 'watch', watcherId: eve })))).toEqual([
      ['watcher-added', { watcherId: eve }],
    ])
    const watched = ticketAfter([
      open,
      ['agent', { type: 'watch', watcherId: eve }],
      ['agent', { type: 'watch', watcherId: ada }],
    ])
    expect(watched.watchers).toEqual([ada, eve])
    expect(orThrow(asked(workflow, watched, { type: 'watch', watcherId: ada }))).toEqual([])
    expect(facts(orThrow(asked(workflow, watched, { type: 'unwatch', watcherId: ada })))).toEqual([
      ['watcher-removed', { watcherId: ada }],
    ])
    expect(orThrow(asked(workflow, watched, { type: 'unwatch', watcherId: bob }))).toEqual([])
  })

  it('are named by a requester for themselves only, also on a closed ticket', () => {
    const closed = ticketAfter(lives['closed'] ?? [])
    expect(asked(workflow, closed, { type: 'watch', watcherId: eve }, 'requester').isOk()).toBe(true)
    expect(asked(workflow, ticket, { type: 'watch', watcherId: ada }, 'requester')._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'watcherId',
    })
  })

  it('are a hundred at most', () => {
    const many = Array.from(
      { length: 100 },
      (_, index): Step => ['agent', { type: 'watch', watcherId: orThrow(parseId('agt', `agt_${index}`)) }],
    )
    expect(asked(workflow, ticketAfter([open, ...many]), { type: 'watch', watcherId: eve })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/too-many-watchers',
      most: 100,
    })
  })
})

describe('given a ticket that is put aside', () => {
  it('knows until when; the same again is nothing, another time replaces it', () => {
    expect(facts(orThrow(asked(workflow, ticket, snooze[1])))).toEqual([
      ['ticket-snoozed', { until: hour(30), previousUntil: null }],
    ])
    expect(orThrow(asked(workflow, asleep, snooze[1]))).toEqual([])
    expect(facts(orThrow(asked(workflow, asleep, { type: 'snooze', until: hour(40) })))).toEqual([
      ['ticket-snoozed', { until: hour(40), previousUntil: hour(30) }],
    ])
  })

  it('is refused for the past, and where the ticket is answered', () => {
    expect(asked(workflow, ticket, { type: 'snooze', until: hour(10) })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'until',
    })
    expect(asked(workflow, ticketAfter(lives['resolved'] ?? []), snooze[1])._unsafeUnwrapErr().kind).toBe(
      'ticket/not-in-this-category',
    )
  })

  it.each([
    ['a command', { type: 'wake' }, 'agent', 'wake'],
    ['the requester’s message', { type: 'receive-reply', messageId: message }, 'requester', 'receive-reply'],
    ['its resolution', { type: 'resolve', code: 'fixed' }, 'agent', 'resolve'],
    ['its end', { type: 'cancel' }, 'agent', 'cancel'],
  ] as const)('comes back by %s', (_, command, who, cause) => {
    expect(facts(orThrow(asked(workflow, asleep, command, who)))).toContainEqual(['ticket-woken', { cause }])
  })

  it('comes back by itself at the instant, and not by an agent’s answer or a machine’s message', () => {
    expect(momentAt('snooze', workflow, asleep)).toBe(hour(30))
    const timers = { kind: 'system', id: 'timers' } as const
    expect(facts(orThrow(decideMoment('snooze', workflow, asleep, { actor: timers, now: hour(30) })))).toEqual([
      ['ticket-woken', { cause: 'time' }],
    ])
    for (const [who, command] of [
      ['agent', { type: 'reply', messageId: message }],
      ['requester', { type: 'receive-reply', messageId: message, automatic: true }],
    ] as const) {
      expect(orThrow(asked(workflow, asleep, command, who)).map(({ type }) => type)).not.toContain('ticket-woken')
    }
  })

  it('does nothing where it was not put aside', () => {
    expect(orThrow(asked(workflow, ticket, { type: 'wake' }))).toEqual([])
  })
})
