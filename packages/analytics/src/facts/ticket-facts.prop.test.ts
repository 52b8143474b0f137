import { instant } from '@caseload/core'
import type { StatusCategory } from '@caseload/lifecycle'
import { statusCategories } from '@caseload/lifecycle'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { by, History } from '../../test/history.ts'
import { processLog, type TicketJournalEvent, ticketFacts, ticketFactsFold, variants } from '../index.ts'

const category = fc.constantFrom<StatusCategory>(...statusCategories)
const step = fc.record({
  wait: fc.integer({ min: 0, max: 1000 }),
  what: fc.constantFrom('status', 'message', 'assign', 'transfer', 'escalate'),
  to: category,
  name: fc.constantFrom('a', 'b', 'c'),
})
const life = fc.record({ openedAt: fc.integer({ min: 0, max: 2000 }), first: category, steps: fc.array(step, { maxLength: 12 }) })

function historyOf(
  name: string,
  {
    openedAt,
    first,
    steps,
  }: {
    openedAt: number
    first: StatusCategory
    steps: readonly { wait: number; what: string; to: StatusCategory; name: string }[]
  },
): History {
  const history = new History(name, openedAt, { status: first, category: first })
  let at = openedAt
  for (const each of steps) {
    at += each.wait
    if (each.what === 'status') history.status(at, each.to, by(each.name))
    else if (each.what === 'message') history.message(at, {}, by(each.name))
    else if (each.what === 'assign') history.assign(at, each.name, by('a'))
    else if (each.what === 'transfer') history.transfer(at, each.name)
    else history.escalate(at, 1, 2)
  }
  return history
}

const desk = fc
  .array(life, { minLength: 1, maxLength: 8 })
  .map((lives) => lives.map((each, index) => historyOf(`${index}`, each)))
const runs = { numRuns: 150 }

describe('given any tickets', () => {
  it('divides the life of each among its statuses, and none of its times is negative', () => {
    fc.assert(
      fc.property(desk, fc.integer({ min: 0, max: 5000 }), (tickets, extra) => {
        const events = tickets.flatMap((ticket) => ticket.events)
        const asOf = instant(Math.max(...events.map((event) => event.at)) + extra)
        for (const row of ticketFacts(events, { asOf })._unsafeUnwrap()) {
          const sum = (times: object): number => Object.values(times).reduce((total: number, ms: number) => total + ms, 0)
          expect(sum(row.timeInStatusMs)).toBe(row.lifetimeMs)
          expect(sum(row.timeInCategoryMs)).toBe(row.lifetimeMs)
          expect(row.lifetimeMs).toBe((row.closedAt ?? asOf) - row.openedAt)
          expect(row.requesterWaitMs - row.agentWorkMs).toBe(row.onHoldMs)
          for (const ms of [row.firstTouchMs, row.firstReplyMs, row.firstResolutionMs, row.fullResolutionMs])
            expect(ms ?? 0).toBeGreaterThanOrEqual(0)
          expect(row.openIntervals.length % 2 === 1).toBe(row.open)
          expect(row.resolutions - row.reopens).toBe(row.open ? 0 : 1)
          expect(row.fullResolutionMs ?? Infinity).toBeGreaterThanOrEqual(row.firstResolutionMs ?? Infinity)
        }
      }),
      runs,
    )
  })
  it('does not mind in which order tickets and events come', () => {
    fc.assert(
      fc.property(desk, fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })), (tickets, chance) => {
        const events = tickets.flatMap((ticket) => ticket.events)
        const shuffled = events.map((event) => ({ event, place: chance.next().value })).sort((a, b) => a.place - b.place)
        expect(ticketFacts(shuffled.map(({ event }) => event))).toEqual(ticketFacts(events))
      }),
      runs,
    )
  })
  it('gives the same event by event as all at once, at every moment on the way', () => {
    fc.assert(
      fc.property(desk, (tickets) => {
        const fold = ticketFactsFold()
        const seen: TicketJournalEvent[] = []
        for (const event of tickets.flatMap((ticket) => ticket.events)) {
          expect(fold.add(event).isOk()).toBe(true)
          seen.push(event)
          if (seen.length % 5 === 0) expect(fold.finish()).toEqual(ticketFacts(seen)._unsafeUnwrap())
        }
        expect(fold.finish()).toEqual(ticketFacts(seen)._unsafeUnwrap())
      }),
      runs,
    )
  })
  it('gives as of an instant what it gives of the events up to it', () => {
    fc.assert(
      fc.property(desk, fc.integer({ min: 0, max: 8000 }), (tickets, ms) => {
        const events = tickets.flatMap((ticket) => ticket.events)
        const asOf = instant(ms)
        const until = events.filter((event) => event.at <= asOf)
        expect(ticketFacts(events, { asOf })).toEqual(ticketFacts(until, { asOf }))
      }),
      runs,
    )
  })
  it('finds the variants of its rows in the process log of the same events', () => {
    fc.assert(
      fc.property(desk, (tickets) => {
        const events = tickets.flatMap((ticket) => ticket.events)
        const found = variants(processLog(events, { steps: 'status' })._unsafeUnwrap())
        const keys = ticketFacts(events)
          ._unsafeUnwrap()
          .map((row) => row.variant)
        expect(found.map(({ key, cases }) => [key, cases]).sort()).toEqual(
          [...new Set(keys)].map((key) => [key, keys.filter((each) => each === key).length]).sort(),
        )
      }),
      runs,
    )
  })
})
