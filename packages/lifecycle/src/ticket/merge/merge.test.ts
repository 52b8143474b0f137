import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import {
  actors,
  assign,
  close,
  eve,
  folded,
  hour,
  lived,
  message,
  open,
  resolve,
  type Step,
  ticketAfter,
  variant,
  workflow,
} from '../../../test/desk-day.ts'
import { as, other, outcomeOf, third } from '../../../test/given-command.ts'
import { standardWorkflow } from '../../workflow/standard-workflow.ts'
import { allowedCommands } from '../allowed-commands.ts'
import { decideTicket } from '../decide-ticket.ts'
import { evolveTicket } from '../evolve-ticket.ts'
import type { Ticket } from '../ticket.ts'
import { ticketCommandTypes } from '../ticket-commands.ts'
import { absorbTicket, messageRedirected, releaseTicket } from './survive.ts'

const merge = { type: 'merge-into', survivorId: other } as const
const merged: Step = ['agent', merge]
const unmerge = { type: 'unmerge', messagesStaying: 2 } as const
const by = { actor: actors.agent, now: hour(60) }

describe('given a ticket to be merged', () => {
  it('ends as merged and says where it goes on', () => {
    expect(outcomeOf([open], merge)).toEqual([
      ['ticket-merged', { survivorId: other }],
      [
        'ticket-status-changed',
        {
          ...{ from: 'new', fromCategory: 'new', to: 'closed', toCategory: 'closed' },
          ...{ cause: 'merge-into', outcome: 'merged', resolutionCode: null },
        },
      ],
    ])
  })

  it.each([
    ['itself', [open], { ...merge, survivorId: ticketAfter([open]).id }, { kind: 'ticket/merge-refused', reason: 'itself' }],
    ['a ticket that is over', [open, resolve, close], merge, { kind: 'ticket/not-in-this-category', category: 'closed' }],
    ['a merged one again', [open, merged], { ...merge, survivorId: third }, { kind: 'ticket/merged', into: other }],
    [
      'one that owes work',
      [
        open,
        ['agent', { type: 'start-checklist', checklistId: 'c', template: null, steps: [{ id: 's', required: true }] }],
      ] as const,
      merge,
      { kind: 'ticket/obligations-open', obligations: [{ owed: 'step', checklistId: 'c', stepId: 's' }] },
    ],
  ] as const)('refuses %s', (_, before, command, refusal) => {
    expect(outcomeOf(before, command)).toMatchObject(refusal)
  })

  it.each([
    { type: 'cancel', outcome: 'merged' },
    { type: 'resolve', code: 'fixed', outcome: 'merged' },
    { type: 'change-status', toStatus: 'closed', outcome: 'merged' },
  ] as const)('is not merged by $type, which names no survivor', (command) => {
    expect(outcomeOf([open, assign], command)).toEqual({ kind: 'ticket/not-merged' })
  })

  it('refuses where the workflow has no way', () => {
    const rules = variant({ transitions: standardWorkflow.transitions.filter(({ when }) => when === undefined) })
    expect(outcomeOf([open], merge, actors.agent, rules)).toEqual({ kind: 'ticket/no-transition', toStatus: 'closed' })
  })

  it('lets nothing be done with it but taking the merge back', () => {
    const ticket = ticketAfter([open, merged])
    expect(allowedCommands(workflow, ticket, actors.agent, hour(60))).toEqual([{ command: 'unmerge', to: [], needs: [] }])
    expect(allowedCommands(workflow, ticket, actors.requester, hour(60))).toEqual([])
    expect(ticketCommandTypes).toContain('unmerge')
  })
})

describe('given a survivor', () => {
  const survivor = as(other, [open])
  const reasonFor = (one: Ticket, two: Ticket) =>
    absorbTicket(workflow, one, two, by).match(
      () => null,
      ({ reason }) => reason,
    )

  it('absorbs and releases, and says so once', () => {
    const one = ticketAfter([open])
    const absorbed = orThrow(absorbTicket(workflow, survivor, one, by))
    expect(absorbed).toMatchObject([{ type: 'ticket-absorbed', data: { ticketId: one.id } }])
    const after = absorbed.reduce<Ticket | null>(evolveTicket, survivor) ?? survivor
    expect(after.mergedFrom).toEqual([one.id])
    expect(releaseTicket(after, one.id, by)).toMatchObject([{ type: 'ticket-released', data: { ticketId: one.id } }])
    expect(releaseTicket(survivor, one.id, by)).toEqual([])
  })

  it('counts what was meant for another', () => {
    const messageId = orThrow(parseId('msg', 'msg_7'))
    const events = [1, 2].map(() => messageRedirected(survivor, { messageId, addressedTo: third }, by))
    expect(events.reduce<Ticket | null>(evolveTicket, survivor)?.redirected).toEqual([{ ticketId: third, messages: 2 }])
  })

  it('refuses itself, where it is over or merged, another person’s ticket, and a hundred-and-first', () => {
    const one = ticketAfter([open])
    expect(reasonFor(one, one)).toBe('itself')
    expect(reasonFor(as(other, [open, resolve, close]), one)).toBe('survivor-closed')
    expect(reasonFor({ ...as(third, [open, merged]), category: 'open' }, one)).toBe('survivor-merged')
    expect(reasonFor({ ...survivor, requesterId: orThrow(parseId('cus', 'cus_mia')) }, one)).toBe('other-requester')
    expect(reasonFor({ ...survivor, requesterId: null }, one)).toBe('other-requester')
    expect(reasonFor({ ...survivor, requesterId: eve }, { ...one, requesterId: null })).toBeNull()
    expect(reasonFor({ ...survivor, mergedFrom: Array.from({ length: 100 }, () => third) }, one)).toBe('too-many')
  })
})

describe('given a merge to take back', () => {
  it.each([
    ['open', [open, assign]],
    ['pending', [open, assign, ['agent', { type: 'request-information', messageId: null }]]],
    ['resolved', [open, assign, resolve]],
    ['reopened', [open, assign, resolve, ['agent', { type: 'reopen' }]]],
    ['answered', [open, assign, ['agent', { type: 'reply', messageId: message }]]],
    ['put aside', [open, assign, ['agent', { type: 'snooze', until: hour(400) }]]],
  ] as const)('leaves an %s ticket as it stood', (_, before) => {
    const stood = ticketAfter(before)
    const history = lived([...before, merged, ['agent', unmerge]])
    const { statusSince: _since, updatedAt: _at, version: _version, ...after } = folded(history)
    const { statusSince: __since, updatedAt: __at, version: __version, ...earlier } = stood
    expect(after).toEqual(earlier)
    expect(history.at(-1)).toMatchObject({ type: 'ticket-unmerged', data: { survivorId: other, messagesStaying: 2 } })
  })

  it('refuses where nothing is merged, the status is gone, or the parent was closed meanwhile', () => {
    expect(outcomeOf([open, resolve, close], unmerge)).toEqual({ kind: 'ticket/not-merged' })
    expect(outcomeOf([open], unmerge)).toEqual({ kind: 'ticket/not-in-this-category', category: 'new' })
    const ticket = ticketAfter([open, merged])
    const { mergedInto } = ticket
    if (mergedInto === null) throw new TypeError('a merged ticket')
    const renamed = { ...ticket, mergedInto: { ...mergedInto, before: { ...mergedInto.before, status: 'gone' } } }
    expect(decideTicket(workflow, renamed, unmerge, by)._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/unknown-status',
      toStatus: 'gone',
    })
    const orphan = { ...ticket, parentClosed: true, links: [{ relation: 'child-of', ticketId: third }] } as const
    expect(decideTicket(workflow, orphan, unmerge, by)._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/parent-closed',
      parentId: third,
    })
  })
})
