import { describe, expect, it } from 'vitest'
import {
  actors,
  ada,
  assign,
  close,
  eve,
  folded,
  hour,
  lived,
  lives,
  message,
  open,
  opening,
  resolve,
  type Step,
  ticketAfter,
  variant,
  workflow,
} from '../../test/desk-day.ts'
import { standardWorkflow } from '../workflow/standard-workflow.ts'
import { decideTicket } from './decide-ticket.ts'
import { evolveTicket } from './evolve-ticket.ts'
import type { MessageAddedData, TicketEvent } from './ticket-events.ts'

const said = (author: MessageAddedData['author'], rest: Partial<MessageAddedData> = {}, at = hour(5)): TicketEvent => ({
  type: 'message-added',
  at,
  actor: author === 'agent' ? 'agent:agt_ada' : 'system:mail',
  data: {
    messageId: message,
    direction: author === 'requester' ? 'inbound' : 'outbound',
    visibility: 'public',
    author,
    automatic: false,
    teamId: null,
    authorTeamId: null,
    channel: 'email',
    ...rest,
  },
})

describe('given a life', () => {
  it('is what the events say', () => {
    expect(ticketAfter(lives['closed'] ?? [])).toEqual({
      id: 'tkt_1',
      number: 1,
      workflow: { id: 'standard', version: 1 },
      catalogue: null,
      status: 'closed',
      category: 'closed',
      statusSince: hour(3),
      pausedFrom: null,
      kind: 'incident',
      channel: 'email',
      requesterId: eve,
      priority: 'normal',
      impact: null,
      urgency: null,
      topic: null,
      level: 1,
      teamId: null,
      assigneeId: ada,
      tags: [],
      attributes: {},
      outcome: 'solved',
      resolutionCode: 'fixed',
      openedAt: hour(0),
      firstReplyAt: null,
      resolvedAt: hour(2),
      closedAt: hour(3),
      lastRequesterMessageAt: null,
      reopenCount: 0,
      updatedAt: hour(3),
      version: 5,
      approval: null,
      approvals: [],
      checklists: [],
      links: [],
      mergedFrom: [],
      mergedInto: null,
      messageCount: 0,
      openChildren: [],
      parentClosed: false,
      awaitsResolution: null,
      redirected: [],
      identifiedAt: null,
      statementId: null,
      handleMs: null,
      workSpans: [],
      promises: [],
      followUps: [],
      missedPromises: 0,
      handOver: null,
      handOverReturns: 0,
      toldAt: null,
      toldBy: null,
      lastAnswerId: null,
      confirmation: null,
      confirmationReminded: false,
      watchers: [],
      snoozedUntil: null,
      personalFields: [],
      checkBack: null,
      takenOver: [],
      passedOn: [],
    })
  })

  it('forgets how it ended when it comes back, and counts it', () => {
    const back = ticketAfter([open, assign, resolve, close, ['requester', { type: 'reopen' }]])
    expect([back.outcome, back.resolutionCode, back.resolvedAt, back.closedAt, back.reopenCount]).toEqual([
      null,
      null,
      null,
      null,
      1,
    ])
  })

  it('keeps when it closed while it moves among closed statuses', () => {
    const rules = variant({
      statuses: [...standardWorkflow.statuses, { id: 'archived', category: 'closed', title: 'Archived' }],
      transitions: [...standardWorkflow.transitions, { from: 'closed', to: 'archived' }],
    })
    const archive: Step = ['agent', { type: 'change-status', toStatus: 'archived' }]
    expect(ticketAfter([open, assign, resolve, close, archive], rules)).toMatchObject({
      status: 'archived',
      closedAt: hour(3),
      statusSince: hour(4),
    })
  })

  it('remembers the status it paused from, and forgets it when it goes on', () => {
    expect(ticketAfter(lives['pending'] ?? []).pausedFrom).toBe('open')
    expect(ticketAfter([...(lives['pending'] ?? []), ['agent', { type: 'resume' }]])).toMatchObject({
      status: 'open',
      pausedFrom: null,
    })
  })

  it('keeps fields that were set and drops those that were cleared', () => {
    const ticket = ticketAfter([
      ['agent', { ...opening, attributes: { site: 'hki', floor: 3 } }],
      ['agent', { type: 'classify', attributes: { floor: null, area: 'b' } }],
    ])
    expect(ticket.attributes).toEqual({ area: 'b', site: 'hki' })
    expect(Object.keys(ticket.attributes)).toEqual(['area', 'site'])
  })
})

describe('given messages', () => {
  const ticket = ticketAfter([open])
  const after = (...events: readonly TicketEvent[]) => events.reduce(evolveTicket, ticket)

  it('answers the requester with the first public message of an agent', () => {
    expect(after(said('agent'), said('agent', {}, hour(6)))?.firstReplyAt).toBe(hour(5))
  })

  it.each<[string, TicketEvent]>([
    ['a bot', said('bot')],
    ['the system', said('system')],
    ['an automatic message', said('agent', { automatic: true })],
    ['an internal note', said('agent', { visibility: 'internal', direction: 'internal' })],
    ['the message an agent opens it with', said('agent', {}, hour(0))],
  ])('does not count %s', (_, event) => {
    expect(after(event)?.firstReplyAt).toBeNull()
  })

  it('remembers when the requester last wrote, automatic messages aside', () => {
    expect(after(said('requester'), said('requester', { automatic: true }, hour(6)))?.lastRequesterMessageAt).toBe(hour(5))
  })
})

describe('given events that could not have been decided', () => {
  const ticket = ticketAfter([open])
  const [opened] = lived([open])

  it('stays nothing before an opening', () => {
    expect(evolveTicket(null, said('agent'))).toBeNull()
  })

  it('counts a second opening and changes nothing else', () => {
    expect(opened && evolveTicket(ticket, opened)).toEqual({ ...ticket, version: 2 })
  })

  it('counts a type it does not know and changes nothing else', () => {
    const unknown = { type: 'ticket-praised', at: hour(9), actor: 'system:x', data: {} }
    // @ts-expect-error A later version may have written it.
    const event: TicketEvent = unknown
    expect(evolveTicket(ticket, event)).toEqual({ ...ticket, version: 2, updatedAt: hour(9) })
  })

  it('never goes back in time', () => {
    expect(folded([...lived([open, assign]), said('bot', {}, hour(0))]).updatedAt).toBe(hour(1))
  })
})

it('is opened resolved without an outcome, and gets one when it closes', () => {
  const context = { actor: actors.system, now: hour(0) }
  expect(decideTicket(workflow, null, { ...opening, toStatus: 'resolved' }, context).isErr()).toBe(true)
  const event: TicketEvent | undefined = lived([open])[0]
  if (event?.type !== 'ticket-opened') throw new Error('expected an opening')
  const ticket = evolveTicket(null, { ...event, data: { ...event.data, status: 'resolved', category: 'resolved' } })
  expect([ticket?.outcome, ticket?.resolvedAt]).toEqual([null, hour(0)])
  const closing = decideTicket(workflow, ticket, { type: 'close' }, context)._unsafeUnwrap()
  expect(closing.reduce(evolveTicket, ticket)).toMatchObject({ outcome: 'solved', closedAt: hour(0) })
  expect(decideTicket(workflow, ticket, { type: 'change-status', toStatus: 'resolved' }, context)._unsafeUnwrap()).toEqual([])
})
