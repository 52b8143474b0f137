import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { hour, lives, open, type Step, ticketAfter, variant, workflow } from '../../../test/desk-day.ts'
import { asked, facts } from '../../../test/given-ticket.ts'
import { standardWorkflow } from '../../workflow/standard-workflow.ts'
import type { WorkLogged } from './work-events.ts'

const ticket = ticketAfter(lives['open'] ?? [])
const closed = ticketAfter(lives['closed'] ?? [])
const statementId = orThrow(parseId('rmk', 'rmk_1'))
const other = orThrow(parseId('rmk', 'rmk_2'))

describe('given confirm-problem', () => {
  it('identifies the problem, by requester or agent', () => {
    for (const who of ['requester', 'agent'] as const) {
      expect(facts(orThrow(asked(workflow, ticket, { type: 'confirm-problem', statementId }, who)))).toEqual([
        ['problem-confirmed', { statementId }],
      ])
    }
    const after = ticketAfter([open, ['agent', { type: 'confirm-problem', statementId }]])
    expect([after.identifiedAt, after.statementId]).toEqual([hour(1), statementId])
  })

  it('does nothing where the same was agreed, or nothing new is said; another statement replaces it', () => {
    const agreed = ticketAfter([open, ['agent', { type: 'confirm-problem', statementId }]])
    expect(orThrow(asked(workflow, agreed, { type: 'confirm-problem', statementId }))).toEqual([])
    expect(orThrow(asked(workflow, agreed, { type: 'confirm-problem', statementId: null }))).toEqual([])
    expect(facts(orThrow(asked(workflow, agreed, { type: 'confirm-problem', statementId: other })))).toEqual([
      ['problem-confirmed', { statementId: other }],
    ])
  })

  it('is refused to a bot, and where the ticket is answered', () => {
    expect(asked(workflow, ticket, { type: 'confirm-problem', statementId: null }, 'bot')._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/actor-not-allowed',
      allowedActors: ['requester', 'agent', 'system'],
    })
    expect(asked(workflow, closed, { type: 'confirm-problem', statementId: null })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/not-in-this-category',
      category: 'closed',
    })
  })

  it('can be asked for by a workflow before anything is solved', () => {
    const rules = variant({
      transitions: standardWorkflow.transitions.map((way) =>
        way.to === 'resolved' ? { ...way, requires: ['resolutionCode', 'identifiedAt'] } : way,
      ),
    })
    expect(asked(rules, ticket, { type: 'resolve', code: 'fixed' })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/guard-failed',
      failed: [{ guard: 'requires', expected: ['identifiedAt'] }],
    })
    const agreed = ticketAfter([open, ['agent', { type: 'confirm-problem', statementId: null }]], rules)
    expect(asked(rules, agreed, { type: 'resolve', code: 'fixed' }).isOk()).toBe(true)
  })
})

describe('given record-action', () => {
  it('keeps what was done, after which step or article, and what it did', () => {
    const action = { type: 'record-action', code: 'restart', outcome: 'helped', step: 'three', article: 'kb-7' } as const
    expect(facts(orThrow(asked(workflow, ticket, action)))).toEqual([
      ['action-recorded', { code: 'restart', outcome: 'helped', step: 'three', article: 'kb-7' }],
    ])
  })

  it('logs the time it took as work of the same code', () => {
    const action = { type: 'record-action', code: 'restart', outcome: 'no-effect', time: { minutes: 1.5 } } as const
    expect(facts(orThrow(asked(workflow, ticket, action))).map(([, data]) => data)).toEqual([
      { code: 'restart', outcome: 'no-effect', step: null, article: null },
      { worker: 'agent:agt_ada', durationMs: 90_000, from: null, to: null, overlapMs: 0, code: 'restart' },
    ])
  })

  it('is refused with the property that is wrong', () => {
    const wrong = { type: 'record-action', code: 'restart', outcome: 'better' }
    expect(asked(workflow, ticket, Object.assign({}, wrong as never))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'outcome',
      expected: 'one of: helped, no-effect, worse',
    })
  })
})

describe('given log-work', () => {
  const span = (from: number, to: number): Step => [
    'agent',
    { type: 'log-work', time: { from: hour(from), to: hour(to) } },
    hour(20),
  ]

  it('sums to the handle time, which is null where nothing was logged', () => {
    expect(ticket.handleMs).toBeNull()
    const worked = ticketAfter([open, ['agent', { type: 'log-work', time: { minutes: 5 } }], span(1, 2)])
    expect(worked.handleMs).toBe(65 * 60_000)
  })

  it('flags what lies over work of the same person, exactly, and counts it all the same', () => {
    const history = [open, span(1, 3), span(5, 6), span(2, 5.5)]
    const worked = ticketAfter(history)
    expect(worked.handleMs).toBe((2 + 1 + 3.5) * 3_600_000)
    expect(worked.workSpans).toEqual([{ worker: 'agent:agt_ada', from: hour(1), to: hour(6) }])
    const last = orThrow(asked(workflow, ticketAfter(history.slice(0, 3)), span(2, 5.5)[1], 'agent', hour(20)))
    expect(last.map((event) => (event as WorkLogged).data.overlapMs)).toEqual([1.5 * 3_600_000])
  })

  it('flags nothing between two people, and nothing that only touches', () => {
    const worked = ticketAfter([open, span(1, 3)])
    const of = (command: Parameters<typeof asked>[2]) =>
      orThrow(asked(workflow, worked, command, 'agent', hour(20))).map((event) => (event as WorkLogged).data.overlapMs)
    expect(of({ type: 'log-work', time: { from: hour(2), to: hour(3) }, worker: 'agent:agt_bob' })).toEqual([0])
    expect(of({ type: 'log-work', time: { from: hour(3), to: hour(4) } })).toEqual([0])
  })

  it('is taken after the end, too', () => {
    expect(asked(workflow, closed, { type: 'log-work', time: { minutes: 5 } }).isOk()).toBe(true)
  })

  it.each([
    ['no time', { minutes: 0 }],
    ['more than a day', { minutes: 1441 }],
    ['a stop before the start', { from: hour(2), to: hour(1) }],
    ['both forms at once', { minutes: 5, from: hour(1), to: hour(2) }],
  ])('refuses %s', (_, time) => {
    expect(asked(workflow, ticket, { type: 'log-work', time })._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'time',
    })
  })

  it('refuses work that is still to be done, and work of the system', () => {
    expect(asked(workflow, ticket, { type: 'log-work', time: { from: hour(9), to: hour(11) } })._unsafeUnwrapErr()).toMatchObject(
      { kind: 'ticket/invalid-command', path: 'time.to' },
    )
    expect(asked(workflow, ticket, { type: 'log-work', time: { minutes: 5 } }, 'system')._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/invalid-command',
      path: 'worker',
    })
  })
})
