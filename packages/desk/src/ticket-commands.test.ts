import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../test/fixture.ts'

const opening = {
  from: { email: 'eve@example.com' },
  channel: 'email',
  kind: 'incident',
  subject: 'Printer on fire',
  body: 'Floor 3.',
} as const

describe('given a ticket', () => {
  it('takes every command by name', async () => {
    const { ada, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const { id } = ticket
    const seen: string[] = []
    const note = async (step: ReturnType<typeof ada.unassign>) => {
      const answer = orThrow(await step)
      seen.push(answer.events.map(({ type }) => type).join('+'))
      clock.advance(1000)
      return answer.ticket
    }
    await note(ada.classify(id, { topic: 'printer', tags: ['fire', 'floor-3'], attributes: { product: 'P-1' } }))
    await note(ada.prioritise(id, { priority: 'urgent', impact: 'high', urgency: null }))
    await note(ada.assign(id, { assigneeId: 'agt_ada', teamId: 'team_one' }))
    await note(ada.unassign(id))
    await note(ada.transfer(id, { teamId: 'team_two', assigneeId: 'agt_bob' }))
    await note(ada.escalate(id, { level: 2 }))
    await note(ada.reply(id, { body: 'On our way.' }))
    await note(ada.note(id, { body: 'Bring water.' }))
    await note(ada.requestInformation(id, { body: 'Which floor?' }))
    await note(ada.receiveReply(id, { body: 'Third.' }))
    await note(ada.hold(id, { reason: 'waiting for the fire brigade' }))
    await note(ada.resume(id))
    const resolved = await note(ada.resolve(id, { code: 'fixed', summary: 'Put out.' }))
    expect([resolved.category, resolved.resolutionCode, resolved.outcome]).toEqual(['resolved', 'fixed', 'solved'])
    await note(ada.reopen(id))
    await note(ada.cancel(id, { reason: 'printer thrown away' }))
    expect(seen.every((types) => types !== '')).toBe(true)
    const last = orThrow(await ada.ticket(id))
    expect([last?.category, last?.outcome, last?.priority, last?.teamId, last?.tags, last?.attributes]).toEqual([
      'closed',
      'cancelled',
      'urgent',
      'team_two',
      ['fire', 'floor-3'],
      { product: 'P-1' },
    ])
  })

  it('moves by name under the same guards as every other way', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    expect((await ada.changeStatus(ticket.id, { toStatus: 'resolved' }))._unsafeUnwrapErr().kind).toBe('ticket/guard-failed')
    expect((await ada.changeStatus(ticket.id, { toStatus: 'nowhere' }))._unsafeUnwrapErr().kind).toBe('ticket/unknown-status')
    expect(orThrow(await ada.changeStatus(ticket.id, { toStatus: 'resolved', code: 'fixed' })).ticket.category).toBe('resolved')
  })

  it('says with a refusal what is allowed now', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const early = await ada.reopen(ticket.id)
    expect(early.isErr() && early.error.allowedNow?.map(({ command }) => command)).toEqual(
      orThrow(await ada.allowedCommands(ticket.id)).map(({ command }) => command),
    )
  })

  it('grants what changes nothing and writes nothing', async () => {
    const { ada, desk } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const before = orThrow(await desk.tenant('acme').events()).events.length
    const again = orThrow(await ada.prioritise(ticket.id, { priority: ticket.priority }))
    expect([again.events, again.replayed, again.ticket]).toEqual([[], false, ticket])
    expect(orThrow(await desk.tenant('acme').events()).events).toHaveLength(before)
  })

  it('gives messages and remarks back with the history they belong to', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.note(ticket.id, { body: 'Bring water.' }))
    orThrow(await ada.hold(ticket.id, { reason: 'fire brigade' }))
    const { entries, next } = orThrow(await ada.timeline(ticket.id))
    const texts = entries.map(({ event, message, remark }) => [
      event.type,
      message !== null && 'body' in message ? message.body : null,
      remark !== null && 'text' in remark ? remark.text : null,
    ])
    expect(texts).toEqual([
      ['ticket-opened', null, null],
      ['message-added', 'Floor 3.', null],
      ['message-added', 'Bring water.', null],
      ['ticket-status-changed', null, 'fire brigade'],
    ])
    expect(next).toBeNull()
    expect(orThrow(await ada.subject(ticket.id))).toBe('Printer on fire')
  })

  it('takes what is entered afterwards as of then, and refuses the future', async () => {
    const { ada, clock } = await fixture()
    clock.advance(hours(2))
    const opened = orThrow(await ada.openTicket(opening, { at: '2026-03-02T09:30:00Z' }))
    expect([opened.ticket.openedAt, opened.events.at(-1)?.recordedAt]).toEqual([clock.now() - hours(1.5), clock.now()])
    const late = await ada.openTicket(opening, { at: clock.now() + 1 })
    expect(late._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'options.at' }] })
  })
})

describe('given a version to go by', () => {
  it('refuses a ticket that has changed since, with both versions', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.note(ticket.id, { body: 'Bring water.' }, { ifVersion: ticket.version }))
    const late = await ada.note(ticket.id, { body: 'And a bucket.' }, { ifVersion: ticket.version })
    expect(late._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/changed-since',
      expected: ticket.version,
      actual: ticket.version + 1,
    })
  })
})

describe('given a command that is given twice', () => {
  it('opens one ticket and answers with it', async () => {
    const { ada, desk } = await fixture()
    const options = { commandId: 'cmd_once' }
    const first = orThrow(await ada.openTicket(opening, options))
    orThrow(await ada.note(first.ticket.id, { body: 'meanwhile' }))
    const again = orThrow(await ada.openTicket(opening, options))
    expect([again.replayed, again.events, again.ticket.id, again.ticket.version]).toEqual([
      true,
      [],
      'tkt_once',
      first.ticket.version + 1,
    ])
    expect(orThrow(await ada.tickets()).tickets).toHaveLength(1)
    const types = orThrow(await desk.tenant('acme').events()).events.map(({ type }) => type)
    expect(types.filter((type) => type === 'ticket-opened' || type === 'customer-created')).toHaveLength(2)
  })

  it('answers so even where deciding again would refuse', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const options = { commandId: 'cmd_resolve' }
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }, options))
    const again = orThrow(await ada.resolve(ticket.id, { code: 'fixed' }, options))
    expect([again.replayed, again.ticket.category]).toEqual([true, 'resolved'])
    expect((await ada.resolve(ticket.id, { code: 'fixed' }))._unsafeUnwrapErr().kind).toBe('ticket/not-in-this-category')
  })

  it('answers so even where deciding again would change nothing', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const options = { commandId: 'cmd_urgent' }
    expect(orThrow(await ada.prioritise(ticket.id, { priority: 'urgent' }, options)).replayed).toBe(false)
    expect(orThrow(await ada.prioritise(ticket.id, { priority: 'urgent' }, options)).replayed).toBe(true)
  })

  it('leaves no trace of a refusal, so that the same command may be granted later', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const options = { commandId: 'cmd_resume' }
    expect((await ada.resume(ticket.id, {}, options))._unsafeUnwrapErr().kind).toBe('ticket/not-in-this-category')
    orThrow(await ada.hold(ticket.id))
    expect(orThrow(await ada.resume(ticket.id, {}, options)).replayed).toBe(false)
  })

  it('refuses another command under the same name', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const options = { commandId: 'cmd_once' }
    orThrow(await ada.note(ticket.id, { body: 'one' }, options))
    expect((await ada.note(ticket.id, { body: 'two' }, options))._unsafeUnwrapErr().kind).toBe('storage/key-reused')
    expect((await ada.close(ticket.id, {}, options))._unsafeUnwrapErr().kind).toBe('storage/key-reused')
  })
})

describe('given bad input', () => {
  it.each([
    ['a ticket id of another kind', 'cus_1', {}, 'ticketId'],
    ['an unknown property', 'tkt_1', { body: 'x', shout: true }, 'shout'],
    ['no body', 'tkt_1', {}, 'body'],
    ['an empty body', 'tkt_1', { body: '' }, 'body'],
    ['a body with U+0000', 'tkt_1', { body: 'a\u0000b' }, 'body'],
    ['a body with half a character', 'tkt_1', { body: '\ud83d' }, 'body'],
    ['a body too long', 'tkt_1', { body: 'x'.repeat(150_001) }, 'body'],
    ['an address for a channel', 'tkt_1', { body: 'x', channel: 'eve@example.com' }, 'channel'],
    ['a channel too long', 'tkt_1', { body: 'x', channel: 'c'.repeat(65) }, 'channel'],
    ['no object at all', 'tkt_1', 'body', ''],
    ['null', 'tkt_1', null, 'body'],
  ])('refuses %s, naming the path', async (_, id, input, path) => {
    const { ada } = await fixture()
    const untyped: { reply(id: string, input: unknown): ReturnType<typeof ada.reply> } = {
      reply: (ticket, given) => Reflect.apply(ada.reply, ada, [ticket, given]),
    }
    const problem = (await untyped.reply(id, input))._unsafeUnwrapErr()
    expect(problem.kind === 'input/invalid' ? problem.issues.map((issue) => issue.path) : problem.kind).toEqual([path])
  })

  it.each([
    [{ commandId: 'tkt_1' }, 'options.commandId'],
    [{ ifVersion: 0 }, 'options.ifVersion'],
    [{ at: 'yesterday' }, 'options.at'],
    [{ at: '2026-03-02T08:00' }, 'options.at'],
  ])('refuses options %j', async (options, path) => {
    const { ada } = await fixture()
    expect((await ada.note('tkt_1', { body: 'x' }, options))._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [{ path }],
    })
  })

  it('refuses fields that the policies do not declare', async () => {
    const { ada } = await fixture()
    const opened = await ada.openTicket({ ...opening, attributes: { product: 'P-1', birthday: '1970-01-01' } })
    expect(opened._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'attributes.birthday' }] })
  })

  it.each(['', 'a b', 'a/b', 'x'.repeat(65)])('refuses %j for a tenant on each call', async (name) => {
    const { desk } = await fixture()
    const tenant = desk.tenant(name)
    const ada = tenant.as({ kind: 'agent', id: 'agt_ada' })
    const problems = [
      await ada.note('tkt_1', { body: 'x' }),
      await ada.tickets(),
      await tenant.events(),
      await ada.openTicket(opening),
      await ada.backlog(),
    ]
    for (const answer of problems)
      expect(answer._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'tenant' }] })
  })

  it('ends an export of a tenant that is none with the problem as cause', async () => {
    const { desk } = await fixture()
    const lines = desk.tenant('a b').exportLines()[Symbol.asyncIterator]()
    await expect(lines.next()).rejects.toMatchObject({ cause: { kind: 'input/invalid' } })
  })

  it('refuses an actor that is none on each call', async () => {
    const { desk } = await fixture()
    const nobody = desk.tenant('acme').as({ kind: 'agent', id: 'eve@example.com' })
    expect((await nobody.note('tkt_1', { body: 'x' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'input/invalid',
      issues: [{ path: 'actor.id' }],
    })
    expect((await nobody.workload())._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path: 'actor.id' }] })
  })

  it('says that there is no such ticket', async () => {
    const { ada } = await fixture()
    expect((await ada.close('tkt_none'))._unsafeUnwrapErr()).toEqual({
      kind: 'ticket/not-found',
      ticketId: 'tkt_none',
      message: 'there is no ticket tkt_none',
      policies: expect.objectContaining({ set: 0, workflow: null }),
    })
    expect(orThrow(await ada.ticket('tkt_none'))).toBeNull()
  })
})

describe('given a name for a command whose token is that of a ticket there is', () => {
  it('says that the name was given to the command which opened it, or that a log did, and changes nothing', async () => {
    const { ada } = await fixture()
    const input = { channel: 'web', kind: 'question', body: 'one' } as const
    const { ticket } = orThrow(await ada.openTicket(input))
    orThrow(await ada.recordHistory('tkt_old', { key: 'row', at: 0 }))
    const again = (id: string) => ada.openTicket({ ...input, body: 'two' }, { commandId: id.replace('tkt_', 'cmd_') })
    expect((await again(ticket.id))._unsafeUnwrapErr().kind).toBe('storage/key-reused')
    expect((await again('tkt_old'))._unsafeUnwrapErr().kind).toBe('ticket/already-opened')
    expect((await ada.openTicket(input, { commandId: ticket.id }))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect(orThrow(await ada.tickets()).tickets).toHaveLength(2)
    expect(orThrow(await ada.conversation(ticket.id)).messages.map(({ body }) => body)).toEqual(['one'])
  })
})
