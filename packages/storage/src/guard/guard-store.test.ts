import { instant, orThrow, parseTenantId, seededEntropy } from '@caseload/core'
import { err, errAsync, ok, okAsync, ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../memory/memory-storage.ts'
import { type Answer, later } from '../port/answer.ts'
import type { Commit, PutWrite, Receipt } from '../port/commit.ts'
import type { NewEvent } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageBusy, storageConflict, storageInDoubt, storageUnavailable } from '../port/problem-factories.ts'
import type { CommitProblem, StorageBusy } from '../port/problems.ts'
import type { Scalar } from '../port/scalar.ts'
import type { StoreAdapter } from '../port/store-adapter.ts'
import { type GuardOptions, guardStore } from './guard-store.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds: readonly KindSpec[] = [
  {
    kind: 'item',
    fields: { rank: { type: 'int' }, owner: { type: 'text', nullable: true }, hot: { type: 'bool', nullable: true } },
    keys: { mail: { unique: true }, tag: { unique: false } },
  },
  { kind: 'side-note', fields: {} },
]
const put = (id: string): PutWrite => ({
  op: 'put',
  ref: { kind: 'item', id },
  version: 0,
  doc: { id, version: 0 },
  fields: { rank: 0 },
})
/** The same key with nothing to write, in the form adapters take. */
const nothing: Commit<JsonText> = { key: 'c1', writes: [], events: [] }
const change: Commit = { key: 'c1', writes: [put('a')], events: [] }

/** A guarded store over one in memory, some of whose calls are replaced; and every pause the guard makes. */
async function guarded(
  replace: (store: StoreAdapter) => Partial<StoreAdapter>,
  sleep?: (ms: number) => Promise<void>,
  more: Partial<GuardOptions> = {},
) {
  const open = orThrow(await memoryStorage().open({ kinds }))
  const pauses: number[] = []
  const store = guardStore(
    { ...open, store: { ...open.store, ...replace(open.store) } },
    {
      kinds,
      entropy: seededEntropy('guard'),
      sleep:
        sleep ??
        ((ms) => {
          pauses.push(ms)
          return Promise.resolve()
        }),
      ...more,
    },
  )
  return { store, pauses, inner: open.store }
}

/** Answers calls in turn; the last answer stays. */
function inTurn<Answer>(...answers: readonly (() => Answer)[]): { (): Answer; readonly calls: () => number } {
  let calls = 0
  const next = () => {
    const answer = answers[Math.min(calls, answers.length - 1)]
    calls += 1
    if (answer === undefined) throw new Error('no answer')
    return answer()
  }
  return Object.assign(next, { calls: () => calls })
}

const busy = () => errAsync<never, StorageBusy>(storageBusy())
const doubt = () => errAsync<never, CommitProblem>(storageInDoubt('c1', new Error('socket closed')))

/** What an `AbortController` gives, by hand. */
function signal() {
  const listeners = new Set<() => void>()
  const state = { aborted: false }
  return {
    get aborted() {
      return state.aborted
    },
    addEventListener: (_: 'abort', listener: () => void) => listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => listeners.delete(listener),
    abort() {
      state.aborted = true
      for (const listener of listeners) listener()
    },
    waiting: () => listeners.size,
  }
}

describe('given a store that is busy', () => {
  it('tries five times more with pauses below a bound that doubles, then gives up', async () => {
    const answer = inTurn(busy)
    const { store, pauses } = await guarded(() => ({ commit: answer }))
    expect((await store.commit(acme, change))._unsafeUnwrapErr().kind).toBe('storage/busy')
    expect(answer.calls()).toBe(6)
    expect(pauses.map((ms, index) => ms >= 0 && ms < 10 * 2 ** index)).toEqual([true, true, true, true, true])
  })

  it.each([
    [0, [0, 0, 0, 0, 0, 0, 0, 0, 0]],
    [0.5, [5, 10, 20, 40, 80, 160, 320, 500, 500]],
    [0.999, [9.99, 19.98, 39.96, 79.92, 159.84, 319.68, 639.36, 999, 999]],
  ])('draws a pause of anything between nothing and the bound, which is never above a second: %f', async (drawn, expected) => {
    const more = { entropy: { next: () => drawn }, retries: 9 }
    const { store, pauses } = await guarded(() => ({ commit: busy }), undefined, more)
    expect((await store.commit(acme, change))._unsafeUnwrapErr().kind).toBe('storage/busy')
    expect(pauses.map((ms) => Math.round(ms * 100) / 100)).toEqual(expected)
  })

  it('never tries again where it is told not to', async () => {
    const answer = inTurn(busy)
    const { store, pauses } = await guarded(() => ({ commit: answer }), undefined, { retries: 0 })
    expect((await store.commit(acme, change))._unsafeUnwrapErr().kind).toBe('storage/busy')
    expect([answer.calls(), pauses]).toEqual([1, []])
  })

  it('succeeds as soon as the store does', async () => {
    const { store, pauses } = await guarded((inner) => {
      const answer = inTurn(busy, busy, () => inner.commit(acme, nothing))
      return { commit: answer }
    })
    expect((await store.commit(acme, change)).isOk()).toBe(true)
    expect(pauses.length).toBe(2)
  })

  it('tries reads, claims and leases again as well', async () => {
    const page = { items: [], next: null }
    const { store } = await guarded(() => ({
      find: inTurn(
        () => errAsync(storageBusy()),
        () => okAsync(page),
      ),
      claim: inTurn(
        () => errAsync(storageBusy()),
        () => okAsync([]),
      ),
      lease: inTurn(
        () => errAsync(storageBusy()),
        () => okAsync([true]),
      ),
    }))
    expect(await store.find(acme, { kind: 'item', limit: 1 })).toEqual(ok(page))
    expect(await store.claim({ worker: 'w', limit: 1, leaseMs: 1000, queues: ['q'], now: 0 })).toEqual(ok([]))
    expect(await store.lease([{ op: 'extend', token: 't', ms: 1000 }])).toEqual(ok([true]))
  })
})

describe('given an adapter that answers at once', () => {
  const busyNow = () => err(storageBusy())
  const doubtNow = () => err(storageInDoubt('c1'))

  it('asks again while it is busy, as with one that answers later', async () => {
    const { store, pauses } = await guarded((real) => ({
      commit: inTurn<Answer<Receipt, CommitProblem>>(busyNow, doubtNow, () => real.commit(acme, nothing)),
      load: inTurn<ReturnType<StoreAdapter['load']>>(busyNow, busy, () => ok([null])),
    }))
    expect(orThrow(await store.commit(acme, change)).replayed).toBe(false)
    expect(await store.load(acme, [{ kind: 'item', id: 'a' }])).toEqual(ok([null]))
    expect(pauses).toHaveLength(4)
  })

  it('gives its problems as they are, and a defect as unavailable', async () => {
    const wrong = storageConflict('document', { kind: 'item', id: 'a' }, 0, 1)
    const { store } = await guarded(() => ({
      commit: inTurn<Answer<Receipt, CommitProblem>>(
        () => err(wrong),
        () => {
          throw new Error('defect')
        },
      ),
      load: () => err(storageUnavailable('closed')),
    }))
    expect(await store.commit(acme, change)).toEqual(err(wrong))
    expect((await store.commit(acme, change))._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'other' })
    expect(await store.load(acme, [{ kind: 'item', id: 'a' }])).toEqual(err(storageUnavailable('closed')))
  })

  it('asks nothing of it once the caller has given up', async () => {
    const answer = inTurn<ReturnType<StoreAdapter['load']>>(() => ok([null]))
    const { store } = await guarded(() => ({ load: answer }))
    const given = signal()
    given.abort()
    const refused = await store.load(acme, [{ kind: 'item', id: 'a' }], { signal: given })
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'aborted' })
    expect(answer.calls()).toBe(0)
  })
})

describe('given a connection that breaks while a commit is under way', () => {
  it('asks again with the same commit and learns that it was carried out', async () => {
    const { store, inner } = await guarded((real) => ({
      commit: inTurn(
        // Carried out, but the answer is lost.
        () => later(real.commit(acme, nothing)).andThen(() => doubt()),
        () => real.commit(acme, nothing),
      ),
    }))
    expect(orThrow(await store.commit(acme, change)).replayed).toBe(true)
    expect(orThrow(await inner.commit(acme, nothing)).replayed).toBe(true)
  })

  it('asks again and carries it out where it was not', async () => {
    const { store } = await guarded((real) => ({
      commit: inTurn(doubt, () => real.commit(acme, nothing)),
    }))
    expect(orThrow(await store.commit(acme, change)).replayed).toBe(false)
  })

  it('stays in doubt where it never learns, even if the last answer was only that nothing is reached', async () => {
    for (const last of [doubt, busy, () => errAsync<never, CommitProblem>(storageUnavailable('network'))]) {
      const { store } = await guarded(() => ({ commit: inTurn(doubt, last) }))
      const problem = (await store.commit(acme, change))._unsafeUnwrapErr()
      expect(problem).toMatchObject({ kind: 'storage/in-doubt', key: 'c1' })
      expect(JSON.stringify(problem)).not.toContain('socket')
    }
  })

  it('does not try again where nothing was reached in the first place', async () => {
    const answer = inTurn(() => errAsync<never, CommitProblem>(storageUnavailable('network')))
    const { store } = await guarded(() => ({ commit: answer }))
    expect((await store.commit(acme, change))._unsafeUnwrapErr()).toMatchObject({ why: 'network' })
    expect(answer.calls()).toBe(1)
  })
})

describe('given a caller who gives up', () => {
  it('ends a read at once, and leaves no listener behind', async () => {
    const never = new ResultAsync<never, never>(new Promise(() => undefined))
    const { store } = await guarded(() => ({ find: () => never }))
    const given = signal()
    const pending = store.find(acme, { kind: 'item', limit: 1 }, { signal: given })
    await Promise.resolve()
    given.abort()
    expect((await pending)._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'aborted' })
    expect(given.waiting()).toBe(0)
  })

  it('ends the pauses of a busy commit as aborted, of a doubtful one as in doubt', async () => {
    for (const [answer, kind] of [
      [busy, 'storage/unavailable'],
      [doubt, 'storage/in-doubt'],
    ] as const) {
      const given = signal()
      const { store } = await guarded(
        () => ({ commit: answer }),
        () => {
          given.abort()
          return new Promise(() => undefined)
        },
      )
      expect((await store.commit(acme, change, { signal: given }))._unsafeUnwrapErr().kind).toBe(kind)
      expect(given.waiting()).toBe(0)
    }
  })

  it('hands the signal on to the adapter, with every call and every try', async () => {
    const given = signal()
    const seen: unknown[] = []
    const { store } = await guarded((real) => ({
      commit(tenant, commit, options) {
        seen.push(options?.signal)
        return seen.length === 1 ? busy() : real.commit(tenant, commit, options)
      },
      find(tenant, query, options) {
        seen.push(options?.signal)
        return real.find(tenant, query, options)
      },
    }))
    orThrow(await store.commit(acme, change, { signal: given }))
    orThrow(await store.find(acme, { kind: 'item', limit: 1 }, { signal: given }))
    orThrow(await store.commit(acme, { ...change, key: 'c2', writes: [put('b')] }))
    expect(seen).toEqual([given, given, given, undefined])
  })

  it('leaves no listener behind where the call ends by itself', async () => {
    const { store } = await guarded(() => ({}))
    const given = signal()
    orThrow(await store.find(acme, { kind: 'item', limit: 1 }, { signal: given }))
    expect(given.waiting()).toBe(0)
  })
})

describe('given an adapter with a defect', () => {
  it('turns what it throws, and what rejects, into a problem', async () => {
    const { store } = await guarded(() => ({
      commit: () => {
        throw new Error('defect with values')
      },
      find: () => new ResultAsync(Promise.reject(new Error('defect'))),
    }))
    const problem = (await store.commit(acme, change))._unsafeUnwrapErr()
    expect(problem).toMatchObject({ kind: 'storage/unavailable', why: 'other', message: 'the database failed' })
    expect(JSON.stringify(problem)).not.toContain('defect')
    expect((await store.find(acme, { kind: 'item', limit: 1 }))._unsafeUnwrapErr()).toMatchObject({ why: 'other' })
  })

  it('says that text which is not JSON is corrupt', async () => {
    const ref = { kind: 'item', id: 'a' }
    const { store } = await guarded(() => ({ load: () => okAsync([{ ref, version: 1, doc: '{' as never }]) }))
    expect(await store.load(acme, [ref])).toEqual(
      err({ kind: 'storage/corrupt', ref, why: 'JSON', message: 'stored item a: expected JSON' }),
    )
  })
})

describe('given a commit in any order', () => {
  it('hands it to the adapter in one order, with complete fields and payloads as text', async () => {
    const seen: unknown[] = []
    const { store } = await guarded((inner) => ({
      commit(tenant, given) {
        seen.push(given)
        return inner.commit(tenant, given)
      },
    }))
    const writes = [
      { op: 'put', ref: { kind: 'side-note', id: 'x' }, version: 0, doc: { b: 1, a: -0 }, fields: {} } as const,
      {
        ...put('b'),
        keys: [
          { name: 'tag', value: 'z' },
          { name: 'mail', value: 'm' },
          { name: 'tag', value: 'a' },
          { name: 'tag', value: 'z' },
        ],
      },
      { ...put('a'), fields: { rank: -0, owner: null, hot: null } },
    ]
    orThrow(
      await store.commit(acme, {
        key: 'c1',
        writes,
        events: [],
        expect: [
          { ref: { kind: 'side-note', id: 'b' }, version: 0 },
          { ref: { kind: 'item', id: 'z' }, version: 0 },
          { ref: { kind: 'item', id: 'y' }, version: 0 },
          { ref: { kind: 'item', id: 'a' }, version: 0 },
        ],
      }),
    )
    expect(seen).toMatchObject([
      {
        writes: [
          {
            ref: { kind: 'item', id: 'a' },
            doc: '{"id":"a","version":0}',
            fields: { owner: null, hot: null, rank: 0 },
            keys: [],
          },
          {
            ref: { kind: 'item', id: 'b' },
            keys: [
              { name: 'mail', value: 'm' },
              { name: 'tag', value: 'a' },
              { name: 'tag', value: 'z' },
            ],
          },
          { ref: { kind: 'side-note', id: 'x' }, doc: '{"b":1,"a":0}' },
        ],
        expect: [
          { ref: { kind: 'item', id: 'y' }, version: 0 },
          { ref: { kind: 'item', id: 'z' }, version: 0 },
          { ref: { kind: 'side-note', id: 'b' }, version: 0 },
        ],
      },
    ])
  })
})

/** Gives one value so many times, and another from then on. */
function turning(times: number, first: unknown, then: unknown): PropertyDescriptor {
  let asked = 0
  const get = () => {
    asked += 1
    return asked > times ? then : first
  }
  return { enumerable: true, get }
}

describe('given what does not stay as it was looked at', () => {
  const event: NewEvent = {
    stream: 's',
    version: 1,
    type: 'noted',
    schema: 1,
    at: instant(0),
    recordedAt: instant(0),
    actor: 'agent:a',
    cause: null,
    data: null,
  }

  it.each([
    ['actor', 'agent:a', 'nobody\u0000'],
    ['version', 1, 7],
    ['at', 0, 'x'],
    ['cause', null, {}],
  ])('stores the %s of an event that was checked', async (name, first, then) => {
    const { store } = await guarded(() => ({}))
    for (const times of [1, 2, 3]) {
      const stream = `s${times}`
      const given: NewEvent = Object.defineProperty({ ...event, stream }, name, turning(times, first, then))
      orThrow(await store.commit(acme, { key: `c${times}`, writes: [], events: [given] }))
      expect(orThrow(await store.journal(acme, { stream, limit: 5 })).entries).toMatchObject([{ [name]: first }])
    }
  })

  it('stores the fields of a document that were checked', async () => {
    const seen: unknown[] = []
    const { store } = await guarded((inner) => ({
      commit(tenant, given) {
        seen.push(given.writes.map((write) => (write.op === 'put' ? write.fields : null)))
        return inner.commit(tenant, given)
      },
    }))
    const fields: Record<string, Scalar> = Object.defineProperty({ owner: null, hot: null }, 'rank', turning(1, 5, 'x'))
    orThrow(await store.commit(acme, { ...change, writes: [{ ...put('a'), fields }] }))
    expect(seen).toEqual([[{ owner: null, hot: null, rank: 5 }]])
  })

  it('stores the items of a list that would write itself as something else', async () => {
    const { store } = await guarded(() => ({}))
    for (const [index, written] of ['else', undefined, 1n].entries()) {
      const doc = Object.assign([1, 2], { toJSON: () => written })
      const id = `l${index}`
      orThrow(await store.commit(acme, { key: id, writes: [{ ...put(id), doc }], events: [] }))
      expect(orThrow(await store.load(acme, [{ kind: 'item', id }]))[0]?.doc).toEqual([1, 2])
    }
  })
})
