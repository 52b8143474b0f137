import { instant, orThrow, parseTenantId, type TenantId } from '@caseload/core'
import { type ManualClock, manualClock } from '@caseload/core/testing'
import {
  type Commit,
  type Filter,
  guardStore,
  type NewEvent,
  type PutWrite,
  type Query,
  type ScheduleWork,
  type Sort,
  type Storage,
  type Store,
  type StoreAdmin,
  type Write,
} from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { conformanceKinds } from '@caseload/storage-conformance'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sqlitePlace } from '../test/sqlite-place.ts'
import { sqliteStorage } from './sqlite-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const beta = orThrow(parseTenantId('beta'))

/** One call of a random history. */
type Step =
  | { readonly do: 'commit'; readonly tenant: TenantId; readonly change: Commit }
  | { readonly do: 'settle'; readonly tenant: TenantId; readonly key: string; readonly pick: number }
  | { readonly do: 'find'; readonly tenant: TenantId; readonly query: Query }
  | { readonly do: 'count'; readonly tenant: TenantId; readonly by: readonly string[]; readonly where: readonly Filter[] }
  | { readonly do: 'claim'; readonly now: number; readonly limit: number }
  | { readonly do: 'follow'; readonly limit: number }
  | { readonly do: 'lease'; readonly pick: number; readonly release: boolean }
  | { readonly do: 'journal'; readonly tenant: TenantId; readonly limit: number; readonly types: readonly string[] | null }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'redact'; readonly tenant: TenantId; readonly seq: number }
  | { readonly do: 'prune' }
  | { readonly do: 'reopen' }

const ids = fc.constantFrom('a', 'b', 'c', 'd')
const tenants = fc.constantFrom(acme, acme, beta)
const versions = fc.constantFrom(0, 0, 1, 1, 2, 3)
const words = fc.constantFrom('', 'A', 'a', 'é', 'z', '\u{1F600}', '\uFF5E', 'a%')

const keyValues = fc.record({ name: fc.constantFrom('mail', 'account', 'tag'), value: fc.constantFrom('x', 'X', 'y') })

const writes: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        id: ids,
        version: versions,
        doc: fc
          .jsonValue({ maxDepth: 2 })
          .filter((value) => !/[\0\p{Surrogate}]|\\u0000|\\ud[89a-f]/u.test(JSON.stringify(value))),
        fields: fc.record({
          name: words,
          rank: fc.integer({ min: -2, max: 2 }),
          at: fc.constantFrom(-1, 0, 8.64e15),
          open: fc.boolean(),
          owner: fc.option(words),
          score: fc.option(fc.integer({ min: -1, max: 1 })),
          hot: fc.option(fc.boolean()),
        }),
        keys: fc.array(keyValues, { maxLength: 3 }),
      })
      .map(({ id, version, doc, fields, keys }) => put(id, version, { doc: { doc }, fields, keys })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('remove' as const), ref: ids.map(item), version: fc.constantFrom(1, 2, 3) }),
  },
)

const events: fc.Arbitrary<NewEvent> = fc
  .record({ stream: fc.constantFrom('s', 't'), version: fc.integer({ min: 1, max: 6 }), type: fc.constantFrom('made', 'moved') })
  .map(({ stream, version, type }) => event(stream, version, type))

const work: fc.Arbitrary<ScheduleWork> = fc.record({
  op: fc.constant('schedule' as const),
  queue: fc.constantFrom('p', 'q'),
  id: ids,
  dueAt: fc.integer({ min: 0, max: 20 }),
  payload: fc.constantFrom(null, 1),
})

const commits: fc.Arbitrary<Commit> = fc.record({
  key: fc.constantFrom(...Array.from({ length: 30 }, (_, index) => `k${index}`)),
  writes: fc.array(writes, { maxLength: 3 }),
  events: fc.array(events, { maxLength: 2 }),
  expect: fc.array(fc.record({ ref: ids.map(item), version: versions }), { maxLength: 1 }),
  work: fc.array(work, { maxLength: 2 }),
})

const filters: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constantFrom('name', 'owner'),
    op: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'prefix'),
    value: words,
  }),
  fc.record({
    field: fc.constantFrom('rank', 'score', 'at'),
    op: fc.constantFrom('eq', 'ne', 'lt', 'gte'),
    value: fc.integer({ min: -1, max: 1 }),
  }),
  fc.record({ field: fc.constantFrom('owner', 'score', 'hot'), op: fc.constantFrom('eq', 'ne'), value: fc.constant(null) }),
  fc.record({
    field: fc.constantFrom('owner', 'name'),
    op: fc.constant('in' as const),
    value: fc.array(words, { maxLength: 3 }),
  }),
)

const sorts: fc.Arbitrary<readonly Sort[]> = fc.uniqueArray(
  fc.record({ field: fc.constantFrom('name', 'rank', 'at', 'open'), dir: fc.constantFrom('asc', 'desc') }),
  { maxLength: 3, selector: ({ field }) => field },
)

const queries: fc.Arbitrary<Query> = fc
  .record({
    where: fc.array(filters, { maxLength: 2 }),
    sort: sorts,
    limit: fc.integer({ min: 1, max: 3 }),
    key: fc.option(keyValues),
  })
  .map(({ key, ...query }) => ({ kind: 'item', ...query, ...(key === null ? {} : { key }) }))

const picks = fc.nat({ max: 5 })

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('commit' as const), tenant: tenants, change: commits }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      tenant: tenants,
      key: fc.constantFrom('x', 'y', 'z'),
      pick: picks,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('find' as const), tenant: tenants, query: queries }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('count' as const),
      tenant: tenants,
      by: fc.uniqueArray(fc.constantFrom('owner', 'open', 'score'), { maxLength: 2 }),
      where: fc.array(filters, { maxLength: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      now: fc.integer({ min: 0, max: 30 }),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('follow' as const), limit: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lease' as const), pick: picks, release: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('journal' as const),
      tenant: tenants,
      limit: fc.integer({ min: 1, max: 3 }),
      types: fc.option(fc.uniqueArray(fc.constantFrom('made', 'moved'))),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 999, 1000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('redact' as const), tenant: tenants, seq: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'prune' }, { do: 'reopen' }) },
)

/** Random histories of calls that often meet each other: few ids, keys, streams and instants. */
const histories: fc.Arbitrary<readonly Step[]> = fc.array(steps, { minLength: 5, maxLength: 40 })

/** What every call of a history gives, and what is there in the end, as plain values that two stores must have in common. */
async function playHistory(history: readonly Step[], storage: Storage, clock: ManualClock): Promise<readonly unknown[]> {
  let { store, admin } = await openOn(storage)
  const seen: unknown[] = []
  const tokens: string[] = []
  for (const step of history) {
    if (step.do === 'reopen') {
      await store.close()
      const again = await openOn(storage)
      store = again.store
      admin = again.admin
    } else {
      seen.push(await play(step, store, admin, clock, tokens))
    }
  }
  for (const tenant of [acme, beta]) seen.push(await linesOf(admin.exportTenant(tenant)), await admin.verify(tenant))
  await store.close()
  return seen
}

async function openOn(storage: Storage): Promise<{ store: Store; admin: StoreAdmin }> {
  const open = (await storage.open({ kinds: conformanceKinds }))._unsafeUnwrap()
  return { store: guardStore(open, { kinds: conformanceKinds }), admin: open.admin }
}

async function play(
  step: Exclude<Step, { readonly do: 'reopen' }>,
  store: Store,
  admin: StoreAdmin,
  clock: ManualClock,
  tokens: string[],
): Promise<unknown> {
  const token = 'pick' in step ? (tokens.at(-1 - (step.pick % Math.max(1, tokens.length))) ?? 'none') : 'none'
  switch (step.do) {
    case 'commit':
      return store.commit(step.tenant, step.change)
    case 'settle':
      return store.commit(step.tenant, { key: step.key, writes: [], events: [], work: [{ op: 'settle', token }] })
    case 'find': {
      const first = await store.find(step.tenant, step.query)
      if (first.isErr() || first.value.next === null) return first
      return [first, await store.find(step.tenant, { ...step.query, after: first.value.next })]
    }
    case 'count':
      return store.count(step.tenant, { kind: 'item', by: step.by, where: step.where, limit: 3 })
    case 'claim': {
      const claims = await store.claim({ worker: 'w', limit: step.limit, leaseMs: 1000, queues: ['p', 'q'], now: step.now })
      tokens.push(...claims.unwrapOr([]).map((claim) => claim.token))
      return claims
    }
    case 'follow': {
      const claims = await store.claim({ worker: 'w', limit: step.limit, leaseMs: 1000, consumer: 'index' })
      for (const claim of claims.unwrapOr([])) {
        if (!('consumer' in claim)) continue
        const page = await store.journal(claim.tenant, { after: claim.after, limit: 1 })
        if (page.isErr()) return page
        const advanced = { op: 'advance', token: claim.token, to: page.value.next } as const
        const receipt = await store.commit(claim.tenant, {
          key: `f${claim.token.slice(-8)}`,
          writes: [],
          events: [],
          work: [advanced],
        })
        if (receipt.isErr()) return receipt
      }
      return claims
    }
    case 'lease':
      return store.lease([step.release ? { op: 'release', token, dueAt: 5 } : { op: 'extend', token, ms: 1500 }])
    case 'journal': {
      const read = { after: null, limit: step.limit, ...(step.types === null ? {} : { types: step.types }) }
      const first = await store.journal(step.tenant, read)
      return first.isErr() ? first : [first, await store.journal(step.tenant, { ...read, after: first.value.next })]
    }
    case 'wait':
      clock.advance(step.ms)
      return null
    case 'redact':
      return admin.redact(step.tenant, [{ lane: 0, seq: step.seq }])
    case 'prune':
      return admin.prune({ receiptsOlderThan: clock.now() - 1500 })
  }
}

function item(id: string) {
  return { kind: 'item', id }
}

function put(id: string, version: number, more: Pick<PutWrite, 'doc' | 'fields'> & Partial<PutWrite>): PutWrite {
  return { op: 'put', ref: item(id), version, ...more, fields: { status: 'open', ...more.fields } }
}

function event(stream: string, version: number, type: string): NewEvent {
  const at = instant(version)
  return { stream, version, type, schema: 1, at, recordedAt: at, actor: 'agent:agt_1', cause: null, data: { version } }
}

async function linesOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

/** Tokens must be the same on both sides to be compared. */
function countedSecrets(): () => string {
  let count = 0
  return () => {
    count += 1
    return `secret${String(count).padStart(8, '0')}`
  }
}

describe('given any history of calls', () => {
  it('an SQLite file answers every call, and holds in the end, exactly what the store in memory does', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const memoryClock = manualClock(10_000_000)
        const fileClock = manualClock(10_000_000)
        const place = sqlitePlace(fileClock)
        try {
          const memory = memoryStorage({ clock: memoryClock, secret: countedSecrets() })
          const file = sqliteStorage({ ...place.options, secret: countedSecrets() })
          const expected = await playHistory(history, memory, memoryClock)
          expect(await playHistory(history, file, fileClock)).toEqual(expected)
        } finally {
          place.dispose()
        }
      }),
      { numRuns: 150 },
    )
  })
})
