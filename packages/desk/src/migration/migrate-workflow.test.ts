import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { evolveTicket, standardWorkflow, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture, hours } from '../../test/fixture.ts'
import {
  allRenamed,
  beforeLab as before,
  labPolicies as policies,
  labSla as sla,
  toAllRenamed,
  toLab,
} from '../../test/lab-migration.ts'
import type { MigrationReport } from '../index.ts'

const { from, to, mapping } = toLab

/** Tickets of the old workflow in every category, so many rounds of them, and then a desk that knows the new one too. */
async function inFlight(storage: Storage, rounds = 1): Promise<Fixture & { readonly ids: Readonly<Record<string, string>> }> {
  const old = await fixture({ storage, policies: before, idPrefix: 'a' })
  const ids: Record<string, string> = {}
  const opened = async (): Promise<string> =>
    orThrow(await old.ada.openTicket({ channel: 'web', kind: 'question', from: { email: 'eve@example.com' } })).ticket.id
  for (let round = 0; round < rounds; round += 1) {
    ids['new'] = await opened()
    ids['pending'] = await opened()
    orThrow(await old.ada.requestInformation(ids['pending'], { body: 'Which one?' }))
    ids['on-hold'] = await opened()
    orThrow(await old.ada.hold(ids['on-hold']))
    ids['resolved'] = await opened()
    orThrow(await old.ada.resolve(ids['resolved'], { code: 'fixed' }))
    ids['closed'] = await opened()
    orThrow(await old.ada.cancel(ids['closed']))
  }
  return { ...(await fixture({ storage, policies, idPrefix: 'b' })), ids }
}

/** A storage whose every commit, and every list, passes by. */
function watched(storage: Storage, seen: (call: 'commit' | 'find', change: unknown) => boolean): Storage {
  return {
    ...storage,
    open: (options) =>
      storage.open(options).map((opened) => {
        const { store } = opened
        const commit: typeof store.commit = (tenant, change, more) =>
          seen('commit', change)
            ? store.commit(tenant, change, more)
            : store.commit(tenant, { ...change, expect: [{ ref: { kind: 'ticket', id: 'tkt_none' }, version: 7 }] }, more)
        const find: typeof store.find = (tenant, query, more) => {
          seen('find', query)
          return store.find(tenant, query, more)
        }
        return { ...opened, store: { ...store, commit, find } }
      }),
  }
}

async function statuses({ ada, ids }: Awaited<ReturnType<typeof inFlight>>): Promise<Readonly<Record<string, unknown>>> {
  const read = Object.entries(ids).map(async ([name, id]) => {
    const ticket = orThrow(await ada.ticket(id))
    return [name, `${ticket?.status} v${ticket?.workflow.version}`] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

async function eventsOf({ desk }: Fixture): Promise<readonly (TicketEvent & { readonly stream: string })[]> {
  const { events } = orThrow(await desk.tenant('acme').events({ limit: 500 }))
  return events.flatMap((event) => (event.stream.startsWith('tkt_') ? [event as TicketEvent & { readonly stream: string }] : []))
}

describe('given open tickets and a new version of their workflow', () => {
  it('keeps theirs until they are migrated, while new tickets get the new one', async () => {
    const given = await inFlight(memoryStorage())
    expect(await statuses(given)).toMatchObject({ new: 'new v1', 'on-hold': 'on-hold v1' })
    const { ticket } = orThrow(await given.ada.openTicket({ channel: 'web', kind: 'question' }))
    expect(ticket.workflow).toEqual(to)
  })

  it('tells what would happen without doing it, and reads no closed ticket where every name means the same', async () => {
    const categories: unknown[] = []
    const storage = memoryStorage()
    await inFlight(storage)
    const quicker = { ...standardWorkflow, version: 3, autoCloseAfter: 'PT24H' }
    const { ada } = await fixture({
      policies: { ...policies, workflows: [...policies.workflows, quicker] },
      idPrefix: 'c',
      storage: watched(storage, (call, query) => {
        if (call === 'find') categories.push(query)
        return true
      }),
    })
    const report = orThrow(await ada.migrateWorkflow({ from, to, mapping, dryRun: true }))
    expect(report).toEqual({ stays: 3, moves: 1, closed: 0, stranded: [], unreadable: [], next: null, commits: 0, warnings: [] })
    expect(JSON.stringify(categories)).toContain('closed')
    categories.length = 0
    const same = { from, to: { id: 'standard', version: 3 }, mapping: { ...mapping, statuses: {} }, dryRun: true }
    expect(orThrow(await ada.migrateWorkflow(same))).toMatchObject({ stays: 4, moves: 0, closed: 0 })
    expect(JSON.stringify(categories)).not.toContain('closed')
    expect(orThrow(await ada.migrateWorkflow({ from, to, mapping, dryRun: true }))).toEqual(report)
  })

  it('is refused while a ticket would be stranded, naming it, and changes nothing', async () => {
    const given = await inFlight(memoryStorage())
    const stranding = { ...mapping, statuses: { 'on-hold': 'closed' } }
    const refused = await given.ada.migrateWorkflow({ from, to, mapping: stranding })
    expect(refused._unsafeUnwrapErr()).toMatchObject({
      kind: 'desk/tickets-stranded',
      complete: true,
      stranded: [{ ticketId: given.ids['on-hold'], status: 'on-hold', reasons: [{ reason: 'would-end' }], fallback: null }],
    })
    expect(await statuses(given)).toMatchObject({ new: 'new v1', 'on-hold': 'on-hold v1' })
    const applied = orThrow(await given.ada.migrateWorkflow({ from, to, mapping: { ...stranding, fallback: 'open' } }))
    expect(applied).toMatchObject({ stays: 3, moves: 0, stranded: [{ ticketId: given.ids['on-hold'], fallback: 'open' }] })
    expect(await statuses(given)).toMatchObject({ 'on-hold': 'open v2' })
  })

  it('lists stranded tickets page by page', async () => {
    const { ada } = await inFlight(memoryStorage(), 3)
    const stranding = { ...mapping, statuses: { 'on-hold': 'closed', new: 'closed' } }
    const found: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: MigrationReport = orThrow(
        await ada.migrateWorkflow({ from, to, mapping: stranding, dryRun: true, limit: 2, ...(after === '' ? {} : { after }) }),
      )
      found.push(...page.stranded.map(({ ticketId }) => ticketId))
      expect(page.next).not.toBe(after)
      after = page.next
    }
    expect(new Set(found).size).toBe(6)
    expect(found).toHaveLength(6)
  })

  it('is applied once: again it does nothing; closed tickets and every earlier event stay as they were', async () => {
    const given = await inFlight(memoryStorage())
    const history = JSON.stringify(await eventsOf(given))
    const report = orThrow(await given.ada.migrateWorkflow({ from, to, mapping }))
    expect(report).toMatchObject({ stays: 3, moves: 1, stranded: [], commits: 4 })
    expect(await statuses(given)).toEqual({
      new: 'new v2',
      pending: 'pending v2',
      'on-hold': 'lab v2',
      resolved: 'resolved v2',
      closed: 'closed v1',
    })
    const after = await eventsOf(given)
    expect(JSON.stringify(after).startsWith(history.slice(0, -1))).toBe(true)
    expect(after.filter(({ type }) => type === 'workflow-changed')).toHaveLength(4)
    expect(orThrow(await given.ada.migrateWorkflow({ from, to, mapping }))).toMatchObject({ stays: 0, moves: 0, commits: 0 })
    expect(await eventsOf(given)).toEqual(after)
    const live = orThrow(await given.ada.ticket(given.ids['on-hold'] ?? ''))
    const replayed = after.filter(({ stream }) => stream === live?.id).reduce<Ticket | null>(evolveTicket, null)
    expect(replayed).toEqual(live)
    expect(orThrow(await given.ada.resume(live?.id ?? '')).ticket.status).toBe('new')
  })

  it('moves the timers in the same commit: the end of a wait comes when the new workflow says', async () => {
    const given = await inFlight(memoryStorage())
    orThrow(await given.ada.migrateWorkflow({ from, to, mapping }))
    given.clock.advance(hours(72))
    orThrow(await given.desk.runDueTimers())
    expect(await statuses(given)).toMatchObject({ pending: 'new v2' })
  })

  it('lets the clocks follow in the same commit where the family changes', async () => {
    const storage = memoryStorage()
    const promised = { ...policies, sla }
    const old = await fixture({ storage, policies: { ...before, sla }, idPrefix: 'a' })
    const { ticket } = orThrow(await old.ada.openTicket({ channel: 'web', kind: 'question' }))
    orThrow(await old.ada.requestInformation(ticket.id, { body: 'Which one?' }))
    const { ada } = await fixture({ storage, policies: promised, idPrefix: 'b' })
    expect(orThrow(await ada.clocks(ticket.id))?.clocks['agentWork']?.status).toBe('paused')
    const asOpen = { ...mapping, statuses: { 'on-hold': 'lab', pending: 'open' } }
    expect(orThrow(await ada.migrateWorkflow({ from, to, mapping: asOpen }))).toMatchObject({ moves: 1, commits: 1 })
    expect(orThrow(await ada.clocks(ticket.id))?.clocks['agentWork']?.status).toBe('running')
  })

  it('goes on where it was interrupted, on a file, in another process, and loses no command in between', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'migrate-'))
    try {
      const path = join(folder, 'desk.db')
      const given = await inFlight(sqliteStorage({ path, synchronous: 'normal' }), 12)
      await given.desk.close()
      let commits = 0
      const dying = await fixture({
        policies,
        idPrefix: 'c',
        storage: watched(sqliteStorage({ path, synchronous: 'normal' }), (call) => {
          if (call === 'commit') commits += 1
          return call === 'find' || commits <= 2
        }),
      })
      expect((await dying.ada.migrateWorkflow({ from, to, mapping }))._unsafeUnwrapErr().kind).toBe('desk/contended')
      await dying.desk.close()
      const next = await fixture({ policies, idPrefix: 'd', storage: sqliteStorage({ path, synchronous: 'normal' }) })
      const half = orThrow(await next.ada.migrateWorkflow({ from, to, mapping, dryRun: true }))
      expect(half.stays + half.moves).toBeGreaterThan(0)
      expect(half.stays + half.moves).toBeLessThan(48)
      const noted = given.ids['resolved'] ?? ''
      const [report, note] = await Promise.all([
        next.ada.migrateWorkflow({ from, to, mapping }),
        next.ada.note(noted, { body: 'Meanwhile' }),
      ])
      expect([report.isOk(), note.isOk()]).toEqual([true, true])
      expect(orThrow(report).stays + orThrow(report).moves).toBe(half.stays + half.moves)
      const events = await eventsOf(next)
      const changed = events.filter(({ type }) => type === 'workflow-changed')
      expect([changed.length, new Set(changed.map(({ stream }) => stream)).size]).toEqual([48, 48])
      expect(orThrow(await next.ada.migrateWorkflow({ from, to, mapping }))).toMatchObject({ commits: 0, stays: 0, moves: 0 })
      expect(orThrow(await next.ada.ticket(noted))).toMatchObject({ workflow: to, messageCount: 1 })
      await next.desk.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('decides anew where somebody else was faster', async () => {
    const storage = memoryStorage()
    const given = await inFlight(storage)
    let met = 0
    const { ada } = await fixture({
      policies,
      idPrefix: 'c',
      storage: watched(storage, (call) => {
        if (call !== 'commit') return true
        met += 1
        return met !== 1
      }),
    })
    expect(orThrow(await ada.migrateWorkflow({ from, to, mapping }))).toMatchObject({ stays: 3, moves: 1 })
    expect(await statuses(given)).toMatchObject({ 'on-hold': 'lab v2' })
  })

  describe('with other names for its statuses', () => {
    /** Closed tickets under the old names: ended, merged while each of them waited or was resolved, and merged over two steps. */
    async function closedOnes(storage: Storage) {
      const old = await fixture({ storage, policies: { ...before, sla }, idPrefix: 'a' })
      const opened = async (): Promise<string> =>
        orThrow(await old.ada.openTicket({ channel: 'web', kind: 'question', from: { email: 'eve@example.com' } })).ticket.id
      const [survivor, ended, held, pending, resolved, chained] = [
        await opened(),
        await opened(),
        await opened(),
        await opened(),
        await opened(),
        await opened(),
      ]
      orThrow(await old.ada.cancel(ended))
      orThrow(await old.ada.assign(held, { assigneeId: 'agt_ada' }))
      orThrow(await old.ada.hold(held))
      orThrow(await old.ada.requestInformation(pending, { body: 'Which one?' }))
      orThrow(await old.ada.resolve(resolved, { code: 'fixed' }))
      orThrow(await old.ada.mergeInto(chained, { survivorId: held }))
      for (const id of [held, pending, resolved]) orThrow(await old.ada.mergeInto(id, { survivorId: survivor }))
      return { old, ids: { survivor, ended, held, pending, resolved, chained } }
    }

    it('says how many closed tickets go along, and every one of them goes on afterwards without the old version', async () => {
      const storage = memoryStorage()
      const { old, ids } = await closedOnes(storage)
      const history = JSON.stringify(await eventsOf(old))
      const both = await fixture({
        storage,
        policies: { ...policies, workflows: [standardWorkflow, allRenamed], sla },
        idPrefix: 'b',
      })
      const counted = { stays: 0, moves: 1, closed: 5, stranded: [] }
      expect(orThrow(await both.ada.migrateWorkflow({ ...toAllRenamed, dryRun: true }))).toMatchObject({ ...counted, commits: 0 })
      expect(orThrow(await both.ada.migrateWorkflow(toAllRenamed))).toMatchObject({ ...counted, commits: 2 })
      expect(orThrow(await both.ada.migrateWorkflow(toAllRenamed))).toMatchObject({ moves: 0, closed: 0, commits: 0 })
      const events = await eventsOf(both)
      expect(JSON.stringify(events).startsWith(history.slice(0, -1))).toBe(true)
      const changes = events.flatMap((event) => (event.type === 'workflow-changed' ? [event] : []))
      expect(changes.map(({ data }) => [data.fromCategory, data.toCategory].join(' '))).toEqual([
        'new new',
        ...Array<string>(5).fill('closed closed'),
      ])

      const { ada } = await fixture({ storage, policies: { ...policies, workflows: [allRenamed], sla }, idPrefix: 'c' })
      for (const id of Object.values(ids)) {
        const live = orThrow(await ada.ticket(id))
        expect(events.filter(({ stream }) => stream === id).reduce<Ticket | null>(evolveTicket, null)).toEqual(live)
      }
      expect(orThrow(await ada.unmerge(ids.held)).ticket).toMatchObject({ status: 'lab', category: 'on-hold' })
      expect(orThrow(await ada.resume(ids.held)).ticket.status).toBe('at-work')
      expect(orThrow(await ada.unmerge(ids.chained)).ticket).toMatchObject({ status: 'fresh', category: 'new' })
      expect(orThrow(await ada.unmerge(ids.pending)).ticket).toMatchObject({ status: 'asked', pausedFrom: 'fresh' })
      expect(orThrow(await ada.unmerge(ids.resolved)).ticket).toMatchObject({ status: 'mended', resolutionCode: 'fixed' })
      expect(orThrow(await ada.reopen(ids.ended)).ticket).toMatchObject({ status: 'at-work', reopenCount: 1 })
    })

    it('takes along what was left closed under an older version that is gone, and says which one it was', async () => {
      const storage = memoryStorage()
      const { ids } = await closedOnes(storage)
      const same = { ...standardWorkflow, version: 2, autoCloseAfter: 'PT24H' }
      const third = { ...allRenamed, version: 3 }
      const second = await fixture({
        storage,
        policies: { ...policies, workflows: [standardWorkflow, same], sla },
        idPrefix: 'b',
      })
      const toSame = { from, to: { id: 'standard', version: 2 }, mapping: { ...mapping, statuses: {} } }
      expect(orThrow(await second.ada.migrateWorkflow(toSame))).toMatchObject({ stays: 1, closed: 0 })
      const later = await fixture({ storage, policies: { ...policies, workflows: [same, third], sla }, idPrefix: 'c' })
      const on = { ...toAllRenamed, from: { id: 'standard', version: 2 }, to: { id: 'standard', version: 3 } }
      expect(orThrow(await later.ada.migrateWorkflow({ ...on, dryRun: true }))).toMatchObject({ moves: 1, closed: 5 })
      expect(orThrow(await later.ada.migrateWorkflow(on))).toMatchObject({ moves: 1, closed: 5, stranded: [] })
      expect(orThrow(await later.ada.migrateWorkflow(on))).toMatchObject({ moves: 0, closed: 0, commits: 0 })
      const changed = (await eventsOf(later)).filter(({ type, stream }) => type === 'workflow-changed' && stream === ids.held)
      expect(changed.map(({ data }) => data)).toMatchObject([{ fromWorkflow: { version: 1 }, toWorkflow: { version: 3 } }])
      const { ada } = await fixture({ storage, policies: { ...policies, workflows: [third], sla }, idPrefix: 'd' })
      expect(orThrow(await ada.unmerge(ids.held)).ticket).toMatchObject({ status: 'lab', workflow: { version: 3 } })
      expect(orThrow(await ada.reopen(ids.ended)).ticket).toMatchObject({ status: 'at-work' })
    })

    it('leaves the clocks of what is over as they were', async () => {
      const storage = memoryStorage()
      const { old, ids } = await closedOnes(storage)
      const clocksOf = async ({ ada }: Fixture) =>
        Promise.all([ids.ended, ids.held, ids.resolved].map(async (id) => orThrow(await ada.clocks(id))?.clocks))
      const clocks = await clocksOf(old)
      const both = await fixture({
        storage,
        policies: { ...policies, workflows: [standardWorkflow, allRenamed], sla },
        idPrefix: 'b',
      })
      orThrow(await both.ada.migrateWorkflow(toAllRenamed))
      expect(await clocksOf(both)).toEqual(clocks)
    })

    it('decides anew where a merge is taken back in between, and leaves that ticket behind in no way', async () => {
      const storage = memoryStorage()
      const { old, ids } = await closedOnes(storage)
      let commits = 0
      const { ada } = await fixture({
        policies: { ...policies, workflows: [standardWorkflow, allRenamed], sla },
        idPrefix: 'c',
        storage: watched(storage, (call) => {
          if (call !== 'commit') return true
          commits += 1
          return commits !== 2
        }),
      })
      const [report, back] = await Promise.all([ada.migrateWorkflow(toAllRenamed), old.ada.unmerge(ids.held)])
      expect([report.isOk(), back.isOk()]).toEqual([true, true])
      const { ticket } = orThrow(await ada.note(ids.held, { body: 'Where does it stand?' }))
      expect(ticket).toMatchObject({ workflow: { version: 2 }, status: 'lab', category: 'on-hold', mergedInto: null })
    })
  })

  it('is for administrators, and for workflows that the policies hold', async () => {
    const { desk, ada } = await inFlight(memoryStorage())
    const bob = desk.tenant('acme').as({ kind: 'agent', id: 'agt_bob', roles: ['supervisor'] })
    expect((await bob.migrateWorkflow({ from, to, mapping, dryRun: true }))._unsafeUnwrapErr().kind).toBe('access/denied')
    const lost = { id: 'standard', version: 9 }
    expect((await ada.migrateWorkflow({ from, to: lost, mapping }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/unknown-workflow-version',
      ...{ path: 'to', workflow: 'standard', version: 9, known: [1, 2] },
      message: 'to: the policies hold no version 9 of the workflow standard, expected one of: 1, 2',
    })
    expect((await ada.migrateWorkflow({ from: { id: 'none', version: 1 }, to, mapping }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'ticket/unknown-workflow',
      message: 'from: the policies hold no workflow of this name, expected one of: standard',
    })
    expect((await ada.migrateWorkflow({ from, to: from, mapping }))._unsafeUnwrapErr().message).toBe(
      'the mapping cannot be used: statuses.on-hold: standard version 1 has the status on-hold, and within it only those that it lacks are mapped',
    )
    expect((await ada.migrateWorkflow({ from, to, mapping: { ...mapping, statuses: {} } }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'planner/invalid-migration',
      issues: [{ kind: 'migration/unmapped', witness: ['on-hold'] }],
    })
    expect((await ada.migrateWorkflow({ from, to, mapping, after: 'x' }))._unsafeUnwrapErr().kind).toBe('input/invalid')
    const other = desk.tenant('other').as({ kind: 'agent', id: 'agt_ada', roles: ['administrator'] })
    expect(orThrow(await other.migrateWorkflow({ from, to, mapping }))).toMatchObject({ stays: 0, moves: 0, commits: 0 })
  })
})
