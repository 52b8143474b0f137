import { orThrow } from '@caseload/core'
import { standardPolicies } from '@caseload/desk'
import { carefulWorkflow, standardWorkflow } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from '../../test/fixture.ts'

const opening = { from: { email: 'eve@example.com' }, channel: 'email', kind: 'incident', body: 'Floor 3.' } as const
const careful = {
  policies: {
    ...standardPolicies,
    fields: { product: { type: 'text' as const, personal: false } },
    workflows: [standardWorkflow, carefulWorkflow],
    defaultWorkflow: 'careful',
  },
}
const types = (answer: { readonly events: readonly { readonly type: string }[] }) => answer.events.map(({ type }) => type)

describe('given a ticket', () => {
  it('takes every command about what the desk owes by name', async () => {
    const { ada, clock } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, teamId: 'team_one', assigneeId: 'agt_ada' }))
    const { id } = ticket
    const at = (count: number) => clock.now() + hours(count)
    expect(types(orThrow(await ada.confirmProblem(id, { statement: 'The printer burns.' })))).toEqual(['problem-confirmed'])
    const action = { code: 'put-out', outcome: 'helped', time: { minutes: 10 }, remark: 'Water.' } as const
    expect(types(orThrow(await ada.recordAction(id, action)))).toEqual(['action-recorded', 'work-logged'])
    const worked = await ada.logWork(id, { time: { from: at(-1), to: clock.now() }, worker: 'agent:agt_bob' })
    expect(orThrow(worked).ticket.handleMs).toBe(70 * 60_000)
    const promised = orThrow(await ada.promiseUpdate(id, { dueAt: at(4), about: 'call-back' }, { commandId: 'cmd_promise' }))
    expect(promised.ticket.promises).toMatchObject([{ id: 'prm_promise' }])
    expect(types(orThrow(await ada.promiseUpdate(id, { promiseId: 'prm_promise', dueAt: at(5) })))).toEqual(['promise-made'])
    expect(types(orThrow(await ada.keepPromise(id, { promiseId: 'prm_promise' })))).toEqual(['promise-kept'])
    orThrow(await ada.promiseUpdate(id, { dueAt: at(4) }, { commandId: 'cmd_other' }))
    const withdrawn = await ada.withdrawPromise(id, { promiseId: 'prm_other', reason: 'agreed' })
    expect(types(orThrow(withdrawn))).toEqual(['promise-withdrawn'])
    orThrow(await ada.scheduleFollowUp(id, { dueAt: at(30), purpose: 'check-back' }, { commandId: 'cmd_follow' }))
    expect(types(orThrow(await ada.completeFollowUp(id, { followUpId: 'fup_follow' })))).toEqual(['follow-up-completed'])
    orThrow(await ada.scheduleFollowUp(id, { dueAt: at(30), assigneeId: 'agt_bob' }, { commandId: 'cmd_again' }))
    const moot = await ada.withdrawFollowUp(id, { followUpId: 'fup_again', reason: 'moot' })
    expect(types(orThrow(moot))).toEqual(['follow-up-withdrawn'])
    expect(types(orThrow(await ada.watch(id, { watcherId: 'agt_bob' })))).toEqual(['watcher-added'])
    expect(types(orThrow(await ada.unwatch(id, { watcherId: 'agt_bob' })))).toEqual(['watcher-removed'])
    expect(types(orThrow(await ada.snooze(id, { until: at(2) })))).toEqual(['ticket-snoozed'])
    expect(types(orThrow(await ada.wake(id)))).toEqual(['ticket-woken'])
    expect(orThrow(await ada.tag(id, { tags: ['fire'] })).ticket.tags).toEqual(['fire'])
    expect(orThrow(await ada.untag(id, { tags: ['fire'] })).ticket.tags).toEqual([])
    expect(orThrow(await ada.setField(id, { field: 'product', value: 'P-1' })).ticket.attributes).toEqual({ product: 'P-1' })
    const resolved = await ada.resolve(id, { code: 'fixed', told: { by: 'call', call: 'c-1' } })
    expect(types(orThrow(resolved))).toEqual(['ticket-status-changed', 'solution-told', 'confirmation-asked'])
    expect(orThrow(await ada.rejectResolution(id, { reason: 'burns-again', remark: 'It burns.' })).ticket.category).toBe('open')
    orThrow(await ada.resolve(id, { code: 'fixed' }))
    const told = orThrow(await ada.tellSolution(id, { told: { by: 'article', article: 'kb-1' } }))
    expect(types(told)).toEqual(['solution-told', 'confirmation-asked'])
    expect(orThrow(await ada.confirmResolution(id, { channel: 'phone' })).ticket.category).toBe('closed')
  })

  it('refuses a field that the policies do not declare, and input that is none', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    const problems = [
      await ada.setField(ticket.id, { field: 'birthday', value: 'x' }),
      await ada.tag(ticket.id, { tags: ['eve@example.com'] }),
      await ada.logWork(ticket.id, { time: { minutes: 0 } }),
      await ada.snooze(ticket.id, { until: 'tomorrow' }),
      await ada.watch(ticket.id, { watcherId: 'eve' }),
      await ada.promiseUpdate(ticket.id, { dueAt: 0, promiseId: 'tkt_1' }),
    ]
    expect(problems.map((problem) => problem._unsafeUnwrapErr().kind)).toEqual(problems.map(() => 'input/invalid'))
  })
})

describe('given a solution that a message is said to have told', () => {
  it('looks the message up: one of this ticket, to the requester', async () => {
    const { ada } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_ada' }, { commandId: 'cmd_open' }))
    const other = orThrow(await ada.openTicket({ ...opening, body: 'Other.' }))
    orThrow(await ada.reply(other.ticket.id, { body: 'Elsewhere.' }, { commandId: 'cmd_elsewhere' }))
    orThrow(await ada.note(ticket.id, { body: 'Among us.' }, { commandId: 'cmd_note' }))
    orThrow(await ada.reply(ticket.id, { body: 'Try again.' }, { commandId: 'cmd_reply' }))
    orThrow(await ada.confirmProblem(ticket.id))
    for (const messageId of ['msg_none', 'msg_elsewhere', 'msg_note', 'msg_open']) {
      const refused = await ada.resolve(ticket.id, { code: 'fixed', told: { by: 'message', messageId } })
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'ticket/no-such-message', messageId })
    }
    const told = await ada.resolve(ticket.id, { code: 'fixed', told: { by: 'message', messageId: 'msg_reply' } })
    expect(orThrow(told).ticket.toldBy).toBe('message')
  })

  it('is not closed before it is told, by nobody', async () => {
    const { ada, desk, clock } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_ada' }))
    orThrow(await ada.confirmProblem(ticket.id))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    expect((await ada.close(ticket.id))._unsafeUnwrapErr().kind).toBe('ticket/not-told')
    clock.advance(hours(97))
    expect(orThrow(await desk.runDueTimers())).toMatchObject({ failed: [], refused: [] })
    expect(orThrow(await ada.ticket(ticket.id))?.category).toBe('resolved')
    orThrow(await ada.tellSolution(ticket.id, { told: { by: 'exempt', reason: 'moved-away' } }))
    expect(orThrow(await desk.runDueTimers()).acted).toBe(1)
    expect(orThrow(await ada.ticket(ticket.id))).toMatchObject({ category: 'closed', confirmation: 'accepted' })
  })

  it('takes silence for an answer only as long after it was told as the workflow says', async () => {
    const { ada, desk, clock } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_ada' }))
    orThrow(await ada.confirmProblem(ticket.id))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    for (let day = 0; day < 30; day += 1) {
      clock.advance(hours(24))
      orThrow(await desk.runDueTimers())
    }
    orThrow(await ada.reply(ticket.id, { body: 'It is solved: restart it.' }))
    clock.advance(hours(96) - 1)
    orThrow(await desk.runDueTimers())
    expect(orThrow(await ada.ticket(ticket.id))).toMatchObject({ category: 'resolved', confirmation: 'asked' })
    clock.advance(1)
    orThrow(await desk.runDueTimers())
    expect(orThrow(await ada.ticket(ticket.id))).toMatchObject({ category: 'closed', confirmation: 'accepted' })
  })
})

describe('given a problem that was agreed on', () => {
  it('is agreed on once, however often the same is written down', async () => {
    const { ada } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket(opening))
    const agree = async (statement: string) => types(orThrow(await ada.confirmProblem(ticket.id, { statement })))
    expect(await agree('It burns.')).toEqual(['problem-confirmed'])
    expect(await agree('It burns.')).toEqual([])
    expect(await agree('It smokes.')).toEqual(['problem-confirmed'])
    expect(await agree('It burns.')).toEqual(['problem-confirmed'])
    const again = { commandId: 'cmd_agreed' }
    orThrow(await ada.confirmProblem(ticket.id, { statement: 'It smells.' }, again))
    expect(orThrow(await ada.confirmProblem(ticket.id, { statement: 'It smells.' }, again)).replayed).toBe(true)
  })
})

describe('given a hand-over with receipt', () => {
  const briefing = { done: 'Put out.', wanted: 'A new printer.', told: 'By Friday.' } as const

  it('is offered with its briefing, survives three bounces with its promise, and is never ownerless', async () => {
    const { ada, clock } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, teamId: 'team_one', assigneeId: 'agt_ada' }))
    const { id } = ticket
    const answerBy = clock.now() + hours(90)
    const bare = await ada.transfer(id, { teamId: 'team_two' })
    expect(bare._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/hand-over-incomplete',
      missing: ['done', 'wanted', 'told', 'answerBy'],
    })
    const offer = () => ada.transfer(id, { teamId: 'team_two', ...briefing, answerBy })
    expect(types(orThrow(await offer()))).toEqual(['promise-made', 'hand-over-offered'])
    for (let bounce = 1; bounce <= 3; bounce += 1) {
      if (bounce > 1) orThrow(await ada.transfer(id, { teamId: 'team_two', ...briefing }))
      const back = orThrow(await ada.returnHandOver(id, { reason: 'not-ours', remark: 'We repair cars.' })).ticket
      expect(back).toMatchObject({ teamId: 'team_one', assigneeId: 'agt_ada', promises: [{ dueAt: answerBy }] })
    }
    expect(orThrow(await ada.ticket(id))).toMatchObject({ level: 2, handOverReturns: 0 })
    orThrow(await ada.transfer(id, { teamId: 'team_two', ...briefing }))
    const taken = orThrow(await ada.acceptHandOver(id, { assigneeId: 'agt_bob' })).ticket
    expect(taken).toMatchObject({ teamId: 'team_two', assigneeId: 'agt_bob', promises: [{ dueAt: answerBy }] })
  })

  it('comes back when nobody takes it in time', async () => {
    const { ada, desk, clock } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, teamId: 'team_one', assigneeId: 'agt_ada' }))
    orThrow(await ada.transfer(ticket.id, { teamId: 'team_two', ...briefing, answerBy: clock.now() + hours(90) }))
    clock.advance(hours(4) - 1)
    expect(orThrow(await desk.runDueTimers()).acted).toBe(0)
    clock.advance(1)
    expect(orThrow(await desk.runDueTimers()).acted).toBe(1)
    expect(orThrow(await ada.ticket(ticket.id))).toMatchObject({ handOver: null, handOverReturns: 1, assigneeId: 'agt_ada' })
    expect((await ada.acceptHandOver(ticket.id))._unsafeUnwrapErr().kind).toBe('ticket/nothing-offered')
  })
})

describe('given what is due', () => {
  it('reminds of a promise, marks its miss, and never forgets it', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket(opening))
    orThrow(await ada.promiseUpdate(ticket.id, { dueAt: clock.now() + hours(4) }))
    orThrow(await ada.scheduleFollowUp(ticket.id, { dueAt: clock.now() + hours(6) }))
    for (let hour = 0; hour < 8; hour += 1) {
      clock.advance(hours(1))
      expect(orThrow(await desk.runDueTimers()).failed).toEqual([])
    }
    const { entries } = orThrow(await ada.timeline(ticket.id))
    const opened = clock.now() - hours(8)
    expect(entries.slice(4).map(({ event }) => [event.type, (event.at - opened) / hours(1)])).toEqual([
      ['reminder-given', 3],
      ['promise-missed', 5],
      ['reminder-given', 5],
      ['follow-up-missed', 7],
    ])
    const late = orThrow(await ada.reply(ticket.id, { body: 'Sorry.' }))
    expect(late.events.find(({ type }) => type === 'promise-kept')).toMatchObject({ data: { late: true } })
    expect((await ada.close(ticket.id))._unsafeUnwrapErr().kind).toBe('ticket/obligations-open')
  })

  it('brings back what was put aside, and the desk’s turn where the requester says nothing for two weeks', async () => {
    const { ada, desk, clock } = await fixture()
    const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_ada' }))
    orThrow(await ada.snooze(ticket.id, { until: clock.now() + hours(2) }))
    clock.advance(hours(2))
    orThrow(await desk.runDueTimers())
    expect(orThrow(await ada.ticket(ticket.id))?.snoozedUntil).toBeNull()
    orThrow(await ada.requestInformation(ticket.id, { body: 'Which floor?' }))
    clock.advance(hours(335))
    orThrow(await desk.runDueTimers())
    expect(orThrow(await ada.ticket(ticket.id))?.category).toBe('pending')
    clock.advance(hours(1))
    orThrow(await desk.runDueTimers())
    expect(orThrow(await ada.ticket(ticket.id))?.category).not.toBe('pending')
  })

  it('reminds a requester who was asked whether it works, and takes silence for what the workflow says', async () => {
    const { ada, desk, clock } = await fixture(careful)
    const { ticket } = orThrow(await ada.openTicket({ ...opening, assigneeId: 'agt_ada' }))
    orThrow(await ada.confirmProblem(ticket.id))
    orThrow(await ada.reply(ticket.id, { body: 'Try now.' }))
    orThrow(await ada.resolve(ticket.id, { code: 'fixed' }))
    clock.advance(hours(48))
    orThrow(await desk.runDueTimers())
    clock.advance(hours(48))
    orThrow(await desk.runDueTimers())
    const { entries } = orThrow(await ada.timeline(ticket.id))
    expect(entries.map(({ event }) => event.type).slice(-3)).toEqual([
      'confirmation-reminded',
      'silence-taken',
      'ticket-status-changed',
    ])
  })
})
