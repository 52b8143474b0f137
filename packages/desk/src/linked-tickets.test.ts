import { orThrow } from '@caseload/core'
import { standardWorkflow } from '@caseload/lifecycle'
import { type Message, standardPolicies } from '@caseload/planner'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../test/fixture.ts'

const from = { email: 'eve@example.com' }

async function tickets({ ada }: Fixture, count: number, more: Parameters<Fixture['ada']['openTicket']>[0] | null = null) {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    const opening = more ?? { from, channel: 'email', kind: 'incident', subject: `subject ${index}`, body: `body ${index}` }
    ids.push(orThrow(await ada.openTicket(opening)).ticket.id)
  }
  const [a = '', b = '', c = ''] = ids
  return { a, b, c, ids }
}

const stored = async ({ ada }: Fixture, id: string) => orThrow(await ada.ticket(id))
const linkedTo = (ticket: Awaited<ReturnType<typeof stored>>, relation: string) =>
  ticket === null || 'hidden' in ticket.links
    ? []
    : ticket.links.filter((link) => link.relation === relation).map(({ ticketId }) => ticketId)
const bodies = (messages: readonly Message[]) => messages.map(({ body }) => body)

describe('given two tickets', () => {
  it.each([
    ['duplicate-of', 'duplicated-by'],
    ['child-of', 'parent-of'],
    ['incident-of', 'problem-of'],
    ['follow-up-of', 'followed-up-by'],
    ['related', 'related'],
  ] as const)('links them as %s and %s in one commit, and unlinks them from either end', async (relation, mirror) => {
    const made = await fixture()
    const { a, b } = await tickets(made, 2)
    const linked = orThrow(await made.ada.link(a, { relation, otherId: b }))
    expect(linked.events.map(({ type, stream }) => [type, stream])).toEqual([
      ['ticket-linked', a],
      ['ticket-linked', b],
    ])
    expect([(await stored(made, a))?.links, (await stored(made, b))?.links]).toEqual([
      [{ relation, ticketId: b }],
      [{ relation: mirror, ticketId: a }],
    ])
    expect(orThrow(await made.ada.link(a, { relation, otherId: b })).events).toEqual([])
    expect(orThrow(await made.ada.unlink(b, { relation: mirror, otherId: a })).events).toHaveLength(2)
    expect([(await stored(made, a))?.links, (await stored(made, b))?.links]).toEqual([[], []])
    expect(orThrow(await made.ada.unlink(a, { relation, otherId: b })).events).toEqual([])
  })

  it('refuses a ticket above itself, a second parent, and itself', async () => {
    const made = await fixture()
    const { a, b, c } = await tickets(made, 3)
    orThrow(await made.ada.link(b, { relation: 'child-of', otherId: a }))
    orThrow(await made.ada.link(c, { relation: 'child-of', otherId: b }))
    const refused = async (id: string, relation: 'child-of' | 'parent-of', otherId: string) =>
      (await made.ada.link(id, { relation, otherId }))._unsafeUnwrapErr()
    expect(await refused(a, 'child-of', c)).toMatchObject({ kind: 'ticket/link-refused', reason: 'cycle' })
    expect(await refused(c, 'parent-of', a)).toMatchObject({ kind: 'ticket/link-refused', reason: 'cycle' })
    expect(await refused(c, 'child-of', a)).toMatchObject({ kind: 'ticket/link-refused', reason: 'has-parent' })
    expect(await refused(a, 'parent-of', c)).toMatchObject({ kind: 'ticket/link-refused', reason: 'has-parent' })
    expect(await refused(a, 'child-of', a)).toMatchObject({ kind: 'ticket/link-refused', reason: 'itself' })
    expect(await refused(a, 'child-of', 'tkt_none')).toMatchObject({ kind: 'ticket/not-found', ticketId: 'tkt_none' })
  })

  it('refuses more than ten generations', async () => {
    const made = await fixture()
    const { ids } = await tickets(made, 12)
    for (let index = 1; index < 11; index += 1)
      orThrow(await made.ada.link(ids[index] ?? '', { relation: 'child-of', otherId: ids[index - 1] ?? '' }))
    const last = await made.ada.link(ids[11] ?? '', { relation: 'child-of', otherId: ids[10] ?? '' })
    expect(last._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/link-refused', reason: 'too-deep' })
  })
})

describe('given a parent and a child', () => {
  it('closes the parent only after the child, and by itself as soon as the child is closed', async () => {
    const made = await fixture()
    const { ada, clock, desk } = made
    const { a, b } = await tickets(made, 2)
    orThrow(await ada.link(b, { relation: 'child-of', otherId: a }))
    orThrow(await ada.reply(a, { body: 'Done.' }))
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    expect((await ada.close(a))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/obligations-open',
      obligations: [{ owed: 'child', ticketId: b }],
    })
    clock.advance(hours(97))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ refused: [], failed: [] })
    expect((await stored(made, a))?.category).toBe('resolved')
    orThrow(await ada.cancel(b))
    expect((await stored(made, a))?.openChildren).toEqual([])
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, failed: [] })
    expect((await stored(made, a))?.category).toBe('closed')
    expect((await stored(made, b))?.parentClosed).toBe(true)
  })

  it('keeps the child closed while the parent is, whoever asks', async () => {
    const made = await fixture()
    const { ada } = made
    const { a, b } = await tickets(made, 2)
    orThrow(await ada.link(b, { relation: 'child-of', otherId: a }))
    orThrow(await ada.cancel(b))
    orThrow(await ada.cancel(a))
    expect((await ada.changeStatus(b, { toStatus: 'open' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/parent-closed',
      parentId: a,
    })
    orThrow(await ada.reopen(a))
    expect(orThrow(await ada.reopen(b)).ticket.category).toBe('open')
    expect((await stored(made, a))?.openChildren).toEqual([b])
  })
})

describe('given a checklist', () => {
  it('is read with its wording, which is content', async () => {
    const made = await fixture()
    const { ada } = made
    const { a } = await tickets(made, 1)
    const steps = [{ id: 's', required: true, title: 'Look under the table' }]
    orThrow(await ada.startChecklist(a, { checklistId: 'c', steps }))
    orThrow(await ada.startChecklist(a, { checklistId: 'd', template: { id: 'fire', version: 3 }, steps }))
    orThrow(await ada.completeStep(a, { checklistId: 'd', stepId: 's' }))
    const step = { id: 's', required: true, title: 'Look under the table' }
    expect(orThrow(await ada.checklists(a))).toEqual([
      { id: 'c', template: null, steps: [{ ...step, state: 'open' }] },
      { id: 'd', template: { id: 'fire', version: 3 }, steps: [{ ...step, state: 'done' }] },
    ])
    const admin = made.desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
    orThrow(await admin.eraseCustomer((await stored(made, a))?.requesterId ?? ''))
    expect(orThrow(await ada.checklists(a))).toMatchObject([{ steps: [{ title: null }] }, { steps: [{ title: null }] }])
  })
})

describe('given a closing that a guard of the workflow refuses', () => {
  it('is settled and reported, and tried again after what changes the ticket', async () => {
    const transitions = standardWorkflow.transitions.map((each) =>
      each.from === 'resolved' ? { ...each, when: { field: 'topic', equals: 'fire' } } : each,
    )
    const made = await fixture({ policies: { ...standardPolicies, workflows: [{ ...standardWorkflow, transitions }] } })
    const { ada, clock, desk } = made
    const { a } = await tickets(made, 1)
    orThrow(await ada.reply(a, { body: 'Out.' }))
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    clock.advance(hours(97))
    const refused = orThrow(await desk.runDueTimers())
    expect(refused.refused.map(({ problem }) => problem.kind)).toEqual(['ticket/guard-failed'])
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 0, refused: [] })
    orThrow(await ada.classify(a, { topic: 'fire' }))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1, refused: [] })
    expect((await stored(made, a))?.category).toBe('closed')
  })
})

describe('given a closing that the workflow refuses', () => {
  it.each([
    [
      'required steps',
      async ({ ada }: Fixture, id: string) =>
        orThrow(await ada.startChecklist(id, { checklistId: 'c', steps: [{ id: 's', required: true, title: 'Look' }] })),
      async ({ ada }: Fixture, id: string) => orThrow(await ada.completeStep(id, { checklistId: 'c', stepId: 's' })),
    ],
    [
      'a skipped step',
      async ({ ada }: Fixture, id: string) =>
        orThrow(await ada.startChecklist(id, { checklistId: 'c', steps: [{ id: 's', required: true, title: 'Look' }] })),
      async ({ ada }: Fixture, id: string) =>
        orThrow(await ada.skipStep(id, { checklistId: 'c', stepId: 's', reason: 'not needed' })),
    ],
    [
      'an approval',
      async ({ ada }: Fixture, id: string) =>
        orThrow(await ada.requestApproval(id, { approvalId: 'q', about: 'quote', approver: { kind: 'requester' } })),
      async ({ timers }: Fixture, id: string) => orThrow(await timers.approve(id, { approvalId: 'q' })),
    ],
    [
      'an approval that is withdrawn',
      async ({ ada }: Fixture, id: string) =>
        orThrow(await ada.requestApproval(id, { approvalId: 'q', about: 'quote', approver: { kind: 'requester' } })),
      async ({ ada }: Fixture, id: string) => orThrow(await ada.withdrawApproval(id, { approvalId: 'q', reason: 'moot' })),
    ],
    [
      'a promise',
      async ({ ada, clock }: Fixture, id: string) =>
        orThrow(await ada.promiseUpdate(id, { dueAt: clock.now() + hours(999), about: 'call-back' }, { commandId: 'cmd_p' })),
      async ({ ada }: Fixture, id: string) => orThrow(await ada.keepPromise(id, { promiseId: 'prm_p' })),
    ],
    [
      'a follow-up',
      async ({ ada, clock }: Fixture, id: string) =>
        orThrow(await ada.scheduleFollowUp(id, { dueAt: clock.now() + hours(999) }, { commandId: 'cmd_f' })),
      async ({ ada }: Fixture, id: string) => orThrow(await ada.withdrawFollowUp(id, { followUpId: 'fup_f', reason: 'moot' })),
    ],
  ])('is settled while it owes %s, and armed again by what blocked it', async (_, block, settle) => {
    const made = await fixture()
    const { ada, clock, desk } = made
    const { a } = await tickets(made, 1)
    await block(made, a)
    orThrow(await ada.reply(a, { body: 'Done.' }))
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    expect((await ada.close(a))._unsafeUnwrapErr().kind).toBe('ticket/obligations-open')
    clock.advance(hours(200))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ refused: [], failed: [] })
    expect((await stored(made, a))?.category).toBe('resolved')
    await settle(made, a)
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 1 })
    expect((await stored(made, a))?.category).toBe('closed')
  })
})

describe('given a merge', () => {
  it('shows every message, link and event of both where the ticket goes on', async () => {
    const made = await fixture()
    const { ada, clock } = made
    const { a, b, c } = await tickets(made, 3)
    orThrow(await ada.link(a, { relation: 'related', otherId: c }))
    clock.advance(1000)
    orThrow(await ada.reply(b, { body: 'reply on b' }))
    clock.advance(1000)
    orThrow(await ada.note(a, { body: 'note on a' }))
    clock.advance(1000)
    const merged = orThrow(await ada.mergeInto(a, { survivorId: b, reason: 'the same fire' }))
    expect([merged.ticket.category, merged.ticket.outcome]).toEqual(['closed', 'merged'])
    const conversation = orThrow(await ada.conversation(b)).messages
    expect(bodies(conversation)).toEqual(['body 0', 'body 1', 'reply on b', 'note on a'])
    const paged = orThrow(await ada.conversation(b, { limit: 3 }))
    const rest = orThrow(await ada.conversation(b, { limit: 3, cursor: paged.next ?? '' }))
    expect([...paged.messages, ...rest.messages]).toEqual(conversation)
    const whole = orThrow(await ada.timeline(b, { limit: 500 }))
    expect(whole.entries.some(({ event, ticketId }) => event.type === 'ticket-linked' && ticketId === a)).toBe(true)
    expect(whole.entries.find(({ remark }) => remark !== null)?.remark).toMatchObject({ text: 'the same fire' })
    const collected = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: typeof whole = orThrow(await ada.timeline(b, cursor === '' ? { limit: 2 } : { limit: 2, cursor }))
      collected.push(...page.entries)
      cursor = page.next
    }
    expect(collected).toEqual(whole.entries)
    const times = collected.map(({ event }) => event.at)
    expect(times).toEqual(times.toSorted((x, y) => x - y))
  })

  it('shows every watcher and link of both where the ticket goes on, and of neither where somebody may not see them', async () => {
    const made = await fixture()
    const { ada } = made
    const { a, b, c } = await tickets(made, 3)
    orThrow(await ada.link(a, { relation: 'related', otherId: c }))
    orThrow(await ada.link(a, { relation: 'duplicate-of', otherId: b }))
    orThrow(await ada.watch(a, { watcherId: 'agt_zoe' }))
    orThrow(await ada.watch(b, { watcherId: 'agt_bob' }))
    orThrow(await ada.watch(a, { watcherId: 'agt_bob' }))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    expect(orThrow(await ada.gathered(b))).toEqual({
      ticketIds: [b, a],
      leftOut: 0,
      unreadable: [],
      links: [{ of: a, relation: 'related', ticketId: c }],
      watchers: ['agt_bob', 'agt_zoe'],
    })
    orThrow(await ada.unmerge(a))
    expect(orThrow(await ada.gathered(b))).toMatchObject({ ticketIds: [b], watchers: ['agt_bob'] })
    expect(orThrow(await ada.gathered('tkt_none'))).toBeNull()
  })

  it('lets replies to the merged ticket reach the other, over several merges, and says where they were for', async () => {
    const made = await fixture()
    const { ada } = made
    const { a, b, c } = await tickets(made, 3)
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.mergeInto(b, { survivorId: c }))
    const reply = orThrow(await ada.receiveReply(a, { body: 'still burning' }))
    expect(reply.ticket.id).toBe(c)
    expect(reply.events.map(({ type, stream }) => [type, stream])).toEqual([
      ['message-redirected', c],
      ['message-added', c],
    ])
    expect(bodies(orThrow(await ada.conversation(c)).messages)).toEqual(['body 0', 'body 1', 'body 2', 'still burning'])
    expect((await ada.resolve(a, { code: 'fixed' }))._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/merged', into: b })
  })

  it.each([3, 4, 9])('lets a contact reach where a chain of %i tickets ends, however it refers to one of them', async (count) => {
    const made = await fixture()
    const { ada } = made
    const contact = { channel: 'email', kind: 'incident', from, body: 'still burning' } as const
    const thread = orThrow(await ada.receiveContact({ ...contact, refersTo: { thread: 'thread-1' } })).ticket?.id ?? ''
    const { ids } = await tickets(made, count - 1)
    const chain = [thread, ...ids]
    const last = chain.at(-1) ?? ''
    for (const [index, id] of ids.entries()) orThrow(await ada.mergeInto(chain[index] ?? '', { survivorId: id }))
    const decided = async (refersTo: object) => {
      const { decided: what, ticket } = orThrow(await ada.receiveContact({ ...contact, refersTo }))
      return [what?.outcome, ticket?.id]
    }
    for (const id of chain) {
      expect(await decided({ ticketId: id })).toEqual(['append', last])
      expect(await decided({ number: (await stored(made, id))?.number ?? 0 })).toEqual(['append', last])
    }
    expect(await decided({ thread: 'thread-1' })).toEqual(['append', last])
    orThrow(await ada.cancel(last))
    made.clock.advance(hours(24 * 60))
    const late = orThrow(await ada.receiveContact({ ...contact, refersTo: { ticketId: thread } }))
    expect([late.decided?.outcome, late.ticket?.links]).toEqual(['follow-up-of', [{ relation: 'follow-up-of', ticketId: last }]])
  })

  it('takes a merge back: both stand as before, and what came between stays and says so', async () => {
    const made = await fixture()
    const { ada, clock } = made
    const { a, b } = await tickets(made, 2)
    orThrow(await ada.reply(a, { body: 'on it' }))
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    const [beforeA, beforeB] = [await stored(made, a), await stored(made, b)]
    clock.advance(hours(1))
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    orThrow(await ada.receiveReply(a, { body: 'between' }))
    const undone = orThrow(await ada.unmerge(a))
    const differs = ['version', 'updatedAt', 'statusSince', 'lastRequesterMessageAt', 'messageCount', 'redirected']
    const same = (ticket: object | null) => Object.entries(ticket ?? {}).filter(([name]) => !differs.includes(name))
    expect(same(await stored(made, a))).toEqual(same(beforeA))
    expect(same(await stored(made, b))).toEqual(same(beforeB))
    expect(undone.events.find(({ type }) => type === 'ticket-unmerged')?.data).toEqual({ survivorId: b, messagesStaying: 1 })
    expect(bodies(orThrow(await ada.conversation(a)).messages)).toEqual(['body 0', 'on it'])
    expect(bodies(orThrow(await ada.conversation(b)).messages)).toEqual(['body 1', 'between'])
    expect((await ada.unmerge(a))._unsafeUnwrapErr().kind).toMatch(/not-merged|not-in-this-category/)
  })

  it('refuses what would make a circle, cross two people’s words, or go on in what is over', async () => {
    const made = await fixture()
    const { ada } = made
    const { a, b, c } = await tickets(made, 3)
    const reason = async (id: string, survivorId: string) => {
      const refused = (await ada.mergeInto(id, { survivorId }))._unsafeUnwrapErr()
      return refused.kind === 'ticket/merge-refused' ? refused.reason : refused.kind
    }
    expect(await reason(a, a)).toBe('itself')
    orThrow(await ada.mergeInto(a, { survivorId: b }))
    expect(await reason(b, a)).toBe('survivor-merged')
    expect(await reason(c, a)).toBe('survivor-merged')
    const mia = await tickets(made, 1, { from: { email: 'mia@example.com' }, channel: 'email', kind: 'incident' })
    expect(await reason(c, mia.a)).toBe('other-requester')
    orThrow(await ada.cancel(c))
    expect(await reason(b, c)).toBe('survivor-closed')
    expect(await reason(b, 'tkt_none')).toBe('ticket/not-found')
  })
})

describe('given messages that are another matter', () => {
  it('moves them into a new ticket with a number, in order, and relates the two', async () => {
    const made = await fixture()
    const { ada } = made
    const { a } = await tickets(made, 1)
    orThrow(await ada.receiveReply(a, { body: 'also the toilet' }))
    orThrow(await ada.note(a, { body: 'plumber?' }))
    const [first, second, third] = orThrow(await ada.conversation(a)).messages
    const split = orThrow(
      await ada.split(a, { messageIds: [third?.id ?? '', second?.id ?? ''], subject: 'Toilet' }, { commandId: 'cmd_split' }),
    )
    expect([split.ticket.id, split.ticket.number, split.ticket.messageCount]).toEqual(['tkt_split', 2, 2])
    expect(split.ticket.requesterId).toBe((await stored(made, a))?.requesterId)
    expect(bodies(orThrow(await ada.conversation('tkt_split')).messages)).toEqual(['also the toilet', 'plumber?'])
    expect(bodies(orThrow(await ada.conversation(a)).messages)).toEqual(['body 0'])
    expect(orThrow(await ada.subject('tkt_split'))).toBe('Toilet')
    expect(split.ticket.links).toEqual([{ relation: 'related', ticketId: a }])
    const again = orThrow(
      await ada.split(a, { messageIds: [third?.id ?? '', second?.id ?? ''], subject: 'Toilet' }, { commandId: 'cmd_split' }),
    )
    expect([again.replayed, again.ticket.id]).toEqual([true, 'tkt_split'])
    expect((await ada.split(a, { messageIds: [first?.id ?? ''] }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/nothing-left',
      messages: 1,
    })
    orThrow(await ada.note(a, { body: 'x' }))
    orThrow(await ada.note(a, { body: 'y' }))
    expect((await ada.split(a, { messageIds: [second?.id ?? ''] }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/message-not-here',
      messageId: second?.id,
    })
  })
})

describe('given a problem with incidents', () => {
  it('resolves those that can be, with the same code, each in a step of its own', async () => {
    const made = await fixture()
    const { ada, desk } = made
    const { ids } = await tickets(made, 4)
    const [problem = '', ...incidents] = ids
    for (const id of incidents) orThrow(await ada.link(id, { relation: 'incident-of', otherId: problem }))
    orThrow(await ada.cancel(incidents[2] ?? ''))
    for (const id of ids.slice(0, 3)) orThrow(await ada.reply(id, { body: 'Fixed for all.' }))
    const resolved = orThrow(await ada.resolve(problem, { code: 'patched', incidents: 'resolve' }))
    expect(resolved.events.find(({ type }) => type === 'resolution-passed-on')?.data).toEqual({
      incidentIds: incidents.toSorted(),
      resolutionCode: 'patched',
    })
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ acted: 2, withoutReason: 1, refused: [], failed: [] })
    const codes = await Promise.all(incidents.map(async (id) => (await stored(made, id))?.resolutionCode))
    expect(codes).toEqual(['patched', 'patched', null])
  })

  it('leaves them alone where nobody asks, and where the problem came back', async () => {
    const made = await fixture()
    const { ada, desk } = made
    const { a, b } = await tickets(made, 2)
    orThrow(await ada.link(b, { relation: 'incident-of', otherId: a }))
    orThrow(await ada.reply(a, { body: 'Fixed.' }))
    orThrow(await ada.resolve(a, { code: 'patched' }))
    orThrow(await desk.runDueTimers())
    expect((await stored(made, b))?.category).toBe('new')
    orThrow(await ada.reopen(a))
    orThrow(await ada.resolve(a, { code: 'patched', incidents: 'resolve' }))
    orThrow(await ada.reopen(a))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ withoutReason: 1 })
    expect((await stored(made, b))?.category).toBe('new')
  })
})

describe('given a ticket that can no longer come back', () => {
  it('makes a follow-up of a reopening, linked to it, with its subject and a number', async () => {
    const made = await fixture()
    const { ada, clock } = made
    const { a } = await tickets(made, 1)
    orThrow(await ada.transfer(a, { teamId: 'team_fire' }))
    orThrow(await ada.reply(a, { body: 'Out.' }))
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    clock.advance(hours(672))
    expect(orThrow(await ada.reopen(a)).ticket.id).toBe(a)
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    clock.advance(hours(672) + 1)
    const followed = orThrow(await ada.reopen(a, {}, { commandId: 'cmd_again' }))
    expect([followed.ticket.id, followed.ticket.number, followed.ticket.teamId]).toEqual(['tkt_again', 2, 'team_fire'])
    expect(followed.ticket.links).toEqual([{ relation: 'follow-up-of', ticketId: a }])
    expect((await stored(made, a))?.links).toEqual([{ relation: 'followed-up-by', ticketId: 'tkt_again' }])
    expect(orThrow(await ada.subject('tkt_again'))).toBe('subject 0')
    const again = orThrow(await ada.reopen(a, {}, { commandId: 'cmd_again' }))
    expect([again.replayed, again.ticket.id]).toEqual([true, 'tkt_again'])
  })

  it('takes what the requester writes into the follow-up', async () => {
    const made = await fixture()
    const { ada, clock, requester } = made
    const { a, b } = await tickets(made, 2)
    for (const id of [a, b]) orThrow(await ada.cancel(id))
    const eve = requester((await stored(made, a))?.requesterId?.toString() ?? '')
    const follows = async (id: string) => {
      expect(orThrow(await eve.allowedCommands(id)).find(({ command }) => command === 'receive-reply')?.followUp).toBe(true)
      const followed = orThrow(await eve.receiveReply(id, { body: 'again' }))
      expect(linkedTo(await stored(made, followed.ticket.id), 'follow-up-of')).toEqual([id])
      expect(bodies(orThrow(await eve.conversation(followed.ticket.id)).messages)).toEqual(['again'])
    }
    // Within the window, too, where the workflow takes no replies; what a machine sent opens nothing.
    expect((await ada.receiveReply(a, { body: 'away', automatic: true }))._unsafeUnwrapErr().kind).toBe('ticket/reply-refused')
    await follows(a)
    clock.advance(hours(672) + 1)
    await follows(b)
  })

  it('takes every further message into the follow-up that is open, also where that is merged, and says so again', async () => {
    const made = await fixture()
    const { ada, clock, requester } = made
    const { a, b } = await tickets(made, 2)
    orThrow(await ada.cancel(a))
    const eve = requester((await stored(made, a))?.requesterId?.toString() ?? '')
    const first = orThrow(await eve.receiveReply(a, { body: 'one' })).ticket.id
    const second = orThrow(await ada.receiveReply(a, { body: 'two' }, { commandId: 'cmd_two' }))
    expect([second.ticket.id, second.events.map(({ type }) => type)]).toEqual([first, ['message-added']])
    // A solution that is told within its window comes back by it.
    orThrow(await ada.reply(first, { body: 'Out.' }))
    orThrow(await ada.resolve(first, { code: 'fixed' }))
    clock.advance(hours(1))
    expect(orThrow(await eve.receiveReply(a, { body: 'three' })).ticket).toMatchObject({ id: first, category: 'open' })
    orThrow(await ada.mergeInto(first, { survivorId: b }))
    expect(orThrow(await eve.receiveReply(a, { body: 'four' })).ticket.id).toBe(b)
    const again = orThrow(await ada.receiveReply(a, { body: 'two' }, { commandId: 'cmd_two' }))
    expect([again.replayed, again.ticket.id]).toEqual([true, first])
    expect(linkedTo(await stored(made, a), 'followed-up-by')).toEqual([first])
    // One that is over, too, is followed up by another.
    orThrow(await ada.cancel(b))
    const last = orThrow(await eve.receiveReply(a, { body: 'five' })).ticket.id
    expect(linkedTo(await stored(made, a), 'followed-up-by')).toEqual([first, last].toSorted())
  })

  it('makes one follow-up of two messages at once', async () => {
    const made = await fixture()
    const { a } = await tickets(made, 1)
    orThrow(await made.ada.cancel(a))
    const eve = made.requester((await stored(made, a))?.requesterId?.toString() ?? '')
    const both = await Promise.all(['one', 'two'].map((body) => eve.receiveReply(a, { body })))
    expect(new Set(both.map((each) => orThrow(each).ticket.id)).size).toBe(1)
  })

  it('leaves a follow-up of somebody else alone', async () => {
    const made = await fixture()
    const { ada } = made
    const { a } = await tickets(made, 1)
    const other = orThrow(await ada.openTicket({ from: { email: 'mia@example.com' }, channel: 'email', kind: 'incident' })).ticket
      .id
    orThrow(await ada.link(a, { relation: 'followed-up-by', otherId: other }))
    orThrow(await ada.cancel(a))
    const followed = orThrow(await ada.receiveReply(a, { body: 'again' }))
    expect(followed.ticket.id).not.toBe(other)
    expect(orThrow(await ada.conversation(other)).messages).toEqual([])
  })

  it('comes back by the word that it does not work within the window, closed or not, and is followed up after it', async () => {
    const made = await fixture()
    const { ada, clock, requester } = made
    const { a, b } = await tickets(made, 2)
    for (const id of [a, b]) {
      orThrow(await ada.reply(id, { body: 'Out.' }))
      orThrow(await ada.resolve(id, { code: 'fixed' }))
      orThrow(await ada.close(id))
    }
    const eve = requester((await stored(made, a))?.requesterId?.toString() ?? '')
    const back = orThrow(await eve.rejectResolution(a, { reason: 'still-burns' }))
    expect([back.ticket.id, back.ticket.category]).toEqual([a, 'open'])
    expect((await stored(made, a))?.confirmation).toBe('rejected')
    clock.advance(hours(672) + 1)
    const late = orThrow(await eve.rejectResolution(b)).ticket.id
    expect(linkedTo(await stored(made, late), 'follow-up-of')).toEqual([b])
    expect((await eve.rejectResolution(b))._unsafeUnwrapErr().kind).toBe('ticket/followed-up')
  })

  it('is followed up within the window, too, where its workflow has no way back', async () => {
    const noWayBack = standardWorkflow.transitions.map((way) =>
      way.to === 'open' && Array.isArray(way.from) && way.from.includes('closed') ? { ...way, from: 'resolved' } : way,
    )
    const made = await fixture({
      policies: { ...standardPolicies, workflows: [{ ...standardWorkflow, transitions: noWayBack }] },
    })
    const { ada, requester } = made
    const { a } = await tickets(made, 1)
    orThrow(await ada.reply(a, { body: 'Out.' }))
    orThrow(await ada.resolve(a, { code: 'fixed' }))
    orThrow(await ada.close(a))
    const eve = requester((await stored(made, a))?.requesterId?.toString() ?? '')
    const said = orThrow(await eve.rejectResolution(a, { reason: 'still-burns' }))
    expect(linkedTo(await stored(made, said.ticket.id), 'follow-up-of')).toEqual([a])
    expect((await stored(made, a))?.confirmation).toBe('rejected')
  })
})
