import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { actors, assign, close, hour, open, resolve, type Step, ticketAfter, variant, workflow } from '../../../test/desk-day.ts'
import { other, outcomeOf, third } from '../../../test/given-command.ts'
import { standardWorkflow } from '../../workflow/standard-workflow.ts'
import { decideTicket } from '../decide-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { Ticket } from '../ticket.ts'
import { resolutionDropped, resolutionHeldUp } from './held-up.ts'
import { type LinkRelation, linkRelations, mirrorOf } from './link-part.ts'
import { relativeMoved } from './relative-moved.ts'

const link = (relation: LinkRelation, otherIsClosed = false, otherId = other) =>
  ({ type: 'link', relation, otherId, otherIsClosed }) as const
const linked = (relation: LinkRelation, otherIsClosed = false, otherId = other): Step => [
  'agent',
  link(relation, otherIsClosed, otherId),
]
const refused = (reason: string) => ({ kind: 'ticket/link-refused', otherId: other, reason })
const numbered = (index: number) => orThrow(parseId('tkt', `tkt_${String(index).padStart(3, '0')}`))
const by = { actor: actors.agent, now: hour(60) }

describe('given a relation', () => {
  it.each(linkRelations)('has a mirror of %s, whose mirror it is', (relation) => {
    expect(mirrorOf(mirrorOf(relation))).toBe(relation)
  })

  it.each(linkRelations)('links as %s, once, also on a closed ticket, and unlinks', (relation) => {
    const closedToo = relation === 'child-of' || relation === 'parent-of'
    for (const before of [[open], [open, resolve, close]] as const) {
      expect(outcomeOf(before, link(relation, closedToo && before.length > 1))).toMatchObject([['ticket-linked', { relation }]])
    }
    expect(outcomeOf([open, linked(relation)], link(relation))).toEqual([])
    expect(outcomeOf([open, linked(relation)], { type: 'unlink', relation, otherId: other })).toEqual([
      ['ticket-unlinked', { relation, otherId: other }],
    ])
    expect(outcomeOf([open], { type: 'unlink', relation, otherId: other })).toEqual([])
  })

  it('is for staff', () => {
    expect(outcomeOf([open], link('related'), actors.requester)).toMatchObject({ kind: 'ticket/actor-not-allowed' })
  })

  it.each([
    ['a second parent', [open, linked('child-of', false, third)], link('child-of'), 'has-parent'],
    ['an open ticket under a closed one', [open], link('child-of', true), 'parent-closed'],
    ['a closed ticket over an open one', [open, resolve, close], link('parent-of'), 'parent-closed'],
  ] as const)('refuses %s', (_, before, command, reason) => {
    expect(outcomeOf(before, command)).toEqual(refused(reason))
  })

  it('refuses a fifty-first child and a five-hundred-and-first link', () => {
    const many = (count: number, relation: LinkRelation) =>
      Array.from({ length: count }, (_, index) => linked(relation, false, numbered(index)))
    expect(outcomeOf([open, ...many(50, 'parent-of')], link('parent-of'))).toEqual(refused('too-many'))
    expect(outcomeOf([open, ...many(500, 'related')], link('related'))).toEqual(refused('too-many'))
  })
})

describe('given a family', () => {
  const parent: readonly Step[] = [open, assign, linked('parent-of'), resolve]

  it('owes its open children, whatever it ends as', () => {
    const owed = { kind: 'ticket/obligations-open', toStatus: 'closed', obligations: [{ owed: 'child', ticketId: other }] }
    expect(outcomeOf(parent, { type: 'close' })).toEqual(owed)
    expect(outcomeOf(parent, { type: 'cancel' })).toEqual(owed)
    expect(
      outcomeOf([...parent, ['agent', { type: 'unlink', relation: 'parent-of', otherId: other }]], { type: 'close' }),
    ).toMatchObject([['ticket-status-changed', {}]])
  })

  it('is told when a relative is closed and comes back, once each', () => {
    const before = ticketAfter(parent)
    const told = relativeMoved(before, { ticketId: other, closed: true }, by)
    expect(told.map(({ type, data }) => [type, data])).toEqual([['relative-closed', { relation: 'parent-of', otherId: other }]])
    expect(relativeMoved(before, { ticketId: other, closed: false }, by)).toEqual([])
    expect(relativeMoved(before, { ticketId: third, closed: true }, by)).toEqual([])
    const child = ticketAfter([open, linked('child-of')])
    expect(relativeMoved(child, { ticketId: other, closed: true }, by)).toMatchObject([{ type: 'relative-closed' }])
    expect(relativeMoved(child, { ticketId: other, closed: false }, by)).toEqual([])
  })

  it('keeps a closed child closed while its parent is', () => {
    const orphan: readonly Step[] = [open, resolve, close, linked('child-of', true)]
    const refusal = { kind: 'ticket/parent-closed', parentId: other }
    expect(outcomeOf(orphan, { type: 'reopen' })).toEqual(refusal)
    expect(outcomeOf(orphan, { type: 'change-status', toStatus: 'open' })).toEqual(refusal)
    const welcoming = variant({ onRequesterReply: { ...standardWorkflow.onRequesterReply, closed: { do: 'move' } } })
    const reply = { type: 'receive-reply', messageId: orThrow(parseId('msg', 'msg_9')) } as const
    expect(outcomeOf(orphan, reply, actors.requester, welcoming)).toEqual({ kind: 'ticket/reply-refused', category: 'closed' })
  })
})

describe('given a problem', () => {
  const problem: readonly Step[] = [open, assign, linked('problem-of', false, third), linked('problem-of')]

  it('passes its resolution on to its incidents where that is asked for', () => {
    expect(outcomeOf(problem, { type: 'resolve', code: 'fixed', incidents: 'resolve' })).toMatchObject([
      ['ticket-status-changed', {}],
      ['resolution-passed-on', { incidentIds: [other, third], resolutionCode: 'fixed' }],
    ])
    for (const incidents of ['leave', undefined] as const) {
      const command = { type: 'resolve', code: 'fixed', ...(incidents === undefined ? {} : { incidents }) } as const
      expect(outcomeOf(problem, command)).toMatchObject([['ticket-status-changed', {}]])
    }
  })
})

describe('given an incident that could not be resolved with its problem', () => {
  const awaited = { problemId: other, resolvedAt: hour(20), refusal: 'ticket/guard-failed' }
  const incident = ticketAfter([open, linked('incident-of')])
  const after = (ticket: Ticket, command: Parameters<typeof decideTicket>[2]) =>
    orThrow(decideTicket(workflow, ticket, command, by)).reduce<Ticket | null>(evolveTicket, ticket)
  const [held] = resolutionHeldUp(incident, awaited, by)
  const waiting = (held === undefined ? null : evolveTicket(incident, held)) ?? incident

  it('says what it waits for, and why, once for each resolution', () => {
    expect(held).toMatchObject({
      type: 'resolution-held-up',
      data: { problemId: other, resolvedAt: hour(20), reason: 'guard-failed' },
    })
    expect(waiting.awaitsResolution).toEqual({ problemId: other, resolvedAt: hour(20) })
    expect(resolutionHeldUp(waiting, awaited, by)).toEqual([])
    expect(resolutionHeldUp(waiting, { ...awaited, resolvedAt: hour(30) }, by)).toHaveLength(1)
  })

  it.each([
    ['it is resolved', { type: 'resolve', code: 'fixed' }],
    ['it is cancelled', { type: 'cancel' }],
    ['it is unlinked', { type: 'unlink', relation: 'incident-of', otherId: other }],
  ] as const)('waits no longer once %s', (_, command) => {
    expect(after(waiting, command)?.awaitsResolution).toBeNull()
  })

  it('waits on through anything else, and through a merge that is taken back', () => {
    for (const command of [
      { type: 'tag', tags: ['vip'] },
      { type: 'unlink', relation: 'related', otherId: other },
      { type: 'merge-into', survivorId: third },
    ] as const)
      expect(after(waiting, command)?.awaitsResolution).toEqual(waiting.awaitsResolution)
  })

  it('is told when there is nothing to wait for any more, once', () => {
    const [dropped] = resolutionDropped(waiting, other, by)
    expect(dropped).toMatchObject({ type: 'resolution-dropped', data: { problemId: other } })
    expect(dropped && evolveTicket(waiting, dropped)?.awaitsResolution).toBeNull()
    expect(resolutionDropped(waiting, third, by)).toEqual([])
    expect(resolutionDropped(incident, other, by)).toEqual([])
  })
})
