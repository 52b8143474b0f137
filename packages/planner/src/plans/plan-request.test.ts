import { instant, orThrow, parseId } from '@caseload/core'
import { contactPoints } from '@caseload/customers'
import type { Doc } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { compilePolicies } from '../policies/compile-policies.ts'
import { standardPolicies } from '../policies/standard-policies.ts'
import type { OpenTicketRequest, TicketRequest } from '../requests/desk-request.ts'
import { reads } from '../requests/reads.ts'
import type { Plan, PlanContext } from './plan.ts'
import { plan } from './plan-request.ts'
import { planTimer } from './plan-timer.ts'

const policies = orThrow(compilePolicies(standardPolicies))
const context: PlanContext = { actor: { kind: 'agent', id: 'agt_ada' }, at: instant(1000), recordedAt: instant(2000), number: 1 }
const cmd = (token: string) => orThrow(parseId('cmd', `cmd_${token}`))
const tkt = (token: string) => orThrow(parseId('tkt', `tkt_${token}`))
const from = orThrow(contactPoints({ email: 'eve@example.com', phone: '+358401234567' }, { defaultCountry: null }))
const opening: OpenTicketRequest = {
  type: 'open-ticket',
  commandId: cmd('1'),
  workflow: null,
  from,
  requesterId: null,
  subject: 'Subject',
  body: 'Body',
  message: { author: 'requester', visibility: 'public', automatic: false },
  ticket: { kind: 'question', channel: 'email', tags: ['b', 'a'] },
}
const act = (token: string, command: TicketRequest['command'], more: Partial<TicketRequest> = {}): TicketRequest => ({
  type: 'ticket-command',
  commandId: cmd(token),
  ticketId: tkt('1'),
  ifVersion: null,
  command,
  body: null,
  remark: null,
  ...more,
})

/** The documents a plan would leave, as the store would give them back. */
function stored(written: Plan): readonly Doc[] {
  return written.writes.flatMap((write) =>
    write.op === 'put' ? [{ ref: write.ref, version: write.version + 1, doc: JSON.parse(JSON.stringify(write.doc)) }] : [],
  )
}

const opened = orThrow(plan({ docs: [null], found: [] }, opening, policies, context))
const documents = stored(opened)
const ticketDoc = documents.find(({ ref }) => ref.kind === 'ticket')
const customerDoc = documents.find(({ ref }) => ref.kind === 'customer')
if (ticketDoc === undefined || customerDoc === undefined) throw new TypeError('an opening writes a ticket and a customer')

describe('given an opening by somebody new', () => {
  it('reads the ticket that could be there already, and customers by each contact point', () => {
    expect(reads(opening)).toEqual({
      refs: [{ kind: 'ticket', id: 'tkt_1' }],
      lookups: [
        { kind: 'customer', key: { name: 'email', value: 'eve@example.com' }, limit: 1 },
        { kind: 'customer', key: { name: 'phone', value: '+358401234567' }, limit: 10 },
      ],
    })
  })

  it('writes customer, ticket, message and subject, all new, under the token of the command', () => {
    expect(opened.writes.map(({ ref, version }) => [ref.kind, ref.id, version])).toEqual([
      ['customer', 'cus_1', 0],
      ['ticket', 'tkt_1', 0],
      ['message', 'msg_1', 0],
      ['ticket-content', 'tkt_1', 0],
    ])
    expect(opened.writes[1]).toMatchObject({
      fields: { status: 'new', category: 'new', priority: 2, requesterId: 'cus_1' },
      keys: [
        { name: 'number', value: '1' },
        { name: 'tag', value: 'a' },
        { name: 'tag', value: 'b' },
      ],
    })
  })

  it('records events with places, times and cause, and no word of personal data', () => {
    expect(
      opened.events.map(({ stream, version, type, at, recordedAt, cause }) => [stream, version, type, at, recordedAt, cause]),
    ).toEqual([
      ['cus_1', 1, 'customer-created', 1000, 2000, 'cmd_1'],
      ['tkt_1', 1, 'ticket-opened', 1000, 2000, 'cmd_1'],
      ['tkt_1', 2, 'message-added', 1000, 2000, 'cmd_1'],
    ])
    expect(JSON.stringify([opened.events, opened.explanations, opened.work])).not.toMatch(/eve@|35840|Subject|Body/)
  })
})

describe('given an opening by somebody known', () => {
  it('expects the customer as read, where they do not change', () => {
    const again = orThrow(
      plan({ docs: [null], found: [customerDoc, customerDoc] }, { ...opening, commandId: cmd('2') }, policies, context),
    )
    expect(again.expect).toEqual([{ ref: { kind: 'customer', id: 'cus_1' }, version: 1 }])
    expect(again.writes.map(({ ref }) => ref.kind)).toEqual(['ticket', 'message', 'ticket-content'])
    expect(again.ticket?.requesterId).toBe('cus_1')
  })

  it('is refused where the ticket is there already', () => {
    const again = plan({ docs: [ticketDoc], found: [customerDoc] }, opening, policies, context)
    expect(again._unsafeUnwrapErr().kind).toBe('ticket/already-opened')
  })
})

describe('given a command to a ticket', () => {
  it('writes over the version that was read', () => {
    const replied = orThrow(
      plan(
        { docs: [ticketDoc], found: [] },
        act('2', { type: 'note', messageId: orThrow(parseId('msg', 'msg_2')) }, { body: 'x' }),
        policies,
        context,
      ),
    )
    expect(replied.writes.map(({ ref, version }) => [ref.kind, version])).toEqual([
      ['ticket', 1],
      ['message', 0],
    ])
    expect(replied.writes[1]).toMatchObject({
      doc: { position: 3, body: 'x', actor: 'agent:agt_ada', direction: 'internal' },
      fields: { ticketId: 'tkt_1', position: 3 },
    })
  })

  it('plans nothing where nothing changes', () => {
    const same = orThrow(
      plan({ docs: [ticketDoc], found: [] }, act('2', { type: 'prioritise', priority: 'normal' }), policies, context),
    )
    expect([same.writes, same.events, same.work]).toEqual([[], [], []])
  })

  it('moves timers with the change that gives or takes their reason', () => {
    const resolved = orThrow(
      plan({ docs: [ticketDoc], found: [] }, act('2', { type: 'resolve', code: 'fixed' }), policies, context),
    )
    expect(resolved.work).toEqual([
      { op: 'schedule', queue: 'auto-close', id: 'tkt_1', dueAt: 1000 + 96 * 3_600_000, payload: {} },
    ])
    const doc = stored(resolved)[0]
    if (doc === undefined) throw new TypeError('a resolution writes the ticket')
    const reopened = orThrow(plan({ docs: [doc], found: [] }, act('3', { type: 'reopen' }), policies, context))
    expect(reopened.work).toEqual([{ op: 'cancel', queue: 'auto-close', id: 'tkt_1' }])
  })

  it.each([
    ['no ticket', null, act('2', { type: 'unassign' }), 'ticket/not-found'],
    ['an older version', ticketDoc, act('2', { type: 'unassign' }, { ifVersion: 1 }), 'ticket/changed-since'],
    [
      'a document of another making',
      { ...ticketDoc, doc: { id: 'tkt_1' } },
      act('2', { type: 'unassign' }),
      'planner/unreadable-document',
    ],
    [
      'a workflow nobody knows',
      {
        ...ticketDoc,
        doc: {
          ...orThrow(plan({ docs: [null], found: [] }, opening, policies, context)).ticket,
          workflow: { id: 'gone', version: 1 },
        },
      },
      act('2', { type: 'unassign' }),
      'ticket/unknown-workflow',
    ],
  ])('is refused for %s', (_, doc, request, kind) => {
    const readable = doc === null ? null : JSON.parse(JSON.stringify(doc))
    expect(plan({ docs: [readable], found: [] }, request, policies, context)._unsafeUnwrapErr().kind).toBe(kind)
  })

  it('gives the same plan for the same input, which it leaves as it was', () => {
    const loaded = deepFreeze({ docs: [ticketDoc], found: [] })
    const request = deepFreeze(act('2', { type: 'resolve', code: 'fixed' }, { remark: { command: 'resolve', text: 'done' } }))
    expect(plan(loaded, request, policies, context)).toEqual(plan(loaded, request, policies, context))
  })
})

describe('given a timer that fell due', () => {
  const timer = { queue: 'auto-close', ticketId: tkt('1'), token: 'lease', commandId: cmd('9') } as const
  const system: PlanContext = { ...context, actor: { kind: 'system', id: 'timers' } }
  const resolved =
    stored(orThrow(plan({ docs: [ticketDoc], found: [] }, act('2', { type: 'resolve', code: 'fixed' }), policies, context)))[0] ??
    null
  const due = instant(1000 + 96 * 3_600_000)

  it('acts and settles in one, without cancelling what it settles', () => {
    const outcome = orThrow(planTimer({ docs: [resolved], found: [] }, timer, policies, { ...system, at: due }))
    expect(outcome).toMatchObject({
      do: 'act',
      plan: { work: [{ op: 'settle', token: 'lease' }], ticket: { category: 'closed' } },
    })
  })

  it('waits where the moment is still to come', () => {
    expect(orThrow(planTimer({ docs: [resolved], found: [] }, timer, policies, { ...system, at: instant(due - 1) }))).toEqual({
      do: 'wait',
      until: due,
    })
  })

  it('settles where its reason is gone, expecting the ticket as read', () => {
    const outcome = orThrow(planTimer({ docs: [ticketDoc], found: [] }, timer, policies, { ...system, at: due }))
    expect(outcome).toMatchObject({
      do: 'settle',
      plan: { writes: [], events: [], expect: [{ version: 1 }], work: [{ op: 'settle' }] },
    })
    expect(orThrow(planTimer({ docs: [null], found: [] }, timer, policies, { ...system, at: due }))).toMatchObject({
      do: 'settle',
      plan: { expect: [] },
    })
  })
})

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) deepFreeze(member)
  }
  return value
}
