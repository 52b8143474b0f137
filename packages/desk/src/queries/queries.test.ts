import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'

async function busyDesk() {
  const made = await fixture()
  const { ada, clock } = made
  const priorities = ['low', 'normal', 'high', 'urgent'] as const
  for (let index = 0; index < 12; index += 1) {
    const priority = priorities[index % 4] ?? 'normal'
    const { ticket } = orThrow(
      await ada.openTicket({
        channel: index % 2 === 0 ? 'email' : 'phone',
        kind: 'incident',
        priority,
        topic: index < 6 ? 'network' : null,
        tags: index % 3 === 0 ? ['vip', `tag-${index}`] : [],
        teamId: index % 2 === 0 ? 'team_one' : null,
      }),
    )
    clock.advance(1000)
    if (index % 4 === 1) orThrow(await ada.assign(ticket.id, { assigneeId: index < 6 ? 'agt_ada' : 'agt_bob' }))
    if (index === 11) orThrow(await ada.cancel(ticket.id))
  }
  return made
}

describe('given a desk with tickets', () => {
  it.each([
    [{}, 12],
    [{ channel: 'email' }, 6],
    [{ priority: ['high', 'urgent'] }, 6],
    [{ category: 'closed' }, 1],
    [{ teamId: null }, 6],
    [{ teamId: 'team_one', topic: 'network' }, 3],
    [{ assigneeId: ['agt_ada', 'agt_bob'] }, 3],
    [{ assigneeId: null }, 9],
    [{ tag: 'vip' }, 4],
    [{ tag: 'vip', channel: 'email' }, 2],
    [{ tag: 'nowhere' }, 0],
    [{ openedFrom: '2026-03-02T09:00:03Z', openedBefore: '2026-03-02T09:00:05Z' }, 2],
    [{ level: 2 }, 0],
  ] as const)('lists by %j', async (filter, count) => {
    const { ada } = await busyDesk()
    expect(orThrow(await ada.tickets({ filter })).tickets).toHaveLength(count)
  })

  it('pages through every order without missing or repeating one', async () => {
    const { ada } = await busyDesk()
    for (const sort of ['updatedAt', 'openedAt', 'priority'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const page: Awaited<ReturnType<typeof ada.tickets>> = await ada.tickets({
            sort,
            direction,
            limit: 5,
            ...(cursor === null ? {} : { cursor }),
          })
          const list = orThrow(page)
          seen.push(...list.tickets.map(({ id }) => id))
          cursor = list.next
        } while (cursor !== null)
        expect(new Set(seen).size).toBe(12)
        expect(seen).toHaveLength(12)
      }
    }
  })

  it('puts the most urgent first', async () => {
    const { ada } = await busyDesk()
    const { tickets } = orThrow(await ada.tickets({ sort: 'priority', limit: 4 }))
    expect(tickets.map(({ priority }) => priority)).toEqual(['urgent', 'urgent', 'urgent', 'high'])
  })

  it('counts the backlog, leaving out what is over', async () => {
    const { ada } = await busyDesk()
    expect(orThrow(await ada.backlog({ by: [] }))).toEqual([{ group: {}, count: 11 }])
    expect(orThrow(await ada.backlog({ by: ['channel'], filter: { topic: 'network' } }))).toEqual([
      { group: { channel: 'email' }, count: 3 },
      { group: { channel: 'phone' }, count: 3 },
    ])
  })

  it('counts what each agent has, what nobody has first', async () => {
    const { ada } = await busyDesk()
    expect(orThrow(await ada.workload()).map(({ assigneeId, total }) => [assigneeId, total])).toEqual([
      [null, 8],
      ['agt_ada', 2],
      ['agt_bob', 1],
    ])
  })

  it('tells everything that was recorded, in order, a page at a time and by type', async () => {
    const { desk } = await busyDesk()
    const tenant = desk.tenant('acme')
    const all = orThrow(await tenant.events({ limit: 500 }))
    const paged = []
    let after: string | null = null
    for (;;) {
      const page: typeof all = orThrow(await tenant.events({ after, limit: 3 }))
      paged.push(...page.events)
      after = page.next
      if (page.end) break
    }
    expect(paged).toEqual(all.events)
    expect(orThrow(await tenant.events({ types: ['ticket-opened'] })).events).toHaveLength(12)
    expect(orThrow(await desk.tenant('other').events()).events).toEqual([])
  })

  it('pages through a timeline by version', async () => {
    const { ada } = await fixture()
    const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', body: 'How?' }))
    for (let count = 0; count < 5; count += 1) orThrow(await ada.note(ticket.id, { body: `note ${count}` }))
    const first = orThrow(await ada.timeline(ticket.id, { limit: 4 }))
    const rest = orThrow(await ada.timeline(ticket.id, { cursor: first.next ?? '' }))
    expect([...first.entries, ...rest.entries].map(({ event }) => event.version)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect([first.next, rest.next]).toEqual([`${ticket.id}@4`, null])
  })

  it.each([
    [{ limit: 501 }, 'limit'],
    [{ sort: 'subject' }, 'sort'],
    [{ filter: { category: 'done' } }, 'filter.category'],
    [{ filter: { subject: 'x' } }, 'filter.subject'],
  ])('refuses %j', async (query, path) => {
    const { ada } = await fixture()
    const untyped: { tickets(query: unknown): ReturnType<typeof ada.tickets> } = {
      tickets: (given) => Reflect.apply(ada.tickets, ada, [given]),
    }
    expect((await untyped.tickets(query))._unsafeUnwrapErr()).toMatchObject({ kind: 'input/invalid', issues: [{ path }] })
  })

  it('refuses a cursor of a timeline that was made up, or is another ticket’s, in words', async () => {
    const { ada } = await fixture()
    const open = () => ada.openTicket({ channel: 'web', kind: 'question' })
    const [one, other] = [await open(), await open()].map((each) => orThrow(each).ticket.id)
    const message = 'cursor: expected the next of an earlier page of the same question'
    for (const cursor of ['rubbish', 'tkt_x@1', `${other}@1`]) {
      const refused = (await ada.timeline(one ?? '', { cursor }))._unsafeUnwrapErr()
      expect(refused.kind === 'input/invalid' && refused.issues.map((issue) => issue.message)).toEqual([message])
    }
  })

  it('refuses a cursor of another list', async () => {
    const { ada } = await busyDesk()
    const { next } = orThrow(await ada.tickets({ limit: 2 }))
    expect((await ada.tickets({ sort: 'openedAt', cursor: next ?? '' }))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect((await ada.tickets({ cursor: 'made up' }))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })
})
