import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'
import type { HistoryRow } from './history-row.ts'

const first: HistoryRow = {
  key: 'log.1',
  at: '2012-05-01T10:00:00+02:00',
  actor: { kind: 'agent', id: 'agt_1' },
  open: { status: 'open', kind: 'incident', teamId: 'team_a' },
  activity: { code: 'Accepted/In Progress', attributes: { line: 1 } },
  changes: [{ type: 'assign', assigneeId: 'agt_1' }],
}

describe('given rows of another system', () => {
  it('counts on above the numbers they bring, however many', async () => {
    const { timers } = await fixture()
    for (let number = 1; number <= 500; number += 1)
      orThrow(await timers.recordHistory(`tkt_${number}`, { key: `log.${number}`, at: first.at, open: { number } }))
    expect(orThrow(await timers.openTicket({ channel: 'web', kind: 'question' })).ticket.number).toBe(501)
  })

  it('opens the ticket with the first and follows with the rest', async () => {
    const { timers } = await fixture()
    const opened = orThrow(await timers.recordHistory('tkt_1-4711', first))
    expect(opened.events.map(({ type }) => type)).toEqual(['ticket-opened', 'activity-recorded', 'ticket-assigned'])
    expect([opened.ticket.status, opened.ticket.openedAt, opened.ticket.number]).toEqual([
      'open',
      Date.parse('2012-05-01T08:00:00Z'),
      null,
    ])
    const moved = orThrow(
      await timers.recordHistory('tkt_1-4711', {
        key: 'log.2',
        at: '2012-05-02T10:00:00+02:00',
        activity: { code: 'Queued/Awaiting Assignment' },
        changes: [{ type: 'unassign' }, { type: 'transfer', teamId: 'team_b' }, { type: 'escalate', level: 2 }],
      }),
    )
    expect(moved.events.map(({ type }) => type)).toEqual([
      'activity-recorded',
      'ticket-unassigned',
      'ticket-transferred',
      'ticket-escalated',
    ])
  })

  it('records where the workflow would have refused, and follows the log', async () => {
    const { timers } = await fixture()
    orThrow(await timers.recordHistory('tkt_1', first))
    const closed = orThrow(
      await timers.recordHistory('tkt_1', { key: 'log.2', at: '2012-05-01T11:00:00Z', changes: [{ type: 'close' }] }),
    )
    const reopened = orThrow(
      await timers.recordHistory('tkt_1', {
        key: 'log.3',
        at: '2013-05-01T11:00:00Z',
        changes: [{ type: 'change-status', toStatus: 'open' }],
      }),
    )
    expect(closed.ticket.category).toBe('closed')
    expect(reopened.events.map(({ type }) => type)).toEqual(['deviation-recorded', 'ticket-status-changed'])
    expect(reopened.ticket.category).toBe('open')
  })

  it('writes a row once, whatever happened since', async () => {
    const { timers, desk } = await fixture()
    const second: HistoryRow = {
      key: 'log.2',
      at: '2012-05-01T11:00:00Z',
      activity: { code: 'Completed/Resolved' },
      changes: [{ type: 'resolve', code: 'fixed' }],
    }
    orThrow(await timers.recordHistory('tkt_1', first))
    orThrow(await timers.recordHistory('tkt_1', second))
    const before = orThrow(await desk.tenant('acme').events()).events
    for (const row of [first, second])
      expect(orThrow(await timers.recordHistory('tkt_1', row))).toMatchObject({ replayed: true, events: [] })
    expect(orThrow(await desk.tenant('acme').events()).events).toEqual(before)
    const other = await timers.recordHistory('tkt_1', { ...second, changes: [] })
    expect(other._unsafeUnwrapErr().kind).toBe('storage/key-reused')
  })

  it("holds a row that steps back in time to the ticket's last moment", async () => {
    const { timers } = await fixture()
    const { ticket } = orThrow(await timers.recordHistory('tkt_1', first))
    const back = orThrow(
      await timers.recordHistory('tkt_1', { key: 'log.2', at: '2011-01-01T00:00:00Z', activity: { code: 'X' } }),
    )
    expect(back.events.map(({ at }) => at)).toEqual([ticket.updatedAt])
  })

  it.each([
    [{ key: 'a b' }, 'key'],
    [{ at: '2012-05-01T10:00:00' }, 'at'],
    [{ at: '2100-01-01T00:00:00Z' }, 'at'],
    [{ open: { attributes: { secret: 'x' } } }, 'open.attributes.secret'],
    [{ open: { level: 10 } }, 'open.level'],
    [{ changes: [{ type: 'assign', assigneeId: 'bob' }] }, 'changes[0].assigneeId'],
    [{ changes: [{ type: 'open' }] }, 'changes[0].type'],
  ])('refuses %j', async (wrong, path) => {
    const { timers } = await fixture()
    const untyped: (row: unknown) => ReturnType<typeof timers.recordHistory> = (row) =>
      Reflect.apply(timers.recordHistory, timers, ['tkt_1', row])
    const problem = (await untyped({ ...first, ...wrong }))._unsafeUnwrapErr()
    expect(problem.kind === 'input/invalid' ? problem.issues.map((issue) => issue.path) : problem.kind).toEqual([path])
    expect(orThrow(await timers.ticket('tkt_1'))).toBeNull()
  })

  it('refuses a status the workflow does not have', async () => {
    const { timers } = await fixture()
    const row = { ...first, open: { status: 'elsewhere' } }
    expect((await timers.recordHistory('tkt_1', row))._unsafeUnwrapErr().kind).toBe('ticket/unknown-status')
  })
})
