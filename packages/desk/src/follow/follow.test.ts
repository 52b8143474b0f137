import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow, type Problem } from '@caseload/core'
import { type EventBatch, type FollowObservation, type FollowOptions, standardPolicies } from '@caseload/desk'
import { later, storageUnavailable } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { err, errAsync, ok, okAsync, ResultAsync } from 'neverthrow'
import { afterEach, describe, expect, it } from 'vitest'
import { countEvents, type DeskPlace, deskPlaces, projected, projection } from '../../test/desk-places.ts'
import { fixture } from '../../test/fixture.ts'

const no: Problem = { kind: 'test/no', message: 'no' }
const caughtUp: FollowOptions = { until: 'caught-up', pollMs: 5 }
const places: DeskPlace[] = []

afterEach(async () => {
  for (const place of places.splice(0)) await place.dispose()
})

describe.each(deskPlaces)('following on $name', ({ open }) => {
  const place = async (options: Partial<Parameters<typeof fixture>[0]> = {}) => {
    const opened = await open()
    places.push(opened)
    return fixture({ storage: opened.storage, kinds: [projection], ...options })
  }
  const openTickets = async (desk: Awaited<ReturnType<typeof fixture>>['desk'], tenant: string, count: number) => {
    const bot = desk.tenant(tenant).as({ kind: 'bot', id: 'bot_1' })
    const ids: string[] = []
    for (let ticket = 0; ticket < count; ticket += 1) {
      ids.push(orThrow(await bot.openTicket({ channel: 'api', kind: 'question' })).ticket.id)
    }
    return ids
  }

  it('gives every event of every tenant once, in the order they were stored', async () => {
    const { desk } = await place()
    await openTickets(desk, 'acme', 7)
    await openTickets(desk, 'beta', 3)
    const seen: Record<string, string[]> = { acme: [], beta: [] }
    const handler = ({ tenant, events }: EventBatch) => {
      seen[tenant]?.push(...events.map(({ stream, version }) => `${stream}#${version}`))
      return ok({})
    }
    const report = orThrow(await desk.follow('outbox', handler, { ...caughtUp, batch: 3 }))
    for (const tenant of ['acme', 'beta']) {
      const { events } = orThrow(await desk.tenant(tenant).events({ limit: 500 }))
      expect(seen[tenant]).toEqual(events.map(({ stream, version }) => `${stream}#${version}`))
    }
    expect(report).toEqual({
      delivered: (seen['acme']?.length ?? 0) + (seen['beta']?.length ?? 0),
      gaveUp: 0,
      failed: 0,
      lost: 0,
    })
  })

  it('goes on where it stopped, and apart from followers of another name', async () => {
    const { desk } = await place()
    await openTickets(desk, 'acme', 2)
    const first = orThrow(await desk.follow('outbox', () => ok({}), caughtUp)).delivered
    expect(orThrow(await desk.follow('outbox', () => ok({}), caughtUp)).delivered).toBe(0)
    await openTickets(desk, 'acme', 1)
    expect(orThrow(await desk.follow('outbox', () => ok({}), caughtUp)).delivered).toBe(first / 2)
    expect(orThrow(await desk.follow('index', () => ok({}), caughtUp)).delivered).toBe(first * 1.5)
  })

  it('stores what the handler gives back together with the new position, and nothing of it where the handler failed', async () => {
    const { desk } = await place()
    const [id = ''] = await openTickets(desk, 'acme', 1)
    const failing = await desk.follow('counts', async () => err(no), { ...caughtUp, longestPauseMs: 1000 })
    expect(orThrow(failing).failed).toBeGreaterThan(0)
    expect(await projected(desk, 'acme', id)).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const count = orThrow(await desk.follow('counts', countEvents, caughtUp)).delivered
    expect(await projected(desk, 'acme', id)).toBe(count)
  })

  it('calls the handler again on what a faster writer left, so that a projection counts each event once', async () => {
    const { desk } = await place()
    const [id = ''] = await openTickets(desk, 'acme', 1)
    let interfered = false
    const handler = async (batch: EventBatch) => {
      const effect = await countEvents(batch)
      if (!interfered) {
        interfered = true
        orThrow(await desk.follow('other', countEvents, caughtUp))
      }
      return effect
    }
    const report = orThrow(await desk.follow('counts', handler, caughtUp))
    expect(report.failed).toBe(1)
    expect(await projected(desk, 'acme', id)).toBe(report.delivered * 2)
  })

  it('says how far a follower is behind, the furthest tenant first, and nothing of one that caught up', async () => {
    const { desk, clock } = await place()
    const since = clock.now()
    await openTickets(desk, 'acme', 1)
    clock.advance(5000)
    await openTickets(desk, 'beta', 3)
    const events = orThrow(await desk.tenant('acme').events()).events.length
    expect(orThrow(await desk.lag('outbox'))).toEqual([
      { tenant: 'beta', entries: events * 3, since: since + 5000 },
      { tenant: 'acme', entries: events, since },
    ])
    orThrow(await desk.follow('outbox', () => ok({}), { ...caughtUp, tenant: 'beta' }))
    expect(orThrow(await desk.lag('outbox')).map(({ tenant }) => tenant)).toEqual(['acme'])
    expect(orThrow(await desk.lag('outbox', 1))).toHaveLength(1)
    expect(orThrow(await desk.lag('nobody', 1)).map(({ tenant }) => tenant)).toEqual(['beta'])
    orThrow(await desk.follow('outbox', () => ok({}), caughtUp))
    expect(orThrow(await desk.lag('outbox'))).toEqual([])
  })

  it('passes over types that are not wanted, and has caught up all the same', async () => {
    const { desk } = await place()
    await openTickets(desk, 'acme', 4)
    const types: string[] = []
    const handler = ({ events }: EventBatch) => {
      types.push(...events.map(({ type }) => type))
      return ok({})
    }
    orThrow(await desk.follow('outbox', handler, { ...caughtUp, types: ['ticket-opened'], batch: 2 }))
    expect(types).toEqual(Array.from({ length: 4 }, () => 'ticket-opened'))
    expect(orThrow(await desk.lag('outbox'))).toEqual([])
  })

  it('keeps an event that cannot be dealt with from its own tenant only, and gives those before it once', async () => {
    const { desk } = await place()
    const ids = await openTickets(desk, 'acme', 6)
    await openTickets(desk, 'beta', 2)
    const poisoned = ids[4]
    const done: string[] = []
    const observed: FollowObservation[] = []
    const handler = ({ tenant, events }: EventBatch) => {
      if (events.some(({ stream }) => stream === poisoned)) return err(no)
      done.push(...events.map(({ stream, version }) => `${tenant}/${stream}#${version}`))
      return ok({})
    }
    const report = orThrow(await desk.follow('outbox', handler, { ...caughtUp, observe: (seen) => observed.push(seen) }))
    const all = orThrow(await desk.tenant('acme').events({ limit: 500 })).events
    const before = all.slice(
      0,
      all.findIndex(({ stream }) => stream === poisoned),
    )
    expect(done.filter((name) => name.startsWith('acme'))).toEqual(
      before.map(({ stream, version }) => `acme/${stream}#${version}`),
    )
    expect(done.filter((name) => name.startsWith('beta')).length).toBeGreaterThan(0)
    expect(report.delivered).toBe(done.length)
    const last = observed.filter((seen) => seen.kind === 'failed').at(-1)
    expect(last).toMatchObject({ tenant: 'acme', event: `${poisoned}#1`, events: 1, problem: no })
    expect(last?.kind === 'failed' && last.againInMs).toBeGreaterThanOrEqual(1000)
    expect(orThrow(await desk.lag('outbox'))).toMatchObject([{ tenant: 'acme', entries: all.length - before.length }])
  })

  it('puts an event away after so many attempts, together with what is to be stored of it, and goes on behind it', async () => {
    const { desk } = await place()
    const [poisoned = '', healthy = ''] = await openTickets(desk, 'acme', 2)
    const handler = async (batch: EventBatch) =>
      batch.events.some(({ stream, version }) => stream === poisoned && version === 1) ? err(no) : countEvents(batch)
    const options: FollowOptions = { ...caughtUp, giveUp: { after: 2, handler: countEvents } }
    const report = orThrow(await desk.follow('counts', handler, options))
    expect(report.gaveUp).toBe(1)
    expect(await projected(desk, 'acme', poisoned)).toBe(await projected(desk, 'acme', healthy))
    expect(orThrow(await desk.lag('counts'))).toEqual([])
  })

  it('takes a handler that throws for one that failed, and shows the reason only to who looks for it', async () => {
    const { desk } = await place()
    await openTickets(desk, 'acme', 1)
    const observed: FollowObservation[] = []
    const throwing = () => {
      throw new Error('secret')
    }
    orThrow(await desk.follow('outbox', throwing, { ...caughtUp, observe: (seen) => observed.push(seen) }))
    const [first] = observed
    expect(first).toMatchObject({ kind: 'failed', problem: { kind: 'desk/handler-threw' } })
    expect(JSON.stringify(observed)).not.toContain('secret')
  })

  it('takes a handler that hangs for one that failed, stores nothing of what it gives back later, and can be ended', async () => {
    const { desk } = await place()
    const [hanging = ''] = await openTickets(desk, 'acme', 1)
    await openTickets(desk, 'beta', 1)
    const observed: FollowObservation[] = []
    const woken: Promise<void>[] = []
    const stop = new AbortController()
    let hangs = true
    const handler = async (batch: EventBatch) => {
      const effect = await countEvents(batch)
      if (batch.tenant !== 'acme' || !hangs) return effect
      hangs = false
      // Hangs without a look at its signal, and wakes up when its events are somebody else's already.
      const woke = new Promise<void>((resolve) => setTimeout(resolve, 1300))
      woken.push(woke)
      await woke
      return effect
    }
    const observe = (seen: FollowObservation) => {
      observed.push(seen)
      if (seen.kind === 'delivered' && seen.tenant === 'acme' && seen.end) stop.abort()
    }
    const report = orThrow(await desk.follow('counts', handler, { signal: stop.signal, handlerMs: 1000, pollMs: 5, observe }))
    await Promise.all(woken)
    const events = orThrow(await desk.tenant('acme').events()).events.length
    expect(observed.filter(({ kind }) => kind === 'failed')).toMatchObject([
      { tenant: 'acme', attempt: 1, problem: { kind: 'desk/handler-timed-out', limitMs: 1000 } },
    ])
    // The other tenant did not wait for it.
    expect(observed[0]).toMatchObject({ kind: 'delivered', tenant: 'beta' })
    expect(report).toMatchObject({ delivered: events * 2, failed: 1 })
    expect(await projected(desk, 'acme', hanging)).toBe(events)
  })

  it('refuses to store what is the desk’s own', async () => {
    const { desk } = await place()
    const [id = ''] = await openTickets(desk, 'acme', 1)
    const observed: FollowObservation[] = []
    const handler = () => ok({ writes: [{ op: 'remove', ref: { kind: 'ticket', id }, version: 1 } as const] })
    orThrow(await desk.follow('outbox', handler, { ...caughtUp, observe: (seen) => observed.push(seen) }))
    expect(observed.at(-1)).toMatchObject({ kind: 'failed', problem: { kind: 'input/invalid' } })
    expect(orThrow(await desk.tenant('acme').as({ kind: 'agent', id: 'agt_a' }).ticket(id))).not.toBeNull()
    expect((await desk.tenant('acme').load([{ kind: 'ticket', id }]))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect((await desk.tenant('acme').find({ kind: 'ticket', limit: 1 }))._unsafeUnwrapErr().kind).toBe('input/invalid')
  })

  it('ends when it is told to, after the batch that is under way', async () => {
    const { desk } = await place()
    const stop = new AbortController()
    let handled = 0
    const following = desk.follow(
      'outbox',
      async ({ events }) => {
        stop.abort()
        await new Promise((resolve) => setTimeout(resolve, 20))
        handled += events.length
        return ok({})
      },
      { signal: stop.signal, batch: 1 },
    )
    await openTickets(desk, 'acme', 2)
    expect(orThrow(await following).delivered).toBe(1)
    expect(handled).toBe(1)
  })

  it('hears at once what this desk commits', async () => {
    const { desk } = await place()
    const stop = new AbortController()
    const once = () => {
      stop.abort()
      return ok({})
    }
    const following = desk.follow('outbox', once, { signal: stop.signal, pollMs: 60_000 })
    await new Promise((resolve) => setTimeout(resolve, 20))
    await openTickets(desk, 'acme', 1)
    expect(orThrow(await following).delivered).toBeGreaterThan(0)
  })

  it('refuses names and options that are none, and ends where the store was closed', async () => {
    const { desk } = await place()
    expect((await desk.follow('Outbox', () => ok({})))._unsafeUnwrapErr().message).toMatch(/^consumer: expected/)
    expect((await desk.follow('outbox', () => ok({}), { batch: 0 }))._unsafeUnwrapErr().kind).toBe('input/invalid')
    expect((await desk.lag('outbox', 501))._unsafeUnwrapErr().kind).toBe('input/invalid')
    await desk.close()
    expect((await desk.follow('outbox', () => ok({})))._unsafeUnwrapErr()).toMatchObject({
      kind: 'storage/unavailable',
      why: 'closed',
    })
  })
})

describe('following a store that fails', () => {
  it('asks again, and loses and repeats nothing that was committed', async () => {
    const storage = memoryStorage()
    let failures = 0
    const flaky: typeof storage = {
      ...storage,
      open: (options) =>
        storage.open(options).map(({ store, admin }) => {
          const failing = <Value>(call: () => Value) => {
            if (down && failures < 3) {
              failures += 1
              return errAsync(storageUnavailable('network'))
            }
            return call()
          }
          return {
            admin,
            store: {
              ...store,
              journal: (...args: Parameters<typeof store.journal>) => failing(() => store.journal(...args)),
              claim: (...args: Parameters<typeof store.claim>) => failing(() => store.claim(...args)),
            },
          }
        }),
    }
    let down = false
    const { desk, ada } = await fixture({ storage: flaky, policies: standardPolicies })
    orThrow(await ada.openTicket({ channel: 'api', kind: 'question' }))
    down = true
    const observed: FollowObservation[] = []
    const report = orThrow(await desk.follow('outbox', () => ok({}), { ...caughtUp, observe: (seen) => observed.push(seen) }))
    expect(report.delivered).toBe(orThrow(await desk.tenant('acme').events()).events.length)
    expect(observed.filter(({ kind }) => kind === 'store-failed')).toHaveLength(3)
  })

  it('gives an event up for what the handler did not deal with, never for what the store did not do', async () => {
    const storage = memoryStorage()
    const spoil = { journal: 0, commit: 0 }
    const flaky: typeof storage = {
      ...storage,
      open: (options) =>
        storage.open(options).map(({ store, admin }) => {
          const failing = <Value>(what: keyof typeof spoil, call: () => Value) => {
            if (spoil[what] === 0) return call()
            spoil[what] -= 1
            return errAsync(storageUnavailable('network'))
          }
          return {
            admin,
            store: {
              ...store,
              journal: (...args: Parameters<typeof store.journal>) => failing('journal', () => store.journal(...args)),
              commit: (...args: Parameters<typeof store.commit>) => failing('commit', () => store.commit(...args)),
            },
          }
        }),
    }
    const { desk, ada } = await fixture({ storage: flaky, kinds: [projection] })
    const { ticket } = orThrow(await ada.openTicket({ channel: 'api', kind: 'question' }))
    const { length } = orThrow(await desk.tenant('acme').events()).events
    spoil.journal = 2
    spoil.commit = 2
    const stop = new AbortController()
    const attempts: number[] = []
    const handler = async (batch: EventBatch) => {
      attempts.push(batch.attempt)
      return attempts.length === 3 ? err(no) : countEvents(batch)
    }
    const observe = (seen: FollowObservation) => {
      if (seen.kind === 'delivered' && seen.end) stop.abort()
    }
    const options = { signal: stop.signal, longestPauseMs: 1000, observe, giveUp: { after: 2, handler: () => ok({}) } }
    const report = orThrow(await desk.follow('counts', handler, options))
    // Twice not asked, twice dealt with and not stored, failed once, and only then dealt with and stored.
    expect(attempts.slice(0, 4)).toEqual([1, 2, 3, 4])
    expect(report).toMatchObject({ delivered: length, failed: 1, gaveUp: 0 })
    expect(await projected(desk, 'acme', ticket.id)).toBe(length)
  })

  it('commits nothing twice where the clock of a process jumps ahead, so that it takes a tenant that is another’s', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-follow-'))
    const path = join(folder, 'desk.db')
    let jumpMs = 0
    const jumping = { now: () => instant(Date.now() + jumpMs) }
    const one = await fixture({ storage: sqliteStorage({ path, synchronous: 'normal' }), kinds: [projection] })
    const two = await fixture({
      storage: sqliteStorage({ path, synchronous: 'normal', clock: jumping }),
      kinds: [projection],
      idPrefix: 'two-',
    })
    const { ticket } = orThrow(await one.ada.openTicket({ channel: 'api', kind: 'question' }))
    const { length } = orThrow(await one.desk.tenant('acme').events()).events
    const slow = async (batch: EventBatch) => {
      const effect = await countEvents(batch)
      expect(orThrow(await two.desk.follow('counts', countEvents, caughtUp)).delivered).toBe(0)
      jumpMs = 3_600_000
      expect(orThrow(await two.desk.follow('counts', countEvents, caughtUp)).delivered).toBe(length)
      return effect
    }
    const late = orThrow(await one.desk.follow('counts', slow, caughtUp))
    expect(late).toMatchObject({ delivered: 0 })
    expect(late.lost + late.failed).toBe(1)
    // Back again, it goes on with what comes next.
    jumpMs = 0
    orThrow(await one.ada.openTicket({ channel: 'api', kind: 'question' }))
    expect(orThrow(await two.desk.follow('counts', countEvents, caughtUp)).delivered).toBe(length)
    expect(await projected(one.desk, 'acme', ticket.id)).toBe(length)
    await one.desk.close()
    await two.desk.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('goes on whatever an onlooker does', async () => {
    const { desk, ada } = await fixture()
    orThrow(await ada.openTicket({ channel: 'api', kind: 'question' }))
    const throwing = () => {
      throw new Error('onlooker')
    }
    const rejecting = async () => throwing()
    expect(orThrow(await desk.follow('one', () => ok({}), { ...caughtUp, observe: throwing })).delivered).toBeGreaterThan(0)
    expect(orThrow(await desk.follow('two', () => ok({}), { ...caughtUp, observe: rejecting })).delivered).toBeGreaterThan(0)
  })

  it('commits nothing for a lease that somebody else has, and says so', async () => {
    const storage = memoryStorage()
    const losing: typeof storage = {
      ...storage,
      open: (options) =>
        storage.open(options).map(({ store, admin }) => ({
          admin,
          store: { ...store, lease: (changes) => okAsync(changes.map(() => false)) },
        })),
    }
    const { desk, ada } = await fixture({ storage: losing, kinds: [projection] })
    const { ticket } = orThrow(await ada.openTicket({ channel: 'api', kind: 'question' }))
    const observed: FollowObservation[] = []
    const stop = new AbortController()
    const slow = async (batch: EventBatch) => {
      await new Promise((resolve) => batch.signal.addEventListener('abort', resolve))
      stop.abort()
      return countEvents(batch)
    }
    const report = orThrow(
      await desk.follow('counts', slow, { signal: stop.signal, leaseMs: 1000, observe: (seen) => observed.push(seen) }),
    )
    expect(report).toMatchObject({ lost: 1, delivered: 0 })
    expect(observed).toEqual([{ kind: 'lease-lost', tenant: 'acme' }])
    expect(await projected(desk, 'acme', ticket.id)).toBeNull()
  })

  it('asks once more where a batch ended while the answer was on its way', async () => {
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
    const storage = memoryStorage()
    const far: typeof storage = {
      ...storage,
      open: (options) =>
        storage.open(options).map(({ store, admin }) => ({
          admin,
          store: {
            ...store,
            claim: (request) =>
              later(store.claim(request)).andThen((claims) => ResultAsync.fromSafePromise(wait(60).then(() => claims))),
          },
        })),
    }
    const { desk } = await fixture({ storage: far })
    for (const tenant of ['acme', 'acme', 'beta'])
      orThrow(await desk.tenant(tenant).as({ kind: 'bot', id: 'bot_1' }).openTicket({ channel: 'api', kind: 'question' }))
    const slowly = async ({ tenant }: EventBatch) => {
      await wait(tenant === 'acme' ? 20 : 0)
      return ok({})
    }
    const { delivered } = orThrow(await desk.follow('outbox', slowly, { until: 'caught-up', batch: 1 }))
    const stored = await Promise.all(
      ['acme', 'beta'].map(async (tenant) => orThrow(await desk.tenant(tenant).events()).events.length),
    )
    expect(delivered).toBe(stored.reduce((sum, count) => sum + count, 0))
  })
})
