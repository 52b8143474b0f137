import type { CancelSignal, Commit, Store } from '@caseload/storage'
import { cancellation } from '../cancellation.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, idsOf, item, journalOf, key, one, put } from '../kit/builders.ts'
import { holds, same, value } from '../kit/expectations.ts'
import { onceGuarded, type Pass } from '../passes.ts'
import type { Place, StatementFaults, Wire } from '../place.ts'

const oncePlain: readonly Pass[] = ['plain']

/** A commit that touches everything a commit can. */
function wholeCommit(name: string, version: number): Commit {
  return commit(name, {
    expect: [{ ref: item('guard'), version: 0 }],
    writes: [put('a', version, { doc: { name }, keys: [key('mail', name), key('tag', name)] }), put(`b-${name}`)],
    events: [event('s', version + 1), event(`t-${name}`, 1)],
    work: [{ op: 'schedule', queue: 'q', id: name, dueAt: 0, payload: null }],
  })
}

/** Whether a commit of {@link wholeCommit} is there; rejects where only a part of it is. */
async function isThere(store: Store, name: string): Promise<boolean> {
  const parts = {
    document:
      ((await one(store, 'a'))?.doc ?? null) !== null &&
      JSON.stringify((await one(store, 'a'))?.doc) === JSON.stringify({ name }),
    second: (await one(store, `b-${name}`)) !== null,
    unique: (await idsOf(store, { key: key('mail', name) })).length === 1,
    tag: (await idsOf(store, { key: key('tag', name) })).length === 1,
    event: (await value(store.journal(acme, { stream: `t-${name}`, limit: 1 }))).entries.length === 1,
    entries: (await journalOf(store)).filter((entry) => entry.commit === name).length === 2,
  }
  const there = parts.document
  same(
    parts,
    { document: there, second: there, unique: there, tag: there, event: there, entries: there },
    `parts of commit ${name}`,
  )
  return there
}

function statementsOf(place: Place): StatementFaults {
  if (place.statements === undefined) throw new Error('the place has no hook before its statements')
  return place.statements
}

function wireOf(place: Place): Wire {
  if (place.wire === undefined) throw new Error('the place has no wire')
  return place.wire
}

export const faultCases: readonly ConformanceCase[] = [
  {
    id: 'L124',
    clauses: [42, 124],
    needs: ['statements', 'again'],
    passes: oncePlain,
    name: 'whichever statement of a commit is the last before a crash, all of the commit is there afterwards or nothing',
    async run({ store, place, openMore }) {
      const faults = statementsOf(place)
      await done(store, 'c0', { writes: [put('a', 0, { doc: { name: 'c0' } })], events: [event('s', 1)] })
      let version = 1
      const before = faults.count()
      await value(store.commit(acme, wholeCommit('c1', version)))
      const statements = faults.count() - before
      version += 1
      holds(statements >= 3, `the hook saw only ${statements} statements of a commit`)
      for (let last = 1; last <= statements; last += 1) {
        const name = `x${last}`
        faults.dieBefore(last)
        const result = await store.commit(acme, wholeCommit(name, version))
        faults.mend()
        // A handle that has gone through a crash may stay broken, as its process would; the database may not.
        const { store: again } = await openMore(place.again?.())
        const there = await isThere(again, name)
        if (result.isOk()) holds(there, `commit ${name} was acknowledged and is not there`)
        else if (result.error.kind !== 'storage/in-doubt')
          holds(!there, `commit ${name} was refused with ${result.error.kind} and is there`)
        const repeated = await value(again.commit(acme, wholeCommit(name, version)))
        same(repeated.replayed, there, `whether ${name} replays`)
        version += 1
      }
      const entries = await journalOf(store)
      same(
        entries.map(({ seq }) => seq),
        entries.map((_, index) => index + 1),
        'places',
      )
    },
  },
  {
    id: 'L126',
    clauses: [126],
    needs: ['statements'],
    passes: onceGuarded,
    name: 'a store that is busy a few times gets through, one that is always busy says so and has written nothing',
    async run({ store, place }) {
      const faults = statementsOf(place)
      await done(store, 'c0', { writes: [put('a', 0, { doc: { name: 'c0' } })], events: [event('s', 1)] })
      for (let times = 1; times <= 3; times += 1) {
        faults.busy(times)
        same((await value(store.commit(acme, wholeCommit(`b${times}`, times)))).replayed, false, `busy ${times} times`)
      }
      faults.busy(1_000_000)
      const result = await store.commit(acme, wholeCommit('never', 4))
      faults.mend()
      same(result.isErr() ? result.error.kind : 'success', 'storage/busy', 'always busy')
      same(await isThere(store, 'never'), false, 'what was refused')
    },
  },
  {
    id: 'L127',
    clauses: [127],
    needs: ['obstacles'],
    passes: onceGuarded,
    name: 'where nothing can be written the store says why, has written nothing, and works again when that is over',
    async run({ store, place }) {
      await done(store, 'c0', { writes: [put('a', 0, { doc: { name: 'c0' } })], events: [event('s', 1)] })
      let version = 1
      for (const [index, obstacle] of (place.obstacles ?? []).entries()) {
        await obstacle.raise()
        const big = wholeCommit(`o${index}`, version)
        const writes = [
          ...big.writes,
          ...Array.from({ length: 8 }, (_, more) => put(`big${index}-${more}`, 0, { doc: 'x'.repeat(200_000) })),
        ]
        const result = await store.commit(acme, { ...big, writes })
        const found = result.isOk()
          ? 'success'
          : result.error.kind === 'storage/unavailable'
            ? result.error.why
            : result.error.kind.replace('storage/', '')
        await obstacle.clear()
        same(found, obstacle.why, 'what was said')
        same(await isThere(store, `o${index}`), false, 'what was refused')
        same((await value(store.commit(acme, big))).replayed, false, 'afterwards')
        version += 1
      }
    },
  },
  {
    id: 'L125',
    clauses: [125],
    needs: ['wire'],
    passes: oncePlain,
    name: 'a connection that breaks after any number of bytes, either way, leaves a commit whole or undone, and the same commit again settles which',
    async run({ store, place, openMore, times }) {
      const wire = wireOf(place)
      await done(store, 'c0', { writes: [put('a', 0, { doc: { name: 'c0' } })], events: [event('s', 1)] })
      let version = 1
      await value(store.commit(acme, wholeCommit('warm', version)))
      version += 1
      const before = wire.traffic()
      await value(store.commit(acme, wholeCommit('size', version)))
      version += 1
      const after = wire.traffic()
      for (const direction of ['sent', 'received'] as const) {
        const bytes = after[direction] - before[direction]
        holds(bytes > 0, `no bytes ${direction}`)
        const cuts = Math.min(bytes, times(8, 100))
        for (let cut = 1; cut <= cuts; cut += 1) {
          const name = `${direction}${cut}`
          wire.breakAfter(direction, Math.ceil((bytes * cut) / cuts))
          const result = await store.commit(acme, wholeCommit(name, version))
          wire.mend()
          const { store: again } = await openMore()
          const there = await isThere(again, name)
          if (result.isOk()) holds(there, `commit ${name} was acknowledged and is not there`)
          else if (result.error.kind !== 'storage/in-doubt') {
            same(result.error.kind, 'storage/unavailable', `what was said of ${name}`)
            holds(!there, `commit ${name} was refused with ${result.error.kind} and is there`)
          }
          same((await value(again.commit(acme, wholeCommit(name, version)))).replayed, there, `whether ${name} replays`)
          await again.close()
          version += 1
        }
      }
      const entries = await journalOf(store)
      same(
        entries.map(({ seq }) => seq),
        entries.map((_, index) => index + 1),
        'places',
      )
    },
  },
  {
    id: 'L125b',
    clauses: [125],
    needs: ['wire'],
    passes: oncePlain,
    name: 'a server that goes quiet without closing is given up in time, and the same commit again settles what became of it',
    async run({ store, place, openMore }) {
      const wire = wireOf(place)
      await done(store, 'c0', { writes: [put('a', 0, { doc: { name: 'c0' } })], events: [event('s', 1)] })
      wire.hush()
      const asked = Date.now()
      const patience = cancellation()
      const givenUp = late(wire.timeoutMs + 5000, patience.signal)
      const result = await Promise.race([store.commit(acme, wholeCommit('quiet', 1)), givenUp])
      patience.abort()
      if (result === null) throw new Error(`no answer within ${wire.timeoutMs} ms and five seconds more`)
      const waited = Date.now() - asked
      wire.mend()
      holds(result.isErr(), 'a commit without an answer succeeded')
      holds(waited <= wire.timeoutMs + 5000, `gave up after ${waited} ms instead of ${wire.timeoutMs}`)
      const { store: again } = await openMore()
      const there = await isThere(again, 'quiet')
      if (result.isErr() && result.error.kind !== 'storage/in-doubt')
        holds(!there, `was refused with ${result.error.kind} and is there`)
      same((await value(again.commit(acme, wholeCommit('quiet', 1)))).replayed, there, 'whether it replays')
    },
  },
  {
    id: 'L128',
    clauses: [128],
    needs: ['wire'],
    passes: onceGuarded,
    name: 'when a server is back from being away, commits go on where they were, and no increment was lost or doubled',
    async run({ store, place, times }) {
      const wire = wireOf(place)
      await done(store, 'c0', { writes: [put('a', 0, { doc: 0 })] })
      const rounds = times(3, 30)
      for (let round = 1; round <= rounds; round += 1) {
        wire.down()
        const change = commit(`r${round}`, { writes: [put('a', round, { doc: round })], events: [event('s', round)] })
        const away = await store.commit(acme, change)
        holds(
          away.isErr() && (away.error.kind === 'storage/unavailable' || away.error.kind === 'storage/in-doubt'),
          'what was said of a server that is away',
        )
        wire.mend()
        await value(store.commit(acme, change))
      }
      same(await one(store, 'a'), { ref: item('a'), version: rounds + 1, doc: rounds }, 'document')
      same((await journalOf(store)).length, rounds, 'journal')
    },
  },
  {
    id: 'A1b',
    clauses: [1],
    needs: ['flushes'],
    passes: onceGuarded,
    name: 'a store that claims to survive the loss of power makes the disk keep each commit before it acknowledges it',
    async run({ store, place }) {
      if (store.about.durability !== 'power') return
      await done(store, 'c0', {})
      const before = (await place.flushes?.()) ?? 0
      const commits = 20
      for (let number = 1; number <= commits; number += 1) await done(store, `c${number}`, { writes: [put(`d${number}`)] })
      const flushed = ((await place.flushes?.()) ?? 0) - before
      holds(flushed >= commits, `${commits} commits, one after another, made the disk keep something ${flushed} times`)
    },
  },
  {
    id: 'J110',
    clauses: [110],
    needs: ['bytes'],
    passes: onceGuarded,
    name: 'what was erased is in no byte that is kept',
    async run({ store, admin, place }) {
      const canary = 'c4n4ry-0f-the-m1ne@example.com'
      const many = Array.from({ length: 60 }, (_, index) =>
        put(`d${index}`, 0, {
          doc: { mail: canary, pad: 'x'.repeat(200) },
          fields: { owner: canary },
          keys: [key('tag', canary), key('mail', `${canary}${index}`)],
        }),
      )
      await done(store, 'c1', {
        writes: many,
        events: [event('s', 1, { data: { mail: canary } })],
        work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: { mail: canary } }],
      })
      const find = async () => (await (place.bytes?.() ?? Promise.resolve([]))).some((bytes) => includes(bytes, canary))
      holds(await find(), 'the canary is not even there before it is erased: the place does not show its bytes')
      await done(store, 'c2', {
        writes: many.map(({ ref }) => ({ op: 'remove', ref, version: 1 }) as const),
        work: [{ op: 'cancel', queue: 'q', id: 'i' }],
      })
      await value(admin.redact(acme, [{ lane: 0, seq: 1 }]))
      await value(admin.scrub())
      holds(!(await find()), 'something is still there')
    },
  },
]

function includes(bytes: Uint8Array, text: string): boolean {
  const wanted = new TextEncoder().encode(text)
  for (let start = bytes.indexOf(wanted[0] ?? 0); start !== -1; start = bytes.indexOf(wanted[0] ?? 0, start + 1)) {
    if (wanted.every((byte, index) => bytes[start + index] === byte)) return true
  }
  return false
}

/** Null after a while; nothing goes on waiting once it is called off. */
function late(ms: number, calledOff: CancelSignal): Promise<null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ms)
    calledOff.addEventListener('abort', () => clearTimeout(timer))
  })
}
