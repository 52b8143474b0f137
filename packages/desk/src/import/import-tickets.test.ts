import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'
import type { ImportTicketRow } from './import-row.ts'

const row = (index: number, more: Partial<ImportTicketRow> = {}): ImportTicketRow => ({
  key: `old-${index}`,
  openedAt: '2025-01-01T09:00:00Z',
  kind: 'incident',
  channel: 'email',
  subject: `Subject ${index}`,
  from: { email: `person-${index % 7}@example.com` },
  messages: [
    { at: '2025-01-01T10:00:00Z', author: 'agent', body: 'On our way.', actor: { kind: 'agent', id: 'agt_old' } },
    { at: '2025-01-01T09:00:00Z', author: 'requester', body: 'Help!' },
  ],
  changes: [{ at: '2025-01-02T09:00:00Z', change: { type: 'resolve', code: 'fixed' } }],
  ...more,
})

describe('given tickets of another system', () => {
  it('takes over each with its texts, history and customer', async () => {
    const { timers } = await fixture()
    expect(
      orThrow(await timers.importTickets([row(1, { number: 4711, status: 'open', priority: 'high', tags: ['legacy'] })])),
    ).toEqual({
      rows: 1,
      imported: 1,
      skipped: 0,
      rejected: [],
    })
    const ticket = orThrow(await timers.ticketByNumber(4711))
    expect([ticket?.category, ticket?.resolutionCode, ticket?.firstReplyAt, ticket?.tags]).toEqual([
      'resolved',
      'fixed',
      Date.parse('2025-01-01T10:00:00Z'),
      ['legacy'],
    ])
    expect(orThrow(await timers.conversation(ticket?.id ?? '')).messages.map(({ body, direction }) => [direction, body])).toEqual(
      [
        ['inbound', 'Help!'],
        ['outbound', 'On our way.'],
      ],
    )
    expect(orThrow(await timers.customer(ticket?.requesterId ?? ''))?.emails).toEqual(['person-1@example.com'])
    expect(orThrow(await timers.subject(ticket?.id ?? ''))).toBe('Subject 1')
  })

  it('begins in any status, also one that ends', async () => {
    const { timers } = await fixture()
    orThrow(await timers.importTickets([row(1, { status: 'closed', changes: [], messages: [], number: 1 })]))
    expect(orThrow(await timers.ticketByNumber(1))?.category).toBe('closed')
  })

  it('takes many together, counts on behind their numbers, and skips them the second time', async () => {
    const { timers, desk } = await fixture()
    const rows = Array.from({ length: 250 }, (_, index) => row(index, { number: index + 1 }))
    const seen: number[] = []
    expect(orThrow(await timers.importTickets(rows, { onProgress: (count) => seen.push(count) }))).toMatchObject({
      rows: 250,
      imported: 250,
    })
    expect(seen).toEqual([100, 200, 250])
    expect(orThrow(await timers.openTicket({ channel: 'web', kind: 'question' })).ticket.number).toBe(251)
    const before = orThrow(await desk.tenant('acme').events({ limit: 500 })).events.length
    async function* slowly() {
      yield* rows
    }
    expect(orThrow(await timers.importTickets(slowly()))).toEqual({ rows: 250, imported: 0, skipped: 250, rejected: [] })
    expect(orThrow(await desk.tenant('acme').events({ limit: 500 })).events).toHaveLength(before)
    expect(orThrow(await timers.backlog({ by: [] }))).toEqual([{ group: {}, count: 1 }])
  })

  it('gives numbers to those that have none, unless told not to', async () => {
    const { timers } = await fixture()
    orThrow(await timers.importTickets([row(1), row(2, { number: null }), row(3)]))
    const { tickets } = orThrow(await timers.tickets())
    expect(tickets.map(({ number }) => number).sort()).toEqual([1, 2, null])
  })

  it('draws another number for a row whose number an import of another process used meanwhile, also for a long one', async () => {
    const { timers, storage } = await fixture({ idPrefix: 'one' })
    const other = (await fixture({ storage, idPrefix: 'two' })).timers
    orThrow(await timers.importTickets([row(1)]))
    orThrow(await other.importTickets([row(2, { number: 2 }), row(3, { number: 4 })]))
    expect(orThrow(await timers.importTickets([row(4), row(5)]))).toMatchObject({ imported: 2, rejected: [] })
    orThrow(await other.importTickets([row(6, { number: 52 })]))
    const messages = Array.from(
      { length: 300 },
      (_, index) => ({ at: '2025-01-01T10:00:00Z', author: 'agent', body: `message ${index}` }) as const,
    )
    expect(orThrow(await timers.importTickets([row(7, { messages })]))).toMatchObject({ imported: 1, rejected: [] })
    const { tickets } = orThrow(await timers.tickets())
    expect(tickets.map(({ number }) => number ?? 0).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 51, 52, 101])
  })

  it('refuses a number from which none could be counted on', async () => {
    const { timers } = await fixture()
    const report = orThrow(
      await timers.importTickets([row(1, { number: Number.MAX_SAFE_INTEGER }), row(2, { number: 999_999_999_999_999 })]),
    )
    expect(report).toMatchObject({ imported: 1, rejected: [{ index: 0, problem: { issues: [{ path: 'number' }] } }] })
    const opened = await timers.openTicket({ channel: 'web', kind: 'question' })
    expect(orThrow(opened).ticket.number).toBe(1_000_000_000_000_000)
  })

  it.each(['\u0000', '\uD800'])('reports a row whose key has %j, and goes on with the rest', async (text) => {
    const { timers } = await fixture()
    const report = orThrow(await timers.importTickets([row(1, { key: `old${text}` }), row(2)]))
    expect(report).toMatchObject({ imported: 1, rejected: [{ index: 0, problem: { issues: [{ path: 'key' }] } }] })
  })

  it('reports bad rows with index and path, and goes on with the rest', async () => {
    const { timers } = await fixture()
    const rows: readonly unknown[] = [
      row(0, { number: 1 }),
      { ...row(1), openedAt: 'yesterday' },
      row(2, { status: 'elsewhere' }),
      { ...row(3), messages: [{ at: '2025-01-01T09:00:00Z', author: 'nobody', body: 'x' }] },
      row(4, { from: { phone: 'SECRET' } }),
      row(5, { number: 1 }),
      null,
      row(0, { number: 1 }),
      row(8, { openedAt: '2100-01-01T00:00:00Z' }),
      row(9, { number: 2 }),
    ]
    const untyped: (given: unknown) => ReturnType<typeof timers.importTickets> = (given) =>
      Reflect.apply(timers.importTickets, timers, [given])
    const report = orThrow(await untyped(rows))
    expect([report.rows, report.imported, report.skipped]).toEqual([10, 2, 1])
    expect(
      report.rejected.map(({ index, key, problem }) => [
        index,
        key,
        problem.kind === 'input/invalid' ? problem.issues[0]?.path : problem.kind,
      ]),
    ).toEqual([
      [1, 'old-1', 'openedAt'],
      [2, 'old-2', 'ticket/unknown-status'],
      [3, 'old-3', 'messages[0].author'],
      [4, 'old-4', 'from.phone'],
      [5, 'old-5', 'storage/taken'],
      [6, null, ''],
      [8, 'old-8', 'openedAt'],
    ])
    expect(JSON.stringify(report)).not.toContain('SECRET')
  })

  it('takes a ticket too long for one commit in parts, once', async () => {
    const { timers } = await fixture()
    const messages = Array.from(
      { length: 730 },
      (_, index) => ({ at: '2025-01-01T10:00:00Z', author: 'agent', body: `message ${index}` }) as const,
    )
    const long = row(1, { number: 1, messages })
    expect(orThrow(await timers.importTickets([long, row(2)]))).toMatchObject({ imported: 2, rejected: [] })
    const ticket = orThrow(await timers.ticketByNumber(1))
    // The opening, the messages, the resolution, and that the last message told of it.
    expect(ticket?.version).toBe(733)
    expect(orThrow(await timers.importTickets([long, row(2)]))).toMatchObject({ imported: 0, skipped: 2 })
  })
})
