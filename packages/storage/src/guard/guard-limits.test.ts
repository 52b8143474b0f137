import { instant, orThrow, parseTenantId } from '@caseload/core'
import type { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../memory/memory-storage.ts'
import type { Commit, PutWrite } from '../port/commit.ts'
import type { NewEvent } from '../port/journal-entry.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import type { Store } from '../port/store.ts'
import { contractLimits, type Limits } from '../port/store-about.ts'
import type { StoreAdapter } from '../port/store-adapter.ts'
import { guardStore } from './guard-store.ts'

const acme = orThrow(parseTenantId('acme'))
const fieldNames = Array.from({ length: 9 }, (_, index) => `f${index}`)
const kinds: readonly KindSpec[] = [
  {
    kind: 'item',
    fields: { name: { type: 'text', nullable: true }, ...fieldsOf(() => ({ type: 'int', sortable: true }) as const) },
    keys: { tag: { unique: false } },
  },
]
const zeros = fieldsOf(() => 0)

function fieldsOf<Value>(value: () => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(fieldNames.map((name) => [name, value()]))
}

function many<Value>(count: number, make: (index: number) => Value): readonly Value[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function put(id: string, more: Partial<PutWrite> = {}): PutWrite {
  return { op: 'put', ref: { kind: 'item', id }, version: 0, doc: null, fields: zeros, ...more }
}

function event(version: number): NewEvent {
  const at = instant(0)
  return { stream: 's', version, type: 'made', schema: 1, at, recordedAt: at, actor: 'system:test', cause: null, data: null }
}

const commit = (parts: Partial<Commit>) => (store: Store) => store.commit(acme, { key: 'c', writes: [], events: [], ...parts })
const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`
const ask = { worker: 'w', limit: 1, leaseMs: 1000, queues: ['q'], now: 0 } as const

/** What a call of so many is; where the refusal points. */
interface Limited {
  readonly of: string
  readonly most: (limits: Limits) => number
  readonly call: (count: number) => (store: Store) => Promise<object | null>
  readonly path: string
}

/** What was wrong with a call; null: nothing. */
function asked<Value, P extends object>(make: (count: number) => (store: Store) => ResultAsync<Value, P>): Limited['call'] {
  return (count) => async (store) =>
    (await make(count)(store)).match(
      () => null,
      (problem) => problem,
    )
}

const limited: readonly Limited[] = [
  { of: 'writes', most: (l) => l.writes, call: asked((n) => commit({ writes: many(n, (i) => put(`d${i}`)) })), path: 'writes' },
  {
    of: 'expectations',
    most: (l) => l.writes,
    call: asked((n) => commit({ expect: many(n, (i) => ({ ref: { kind: 'item', id: `d${i}` }, version: 0 })) })),
    path: 'expect',
  },
  { of: 'events', most: (l) => l.events, call: asked((n) => commit({ events: many(n, (i) => event(i + 1)) })), path: 'events' },
  {
    of: 'work changes',
    most: (l) => l.work,
    call: asked((n) => commit({ work: many(n, (i) => ({ op: 'cancel', queue: 'q', id: `i${i}` }) as const) })),
    path: 'work',
  },
  {
    of: 'look-up values',
    most: (l) => l.keys,
    call: asked((n) => commit({ writes: [put('d', { keys: many(n, (i) => ({ name: 'tag', value: `t${i}` })) })] })),
    path: 'writes[0].keys',
  },
  {
    of: 'bytes of a look-up value',
    most: (l) => l.fieldBytes,
    call: asked((n) => commit({ writes: [put('d', { keys: [{ name: 'tag', value: 'x'.repeat(n) }] })] })),
    path: 'writes[0].keys[0].value',
  },
  {
    of: 'bytes of a field',
    most: (l) => l.fieldBytes,
    call: asked((n) =>
      commit({ writes: [put('d', { fields: { ...zeros, name: `${'é'.repeat((n - (n % 2)) / 2)}${'x'.repeat(n % 2)}` } })] }),
    ),
    path: 'writes[0].fields.name',
  },
  {
    of: 'bytes of a document',
    most: (l) => l.docBytes,
    call: asked((n) => commit({ writes: [put('d', { doc: 'x'.repeat(n - 2) })] })),
    path: 'writes[0].doc',
  },
  {
    of: 'bytes of a payload',
    most: (l) => l.docBytes,
    call: asked((n) => commit({ work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: 'x'.repeat(n - 2) }] })),
    path: 'work[0].payload',
  },
  {
    of: 'levels of an event’s data',
    most: (l) => l.docDepth,
    call: asked((n) => commit({ events: [{ ...event(1), data: JSON.parse(nested(n)) }] })),
    path: `events[0].data${'[0]'.repeat(contractLimits.docDepth)}`,
  },
  {
    of: 'references of a load',
    most: (l) => l.page,
    call: asked(
      (n) => (store) =>
        store.load(
          acme,
          many(n, (i) => ({ kind: 'item', id: `d${i}` })),
        ),
    ),
    path: '',
  },
  {
    of: 'a page',
    most: (l) => l.page,
    call: asked((n) => (store) => store.find(acme, { kind: 'item', limit: n })),
    path: 'limit',
  },
  {
    of: 'groups of a count',
    most: (l) => l.page,
    call: asked((n) => (store) => store.count(acme, { kind: 'item', limit: n })),
    path: 'limit',
  },
  {
    of: 'entries of a journal’s page',
    most: (l) => l.page,
    call: asked((n) => (store) => store.journal(acme, { after: null, limit: n })),
    path: 'limit',
  },
  {
    of: 'types of a journal’s page',
    most: (l) => l.inValues,
    call: asked((n) => (store) => store.journal(acme, { after: null, limit: 1, types: many(n, (i) => `t${i}`) })),
    path: 'types',
  },
  {
    of: 'filters',
    most: (l) => l.filters,
    call: asked(
      (n) => (store) =>
        store.find(acme, { kind: 'item', limit: 1, where: many(n, () => ({ field: 'f0', op: 'eq', value: 0 }) as const) }),
    ),
    path: 'where',
  },
  {
    of: 'filters of a count',
    most: (l) => l.filters,
    call: asked(
      (n) => (store) =>
        store.count(acme, { kind: 'item', limit: 1, where: many(n, () => ({ field: 'f0', op: 'eq', value: 0 }) as const) }),
    ),
    path: 'where',
  },
  {
    of: 'values of an `in`',
    most: (l) => l.inValues,
    call: asked(
      (n) => (store) =>
        store.find(acme, { kind: 'item', limit: 1, where: [{ field: 'f0', op: 'in', value: many(n, (i) => i) }] }),
    ),
    path: 'where[0].value',
  },
  {
    of: 'steps of an order',
    most: () => 8,
    call: asked(
      (n) => (store) =>
        store.find(acme, {
          kind: 'item',
          limit: 1,
          sort: fieldNames.slice(0, n).map((field) => ({ field, dir: 'asc' }) as const),
        }),
    ),
    path: 'sort',
  },
  {
    of: 'fields to count by',
    most: () => 8,
    call: asked((n) => (store) => store.count(acme, { kind: 'item', limit: 1, by: fieldNames.slice(0, n) })),
    path: 'by',
  },
  { of: 'claims', most: (l) => l.claim, call: asked((n) => (store) => store.claim({ ...ask, limit: n })), path: 'limit' },
  {
    of: 'queues of a claim',
    most: () => 64,
    call: asked((n) => (store) => store.claim({ ...ask, queues: many(n, (i) => `q${i}`) })),
    path: 'queues',
  },
  {
    of: 'milliseconds of a lease',
    most: () => 3_600_000,
    call: asked((n) => (store) => store.claim({ ...ask, leaseMs: n })),
    path: 'leaseMs',
  },
  {
    of: 'milliseconds a lease is extended by',
    most: () => 3_600_000,
    call: asked((n) => (store) => store.lease([{ op: 'extend', token: 't', ms: n }])),
    path: '[0].ms',
  },
  {
    of: 'changes of leases',
    most: (l) => l.work,
    call: asked((n) => (store) => store.lease(many(n, (i) => ({ op: 'release', token: `t${i}`, dueAt: 0 }) as const))),
    path: '',
  },
]

/** A guarded store whose adapter takes less of everything where it is told to, and how often the adapter was called. */
async function counted(limits: Limits) {
  const open = orThrow(await memoryStorage().open({ kinds }))
  const calls = { count: 0 }
  const store: StoreAdapter = {
    about: { ...open.store.about, limits },
    commit: (...args) => seen(() => open.store.commit(...args)),
    load: (...args) => seen(() => open.store.load(...args)),
    find: (...args) => seen(() => open.store.find(...args)),
    count: (...args) => seen(() => open.store.count(...args)),
    journal: (...args) => seen(() => open.store.journal(...args)),
    claim: (...args) => seen(() => open.store.claim(...args)),
    lease: (...args) => seen(() => open.store.lease(...args)),
    close: () => open.store.close(),
  }
  function seen<Answer>(call: () => Answer): Answer {
    calls.count += 1
    return call()
  }
  return { store: guardStore({ ...open, store }, { kinds }), calls }
}

describe('given the limits of the contract', () => {
  it.each(limited)('takes the most of $of and asks nothing of the adapter for one more', async ({ most, call, path }) => {
    const { store, calls } = await counted(contractLimits)
    expect(await call(most(contractLimits))(store)).toBeNull()
    expect(calls.count).toBe(1)
    expect(await call(most(contractLimits) + 1)(store)).toMatchObject({ kind: 'storage/invalid', path })
    expect(calls.count).toBe(1)
  })

  it('takes no lease shorter than a second', async () => {
    const { store, calls } = await counted(contractLimits)
    for (const leaseMs of [999, 0, -1, 1000.5]) {
      const refused = await store.claim({ ...ask, leaseMs })
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/invalid', path: 'leaseMs' })
    }
    expect(calls.count).toBe(0)
  })
})

describe('given an adapter that takes less', () => {
  const half = Object.fromEntries(Object.entries(contractLimits).map(([name, most]) => [name, most / 2]))
  const own = limited.filter(
    ({ most }) => most({ ...contractLimits, ...half }) < most(contractLimits) && most(contractLimits) > 0,
  )

  it.each(own.filter(({ of }) => !of.startsWith('levels')))(
    'is given no more of $of than it says',
    async ({ most, call, path }) => {
      const limits: Limits = { ...contractLimits, ...half }
      const { store, calls } = await counted(limits)
      expect(await call(most(limits))(store)).toBeNull()
      expect(await call(most(limits) + 1)(store)).toMatchObject({ kind: 'storage/invalid', path })
      expect(calls.count).toBe(1)
    },
  )
})
