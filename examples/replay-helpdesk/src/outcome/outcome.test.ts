import type { TicketJournalEvent } from '@caseload/analytics'
import { addMs, type Instant, instant, orThrow, parseId } from '@caseload/core'
import type { StatusCategory } from '@caseload/lifecycle'
import { describe, expect, it } from 'vitest'
import { journalFold } from './journal-fold.ts'
import { outcomeOf } from './outcome.ts'
import { publishedLog } from './published-facts.ts'
import { outcomeTables } from './tables.ts'

const hour = 3_600_000
const start = instant('2012-05-07T08:00:00Z')
const first = orThrow(parseId('team', 'team_first'))
const second = orThrow(parseId('team', 'team_second'))
const categories: Readonly<Record<string, StatusCategory>> = { working: 'open', resolved: 'resolved' }
const categoryOf = (status: string): StatusCategory => categories[status] ?? 'open'

/** A ticket that goes to a second team and is resolved after `hours`; null: never. */
function history(id: string, opened: Instant, hours: number | null): readonly TicketJournalEvent[] {
  const ticketId = orThrow(parseId('tkt', id))
  const place = (version: number, at: Instant) =>
    ({ stream: ticketId, version, schema: 1, at, recordedAt: at, cause: null, actor: 'agent:agt_0001' }) as const
  const later = (by: number): Instant => addMs(opened, by * hour)
  const begun: readonly TicketJournalEvent[] = [
    {
      ...place(1, opened),
      type: 'ticket-opened',
      data: {
        ticketId,
        number: null,
        workflow: { id: 'w', version: 1 },
        catalogue: null,
        status: 'working',
        category: 'open',
        kind: 'incident',
        channel: 'log',
        requesterId: null,
        priority: 'normal',
        impact: id.endsWith('1') ? 'High' : null,
        urgency: null,
        topic: null,
        level: 1,
        teamId: first,
        assigneeId: null,
        tags: [],
        attributes: {},
      },
    },
    {
      ...place(2, opened),
      type: 'activity-recorded',
      data: { code: 'Go', attributes: { group: 'first', resource: 'name-0001' } },
    },
    { ...place(3, later(1)), type: 'ticket-transferred', data: { from: first, to: second } },
    {
      ...place(4, later(1)),
      type: 'deviation-recorded',
      data: { reason: 'no-transition', command: 'transfer', from: 'working', to: 'working' },
    },
  ]
  if (hours === null) return begun
  return [
    ...begun,
    {
      ...place(5, later(hours)),
      type: 'ticket-status-changed',
      data: {
        from: 'working',
        to: 'resolved',
        fromCategory: 'open',
        toCategory: 'resolved',
        cause: 'observed',
        outcome: 'solved',
        resolutionCode: null,
      },
    },
  ]
}

function outcome(events: readonly TicketJournalEvent[]) {
  const journal = journalFold()
  for (const event of events) orThrow(journal.add(event))
  return orThrow(outcomeOf(journal, 'Europe/Brussels', { impact: 'impact', product: 'product' }, categoryOf))
}

describe('given the journal of three tickets', () => {
  const found = outcome([...history('tkt_1', start, 2), ...history('tkt_2', start, 4), ...history('tkt_3', start, null)])

  it('counts what is resolved and what is open', () => {
    expect(found.all.tickets.value).toBe(3)
    expect(found.all.open.value).toBe(1)
    expect(found.all['fullResolutionTime.median']).toMatchObject({ value: 3 * hour, n: 2, missing: 1 })
  })

  it('groups, the largest group first, and keeps those of whom nothing is said', () => {
    expect(found.groups[0]?.groups.map((group) => [group.key, group.values.tickets.value])).toEqual([
      [null, 2],
      ['High', 1],
    ])
  })

  it('has no group for a field that no ticket has', () => {
    expect(found.groups[1]).toEqual({ title: 'product', groups: [] })
  })

  it('counts deviations by kind', () => {
    expect(found.deviations).toEqual([{ reason: 'no-transition', from: 'working', to: 'working', count: 3 }])
  })

  it('leaves time after the resolution out of the time in each status', () => {
    expect(found.statuses.map((status) => [status.status, status.totalMs])).toEqual([['working', 10 * hour]])
  })

  it('counts by day, for a log of one week', () => {
    expect(found.volume).toMatchObject({ unit: 'day', drawnFrom: 0 })
    expect(found.volume.volume.map((period) => [period.key, period.opened, period.resolved])).toEqual([['2012-05-07', 3, 2]])
    expect(found.volume.backlog.map((period) => period.open)).toEqual([1])
  })

  it('says in its tables that nothing is published about this log', () => {
    const [facts] = outcomeTables(found, { sha256: 'other', whole: true })
    expect(facts?.rows[0]).toEqual(['cases', '–', '3', '–'])
  })

  it('says in its tables where a published fact is not met', () => {
    const [facts] = outcomeTables(found, { sha256: publishedLog, whole: true })
    expect(facts?.rows[0]).toEqual(['cases', '7,554', '3', 'DIFFERENT'])
  })
})

describe('given a journal of a year', () => {
  it('counts by week', () => {
    const days = Array.from({ length: 50 }, (_, week) => history(`tkt_${week}`, addMs(start, week * 168 * hour), 2))
    const found = outcome(days.flat())
    expect(found.volume.unit).toBe('week')
    expect(found.volume.volume).toHaveLength(50)
  })

  it('leaves out a long beginning in which next to nothing happened', () => {
    const early = history('tkt_early', addMs(start, -400 * 24 * hour), 2)
    const late = Array.from({ length: 40 }, (_, week) => history(`tkt_${week}`, addMs(start, week * 168 * hour), 2))
    const found = outcome([...early, ...late.flat()])
    expect(found.volume.unit).toBe('week')
    expect(found.volume.volume[found.volume.drawnFrom]?.opened).toBe(1)
    expect(found.volume.drawnFrom).toBeGreaterThan(50)
  })
})

describe('given an empty journal', () => {
  it('gives no numbers rather than zeros', () => {
    const found = outcome([])
    expect(found.all['fullResolutionTime.median'].value).toBeNull()
    expect(found.volume.volume).toEqual([])
    expect(found.log.caseDurationMs).toBeNull()
  })
})
