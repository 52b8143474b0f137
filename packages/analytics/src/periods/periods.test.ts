import { type Instant, instant } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { backlog, count, dataset, day, month, type TicketSpells, volume, week } from '../index.ts'

const spells = (asOf: string, ...turns: readonly string[]): TicketSpells => {
  const openIntervals = turns.map((turn) => instant(turn))
  return { asOf: instant(asOf), openedAt: openIntervals[0] ?? instant(asOf), openIntervals }
}
const hours = (period: { readonly start: Instant; readonly end: Instant }): number => (period.end - period.start) / 3_600_000

describe('given days on which clocks change', () => {
  it.each([
    ['Europe/Helsinki', '2026-03-28T12:00Z', '2026-03-30T12:00Z', [24, 23, 24], '2026-03-28'],
    ['Europe/Helsinki', '2026-10-24T12:00Z', '2026-10-26T12:00Z', [24, 25, 24], '2026-10-24'],
    ['Australia/Lord_Howe', '2026-04-04T01:00Z', '2026-04-06T01:00Z', [24, 24.5, 24], '2026-04-04'],
    ['America/Sao_Paulo', '2018-11-03T12:00Z', '2018-11-05T12:00Z', [24, 23, 24], '2018-11-03'],
    ['Asia/Kathmandu', '2026-01-01T12:00Z', '2026-01-02T12:00Z', [24, 24], '2026-01-01'],
  ])('cuts %s from %s to %s into days of their true length', (zone, from, to, lengths, key) => {
    const days = volume([], { by: 'day', zone, from: instant(from), to: instant(to) })._unsafeUnwrap()
    expect(days.map(hours)).toEqual(lengths)
    expect(days[0]?.key).toBe(key)
    expect(days.slice(1).every((each, place) => each.start === days[place]?.end)).toBe(true)
  })
  it('leaves out the day that Samoa skipped', () => {
    const days = volume([], {
      by: 'day',
      zone: 'Pacific/Apia',
      from: instant('2011-12-29T12:00-10:00'),
      to: instant('2011-12-31T12:00+14:00'),
    })._unsafeUnwrap()
    expect(days.map((each) => [each.key, hours(each)])).toEqual([
      ['2011-12-29', 24],
      ['2011-12-31', 24],
    ])
  })
})

describe('given clocks that go back across midnight', () => {
  it('gives the minutes that come twice to the day that has begun', () => {
    const rows = ['2010-11-07T02:30Z', '2010-11-07T02:45Z', '2010-11-07T04:00Z'].map((at) => ({ at: instant(at) }))
    const days = dataset(rows)
      .query({ metrics: [count('n')], by: [day('at', 'America/St_Johns')] })
      ._unsafeUnwrap()
    expect(days.map((group) => [group.by.day, group.rows])).toEqual([['2010-11-07', 3]])
  })
})

describe('given weeks and months', () => {
  it('begins weeks on Monday, across the end of a year', () => {
    const weeks = volume([], {
      by: 'week',
      zone: 'UTC',
      from: instant('2026-12-30T00:00Z'),
      to: instant('2027-01-04T00:00Z'),
    })._unsafeUnwrap()
    expect(weeks.map((each) => each.key)).toEqual(['2026-12-28', '2027-01-04'])
  })
  it('names months by year and month', () => {
    const months = volume([], {
      by: 'month',
      zone: 'Europe/Helsinki',
      from: instant('2025-12-31T21:59Z'),
      to: instant('2026-01-31T22:00Z'),
    })._unsafeUnwrap()
    expect(months.map((each) => [each.key, hours(each)])).toEqual([
      ['2025-12', 31 * 24],
      ['2026-01', 31 * 24],
      ['2026-02', 28 * 24],
    ])
  })
})

describe('given a ticket that was resolved and came back', () => {
  const rows = [spells('2026-03-05T12:00Z', '2026-03-02T09:00Z', '2026-03-02T15:00Z', '2026-03-04T00:00Z')]

  it('counts each turn in its day, and an instant on the boundary in the later one', () => {
    const days = volume(rows, { by: 'day', zone: 'UTC' })._unsafeUnwrap()
    expect(days.map(({ key, opened, reopened, resolved, partial }) => [key, opened, reopened, resolved, partial])).toEqual([
      ['2026-03-02', 1, 0, 1, false],
      ['2026-03-03', 0, 0, 0, false],
      ['2026-03-04', 0, 1, 0, false],
      ['2026-03-05', 0, 0, 0, true],
    ])
  })
  it('is not in the backlog while it is done, and takes the snapshot before the end', () => {
    const days = backlog(rows, { by: 'day', zone: 'UTC' })._unsafeUnwrap()
    expect(days.map(({ key, open, snapshotAt }) => [key, open, new Date(snapshotAt).toISOString()])).toEqual([
      ['2026-03-02', 0, '2026-03-03T00:00:00.000Z'],
      ['2026-03-03', 0, '2026-03-04T00:00:00.000Z'],
      ['2026-03-04', 1, '2026-03-05T00:00:00.000Z'],
      ['2026-03-05', 1, '2026-03-05T12:00:00.000Z'],
    ])
  })
  it('counts only what lies in a stated span, but the backlog from the beginning', () => {
    const span = { by: 'day', zone: 'UTC', from: instant('2026-03-04T10:00Z'), to: instant('2026-03-04T11:00Z') } as const
    expect(volume(rows, span)._unsafeUnwrap()).toMatchObject([{ key: '2026-03-04', opened: 0, reopened: 1, resolved: 0 }])
    expect(backlog(rows, span)._unsafeUnwrap()).toMatchObject([{ key: '2026-03-04', open: 1 }])
  })
})

describe('given a ticket opened as done', () => {
  it('is opened and resolved at once, and never in the backlog', () => {
    const at = instant('2026-03-02T09:00Z')
    const rows: readonly TicketSpells[] = [{ asOf: at, openedAt: at, openIntervals: [] }]
    expect(volume(rows, { by: 'day', zone: 'UTC' })._unsafeUnwrap()).toMatchObject([{ opened: 1, reopened: 0, resolved: 1 }])
    expect(backlog(rows, { by: 'day', zone: 'UTC' })._unsafeUnwrap()).toMatchObject([{ open: 0 }])
  })
})

describe('given nothing, or a zone nobody knows', () => {
  it('has no periods without rows and span', () => {
    expect(volume([], { by: 'day', zone: 'UTC' })._unsafeUnwrap()).toEqual([])
    expect(backlog([], { by: 'day', zone: 'UTC', from: instant(5), to: instant(4) })._unsafeUnwrap()).toEqual([])
  })
  it('passes the refusal of the calendar on', () => {
    expect(volume([], { by: 'day', zone: 'Europe/Atlantis' }).isErr()).toBe(true)
    expect(backlog([], { by: 'day', zone: 'Europe/Atlantis' }).isErr()).toBe(true)
    expect(
      dataset([{ at: 1 }])
        .query({ metrics: [count('n')], by: [day('at', 'Europe/Atlantis')] })
        .isErr(),
    ).toBe(true)
  })
})

describe('given rows grouped by period', () => {
  const rows = ['2026-03-28T23:00Z', '2026-03-29T20:59Z', '2026-03-31T21:00Z'].map((at) => ({ at: instant(at) }))

  it('groups by the local calendar, and shows periods between where asked', () => {
    const keys = (emptyGroups: boolean) =>
      dataset([...rows, { at: null }])
        .query({ metrics: [count('n')], by: [day('at', 'Europe/Helsinki')], emptyGroups })
        ._unsafeUnwrap()
        .map((group) => [group.by.day, group.rows])
    expect(keys(false)).toEqual([
      ['2026-03-29', 2],
      ['2026-04-01', 1],
      [null, 1],
    ])
    expect(keys(true)).toEqual([
      ['2026-03-29', 2],
      ['2026-03-30', 0],
      ['2026-03-31', 0],
      ['2026-04-01', 1],
      [null, 1],
    ])
  })
  it('groups by two lengths at once', () => {
    const groups = dataset(rows)
      .query({ metrics: [count('n')], by: [month('at', 'UTC'), week('at', 'UTC')] })
      ._unsafeUnwrap()
    expect(groups.map((group) => [group.by.month, group.by.week, group.rows])).toEqual([
      ['2026-03', '2026-03-23', 2],
      ['2026-03', '2026-03-30', 1],
    ])
  })
})
