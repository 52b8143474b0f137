import { isId, orThrow, type TicketId } from '@caseload/core'
import type { ActingDesk, DeskEvent } from '@caseload/desk'
import { evolveTicket, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import fc from 'fast-check'
import type { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { fixture, hours } from './fixture.ts'

type Step = (ada: ActingDesk, id: string) => ResultAsync<unknown, unknown>

const text = fc.string({ minLength: 1, maxLength: 20 })
const step: fc.Arbitrary<Step> = fc.oneof(
  text.map(
    (body): Step =>
      (ada, id) =>
        ada.reply(id, { body }),
  ),
  text.map(
    (body): Step =>
      (ada, id) =>
        ada.receiveReply(id, { body }),
  ),
  text.map(
    (body): Step =>
      (ada, id) =>
        ada.note(id, { body }),
  ),
  fc.constantFrom('low', 'normal', 'high', 'urgent').map(
    (priority): Step =>
      (ada, id) =>
        ada.prioritise(id, { priority }),
  ),
  fc.constantFrom('agt_ada', 'agt_bob').map(
    (assigneeId): Step =>
      (ada, id) =>
        ada.assign(id, { assigneeId }),
  ),
  fc.constantFrom('team_one', 'team_two').map(
    (teamId): Step =>
      (ada, id) =>
        ada.transfer(id, { teamId }),
  ),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map(
    (tags): Step =>
      (ada, id) =>
        ada.classify(id, { tags, attributes: { product: String(tags.length) } }),
  ),
  fc.constantFrom<Step>(
    (ada, id) => ada.unassign(id),
    (ada, id) => ada.escalate(id),
    (ada, id) => ada.requestInformation(id, { body: '?' }),
    (ada, id) => ada.hold(id, { reason: 'parts' }),
    (ada, id) => ada.resume(id),
    (ada, id) => ada.resolve(id, { code: 'fixed', summary: 'done' }),
    (ada, id) => ada.reopen(id),
    (ada, id) => ada.confirmProblem(id, { statement: 'x' }),
    (ada, id) => ada.recordAction(id, { code: 'x', outcome: 'worse', time: { minutes: 5 } }),
    (ada, id) => ada.promiseUpdate(id, { dueAt: '2026-03-03T09:00Z' }),
    (ada, id) => ada.scheduleFollowUp(id, { dueAt: '2026-03-04T09:00Z' }),
    (ada, id) => ada.snooze(id, { until: '2026-03-05T09:00Z' }),
    (ada, id) => ada.transfer(id, { teamId: 'team_three', done: 'x', wanted: 'x', told: 'x', answerBy: '2026-03-06T09:00Z' }),
    (ada, id) => ada.acceptHandOver(id, { assigneeId: 'agt_bob' }),
    (ada, id) => ada.returnHandOver(id, { reason: 'x' }),
    (ada, id) => ada.tellSolution(id, { told: { by: 'call' } }),
    (ada, id) => ada.confirmResolution(id),
    (ada, id) => ada.rejectResolution(id, { remark: 'x' }),
    (ada, id) => ada.recordCheckBack(id, { answer: 'not-reached' }),
    (ada, id) => ada.recordCheckBack(id, { answer: 'does-not-work', remark: 'x' }),
    (ada, id) => ada.watch(id, { watcherId: 'agt_bob' }),
    (ada, id) => ada.tag(id, { tags: ['d'] }),
    (ada, id) => ada.close(id),
    (ada, id) => ada.cancel(id),
    (ada, id) => ada.changeStatus(id, { toStatus: 'open' }),
  ),
)

describe('given any commands', () => {
  it('leaves a journal that folds to the live tickets, in versions without gaps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ which: fc.nat(2), step, waitHours: fc.constantFrom(0, 0, 1, 50, 100), timers: fc.boolean() }), {
          maxLength: 40,
        }),
        async (steps) => {
          const { ada, desk, clock } = await fixture()
          const ids: string[] = []
          for (let count = 0; count < 3; count += 1) {
            const opened = await ada.openTicket({
              channel: 'web',
              kind: 'question',
              body: 'x',
              workflow: count === 0 ? 'careful' : 'standard',
              from: { email: `p${count % 2}@example.com` },
            })
            ids.push(orThrow(opened).ticket.id)
          }
          for (const { which, step: take, waitHours, timers } of steps) {
            await take(ada, ids[which] ?? '')
            clock.advance(hours(waitHours))
            if (timers) orThrow(await desk.runDueTimers())
          }
          const { events, end } = orThrow(await desk.tenant('acme').events({ limit: 500 }))
          expect(end).toBe(true)
          const folded = fold(events)
          for (const id of ids) expect(folded.get(id)).toEqual(orThrow(await ada.ticket(id)))
          for (const [index, event] of events.entries()) {
            const earlier = events.slice(0, index).filter(({ stream }) => stream === event.stream)
            expect(event.version).toBe(earlier.length + 1)
            expect(event.at).toBeGreaterThanOrEqual(earlier.at(-1)?.at ?? 0)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

function isTicketEvent(event: DeskEvent): event is Extract<DeskEvent, TicketEvent> {
  return !event.type.startsWith('customer-')
}

function fold(events: readonly DeskEvent[]): ReadonlyMap<string, Ticket | null> {
  const tickets = new Map<TicketId, Ticket | null>()
  for (const event of events) {
    if (!isId('tkt', event.stream) || !isTicketEvent(event)) continue
    tickets.set(event.stream, evolveTicket(tickets.get(event.stream) ?? null, event))
  }
  return tickets
}
