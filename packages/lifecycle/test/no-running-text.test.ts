import { orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { decideTicket, type TicketCommand } from '../src/index.ts'
import { actors, assign, hour, open, opening, resolve, ticketAfter, workflow } from './desk-day.ts'

const words = 'Eve Smith said it'
const promiseId = orThrow(parseId('prm', 'prm_1'))
const followUpId = orThrow(parseId('fup', 'fup_1'))

/** Each code and label of a command that an event holds, with running text in it. */
const written: readonly (readonly [string, TicketCommand])[] = [
  ['kind', { ...opening, kind: words }],
  ['channel', { ...opening, channel: words }],
  ['topic', { type: 'classify', topic: words }],
  ['tags', { type: 'tag', tags: [words] }],
  ['impact', { type: 'prioritise', impact: words }],
  ['urgency', { type: 'prioritise', urgency: words }],
  ['code', { type: 'resolve', code: words }],
  ['told', { type: 'resolve', code: 'fixed', told: { by: 'exempt', reason: words } }],
  ['told', { type: 'tell-solution', told: { by: 'article', article: words } }],
  ['told', { type: 'tell-solution', told: { by: 'call', call: words } }],
  ['channel', { type: 'confirm-resolution', channel: words }],
  ['reason', { type: 'reject-resolution', reason: words }],
  ['channel', { type: 'record-check-back', answer: 'works', channel: words }],
  ['reason', { type: 'return-hand-over', reason: words }],
  ['reason', { type: 'withdraw-hand-over', reason: words }],
  ['about', { type: 'promise-update', promiseId, dueAt: hour(90), about: words }],
  ['reason', { type: 'withdraw-promise', promiseId, reason: words }],
  ['purpose', { type: 'schedule-follow-up', followUpId, dueAt: hour(90), purpose: words }],
  ['result', { type: 'complete-follow-up', followUpId, result: words }],
  ['reason', { type: 'withdraw-follow-up', followUpId, reason: words }],
  ['code', { type: 'record-action', code: words, outcome: 'helped' }],
  ['step', { type: 'record-action', code: 'x', outcome: 'helped', step: words }],
  ['article', { type: 'record-action', code: 'x', outcome: 'helped', article: words }],
  ['code', { type: 'log-work', time: { minutes: 1 }, code: words }],
  ['about', { type: 'request-approval', approvalId: 'q', about: words, approver: { kind: 'requester' } }],
  ['approvalId', { type: 'request-approval', approvalId: words, about: 'quote', approver: { kind: 'requester' } }],
  ['approver', { type: 'request-approval', approvalId: 'q', about: 'quote', approver: { kind: 'role', role: words } }],
  ['reason', { type: 'withdraw-approval', approvalId: 'q', reason: words }],
  ['checklistId', { type: 'start-checklist', checklistId: words, template: null, steps: [{ id: 'a', required: true }] }],
  ['steps', { type: 'start-checklist', checklistId: 'c', template: null, steps: [{ id: words, required: true }] }],
  ['template', { type: 'start-checklist', checklistId: 'c', template: { id: words, version: 1 }, steps: [] }],
]

describe('given running text where a code or label belongs', () => {
  it.each(written)('refuses it as %s and repeats nothing of it: %j', (path, command) => {
    const done = ['tell-solution', 'confirm-resolution', 'reject-resolution', 'record-check-back'].includes(command.type)
    const ticket = command.type === 'open' ? null : ticketAfter(done ? [open, assign, resolve] : [open, assign])
    const refused = decideTicket(workflow, ticket, command, { actor: actors.agent, now: hour(50) })._unsafeUnwrapErr()
    expect(refused).toMatchObject({ kind: 'ticket/invalid-command', path })
    expect(JSON.stringify(refused)).not.toContain('Smith')
  })

  it('takes codes of lower-case letters, digits and hyphens, and labels of other systems in their own spelling', () => {
    const ticket = ticketAfter([open, assign, resolve])
    const told = { by: 'article', article: 'KB_0012:v2' } as const
    const context = { actor: actors.agent, now: hour(50) }
    expect(decideTicket(workflow, ticket, { type: 'tell-solution', told }, context).isOk()).toBe(true)
    expect(decideTicket(workflow, ticket, { type: 'tag', tags: ['häiriö', 'VIP/2'] }, context).isOk()).toBe(true)
    expect(decideTicket(workflow, ticket, { type: 'reject-resolution', reason: 'still-broken' }, context).isOk()).toBe(true)
  })
})
