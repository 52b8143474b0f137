import { instant } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backlog, count, dataset, day, month, type TicketSpells, volume, week } from '../index.ts'

const from = Date.parse('2024-01-01T00:00Z')
const to = Date.parse('2024-12-31T00:00Z')
const ticket = fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 6 }).map((turns): TicketSpells => {
  const openIntervals = turns.sort((a, b) => a - b).map((turn) => instant(turn))
  return { asOf: instant(to), openedAt: openIntervals[0] ?? instant(to), openIntervals }
})
const tickets = fc.array(ticket, { minLength: 1, maxLength: 20 })
const zone = fc.constantFrom('UTC', 'Europe/Helsinki', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca')
const by = fc.constantFrom('day' as const, 'week' as const, 'month' as const)
const runs = { numRuns: 100 }

describe('given any tickets, zone and length of period', () => {
  it('has no gaps between periods, and loses no turn', () => {
    fc.assert(
      fc.property(tickets, zone, by, (rows, where, unit) => {
        const periods = volume(rows, { zone: where, by: unit })._unsafeUnwrap()
        for (const [place, period] of periods.entries()) {
          expect(period.end).toBeGreaterThan(period.start)
          if (place > 0) expect(period.start).toBe(periods[place - 1]?.end)
        }
        const turns = rows.reduce((sum, row) => sum + row.openIntervals.length, 0)
        expect(periods.reduce((sum, each) => sum + each.opened + each.reopened + each.resolved, 0)).toBe(turns)
      }),
      runs,
    )
  })
  it('explains each backlog by the one before and what came and went', () => {
    fc.assert(
      fc.property(tickets, zone, by, (rows, where, unit) => {
        const flow = volume(rows, { zone: where, by: unit })._unsafeUnwrap()
        let before = 0
        for (const [place, { open, end }] of backlog(rows, { zone: where, by: unit })._unsafeUnwrap().entries()) {
          const period = flow[place]
          expect(open).toBe(before + (period?.opened ?? 0) + (period?.reopened ?? 0) - (period?.resolved ?? 0))
          expect(open).toBe(rows.filter((row) => row.openIntervals.filter((turn) => turn < end).length % 2 === 1).length)
          before = open
        }
      }),
      runs,
    )
  })
  it('groups rows into the periods that volume counts', () => {
    fc.assert(
      fc.property(tickets, zone, by, (rows, where, unit) => {
        const make = { day, week, month }[unit]
        const groups = dataset(rows)
          .query({ metrics: [count('n')], by: [make('openedAt', where, 'period')] })
          ._unsafeUnwrap()
        const opened = volume(rows, { zone: where, by: unit })
          ._unsafeUnwrap()
          .filter((each) => each.opened > 0)
        expect(groups.map((group) => [group.by.period, group.rows])).toEqual(opened.map((each) => [each.key, each.opened]))
      }),
      runs,
    )
  })
})
