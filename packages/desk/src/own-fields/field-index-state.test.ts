import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { type ActingDesk, standardPolicies, type TicketQuery } from '@caseload/desk'
import type { TicketFieldsDocument } from '@caseload/lifecycle'
import { type Storage, storageUnavailable } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { errAsync } from 'neverthrow'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type DeskPlace, deskPlaces } from '../../test/desk-places.ts'
import { fixture } from '../../test/fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-index-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const indexed = { type: 'text', personal: false, indexed: true } as const
const onlyRoom = { desk: { type: 'text', personal: false }, room: indexed } as const
const both = { desk: indexed, room: indexed }
const opening = { from: { email: 'eve@example.com' }, channel: 'web', kind: 'question' } as const

async function declared(storage: Storage, fields: TicketFieldsDocument, idPrefix: string) {
  return fixture({ storage, policies: { ...standardPolicies, fields }, idPrefix })
}
async function opened(ada: ActingDesk, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1)
    orThrow(await ada.openTicket({ ...opening, attributes: { room: `r${made % 3}`, desk: `d${made % 2}` } }))
}
/** Every page of a list. */
async function listed(ada: ActingDesk, query: TicketQuery, between: () => Promise<unknown> = async () => {}) {
  const [ids, scanned]: [string[], boolean[]] = [[], []]
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = orThrow(await ada.tickets({ ...query, ...(cursor === undefined ? {} : { cursor }) }))
    ids.push(...page.tickets.map(({ id }) => id))
    scanned.push(page.scanned)
    cursor = page.next
    await between()
  }
  return { ids, scanned: [...new Set(scanned)] }
}
const room = (value: string) => ({ filter: { fields: { room: value } } })
const desk = (value: string) => ({ filter: { fields: { desk: value } } })

// PGlite takes seconds to start for each test.
describe.each(deskPlaces)(
  'given tickets from before another declaration of indexed fields, on $name',
  { timeout: 120_000 },
  ({ open }) => {
    const places: DeskPlace[] = []
    const made = async () => {
      const place = await open()
      places.push(place)
      return place.storage
    }
    afterEach(async () => {
      for (const place of places.splice(0)) await place.dispose()
    })

    it('misses none of them, and says that it looked through them, until the index is made anew', async () => {
      const storage = await made()
      await opened((await declared(storage, onlyRoom, 'before')).ada, 45)
      const { ada } = await declared(storage, both, 'after')
      // The place of `room` is now that of `desk`, which has none on older tickets.
      for (const [query, count] of [[room('r1'), 15] as const, [desk('d1'), 22] as const]) {
        const { ids, scanned } = await listed(ada, { ...query, limit: 7 })
        expect([ids.length, new Set(ids).size, scanned]).toEqual([count, count, [true]])
      }
      expect((await listed(ada, { limit: 7 })).scanned).toEqual([false])
      expect(orThrow(await ada.rebuildFieldIndex())).toEqual({ tickets: 45 })
      expect(orThrow(await ada.rebuildFieldIndex())).toEqual({ tickets: 0 })
      const { ids, scanned } = await listed(ada, { ...room('r1'), limit: 7 })
      expect([ids.length, scanned]).toEqual([15, [false]])
      expect((await listed(ada, desk('d1'))).ids).toHaveLength(22)
    })

    it('goes on by the index where the place of the field is as it was', async () => {
      const storage = await made()
      await opened((await declared(storage, onlyRoom, 'before')).ada, 3)
      const { ada } = await declared(storage, { ...onlyRoom, zone: indexed }, 'after')
      expect(await listed(ada, room('r1'))).toMatchObject({ ids: [expect.any(String)], scanned: [false] })
      expect((await listed(ada, { filter: { fields: { zone: { missing: true } } } })).scanned).toEqual([true])
      expect((await listed(ada, { filter: { fields: { room: 'r1', zone: { missing: true } } } })).ids).toHaveLength(1)
    })

    it('finds a ticket that an older process writes after the index was made anew', async () => {
      const storage = await made()
      const older = await declared(storage, onlyRoom, 'before')
      await opened(older.ada, 2)
      const { ada } = await declared(storage, both, 'after')
      orThrow(await ada.rebuildFieldIndex())
      await opened(older.ada, 2)
      expect((await listed(ada, room('r1'))).ids).toHaveLength(2)
      expect((await listed(ada, desk('d1'))).ids).toHaveLength(2)
    })

    it('ends a list as it began it, though the index is made anew between two pages', async () => {
      const storage = await made()
      await opened((await declared(storage, onlyRoom, 'before')).ada, 30)
      const { ada } = await declared(storage, both, 'after')
      const rebuild = async () => orThrow(await ada.rebuildFieldIndex())
      const { ids, scanned } = await listed(ada, { ...room('r2'), limit: 4 }, rebuild)
      expect([ids.length, new Set(ids).size, scanned]).toEqual([10, 10, [true]])
    })
  },
)

describe('given a store that was filled before tickets said by what they are indexed', () => {
  it('finds them by looking through them, and by the index once it is made anew', async () => {
    const path = join(mkdtempSync(join(folder, 'older-')), 'desk.db')
    const inner = sqliteStorage({ path, synchronous: 'normal' })
    const without = <Value>({ fieldLayout: _, ...rest }: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> => rest
    const older: Storage = {
      ...inner,
      open: (options) => {
        const kinds = options.kinds.map((spec) => ({
          ...spec,
          fields: without(spec.fields),
          paths: (spec.paths ?? []).filter(({ sort }) => !sort.includes('fieldLayout')),
        }))
        return inner.open({ ...options, kinds }).map(({ store, admin }) => ({
          admin,
          store: {
            ...store,
            commit: (tenant, change, given) => {
              const writes = change.writes.map((write) =>
                write.op === 'put' ? { ...write, fields: without(write.fields) } : write,
              )
              return store.commit(tenant, { ...change, writes }, given)
            },
          },
        }))
      },
    }
    const before = await declared(older, both, 'before')
    await opened(before.ada, 6)
    orThrow(await before.desk.close())
    const { ada } = await declared(sqliteStorage({ path, synchronous: 'normal' }), both, 'after')
    expect(await listed(ada, room('r1'))).toMatchObject({ ids: [expect.any(String), expect.any(String)], scanned: [true] })
    expect(orThrow(await ada.rebuildFieldIndex())).toEqual({ tickets: 6 })
    expect(await listed(ada, room('r1'))).toMatchObject({ ids: [expect.any(String), expect.any(String)], scanned: [false] })
  })
})

describe('given a list that is looked through', () => {
  it('passes over what does not fit within one call, as far as a bound', async () => {
    const storage = memoryStorage()
    const before = await declared(storage, onlyRoom, 'before')
    orThrow(await before.ada.openTicket({ ...opening, attributes: { room: 'far' } }))
    before.clock.advance(1000)
    await opened(before.ada, 30)
    const { ada } = await declared(storage, both, 'after')
    const first = orThrow(await ada.tickets({ ...room('far'), limit: 1 }))
    expect([first.tickets.length, first.next === null]).toEqual([0, false])
    expect(orThrow(await ada.tickets({ ...room('far'), limit: 2 })).tickets).toHaveLength(1)
  })

  it('refuses a cursor that is none', async () => {
    const { ada } = await declared(memoryStorage(), both, 'a')
    for (const cursor of ['scan:', 'scan:x', 'x'])
      expect((await ada.tickets({ ...room('r1'), cursor }))._unsafeUnwrapErr()).toMatchObject({
        kind: 'input/invalid',
        issues: [{ path: 'cursor' }],
      })
  })
})

describe('given making the index anew', () => {
  it('goes on with what is left where it was broken off', async () => {
    const inner = memoryStorage()
    let commits = Number.POSITIVE_INFINITY
    const storage: Storage = {
      ...inner,
      open: (options) =>
        inner.open(options).map(({ store, admin }) => ({
          admin,
          store: {
            ...store,
            commit: (...args) => {
              commits -= 1
              return commits < 0 ? errAsync(storageUnavailable('network')) : store.commit(...args)
            },
          },
        })),
    }
    await opened((await declared(inner, onlyRoom, 'before')).ada, 50)
    const { ada } = await declared(storage, both, 'after')
    commits = 1
    expect((await ada.rebuildFieldIndex())._unsafeUnwrapErr().kind).toBe('storage/unavailable')
    commits = Number.POSITIVE_INFINITY
    expect((await listed(ada, room('r1'))).ids).toHaveLength(17)
    expect(orThrow(await ada.rebuildFieldIndex())).toEqual({ tickets: 30 })
    expect((await listed(ada, room('r1'))).scanned).toEqual([false])
  })
})
