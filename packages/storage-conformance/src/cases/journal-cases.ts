import type { JournalCursor, JournalEntry } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, commit, done, event, journalOf, put } from '../kit/builders.ts'
import { holds, problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

export const journalCases: readonly ConformanceCase[] = [
  {
    id: 'D36',
    clauses: [36, 43],
    name: 'places are 1, 2, 3 … without gaps after commits, conflicts and replays in any mixture',
    async run({ store }) {
      let version = 0
      for (let round = 0; round < 60; round += 1) {
        if (round % 3 === 0)
          await problem(store.commit(acme, commit(`x${round}`, { events: [event('s', version + 2)] })), 'storage/conflict')
        if (round % 4 === 0)
          await problem(
            store.commit(acme, commit(`y${round}`, { writes: [put('a', 9)], events: [event('s', version + 1)] })),
            'storage/conflict',
          )
        await done(store, `c${round}`, { events: [event('s', version + 1), event('s', version + 2)] })
        await done(store, `c${round}`, { events: [event('s', version + 1)] })
        version += 2
      }
      const entries = await journalOf(store)
      same(
        entries.map(({ seq }) => seq),
        Array.from({ length: 120 }, (_, index) => index + 1),
        'places',
      )
    },
  },
  {
    id: 'D49',
    clauses: [49],
    name: 'an entry comes back as it was given',
    async run({ store }) {
      const given = event('s', 1, {
        type: 'ticket-resolved',
        schema: 3,
        actor: 'system:import',
        cause: 'cmd_1',
        data: { a: [1], b: null },
      })
      await done(store, 'c1', { events: [given] })
      same(await journalOf(store), [{ ...given, lane: 0, seq: 1, commit: 'c1' }], 'journal')
    },
  },
  {
    id: 'D37',
    clauses: [37],
    name: 'the history of a stream after a version is exactly the rest, in order',
    async run({ store }) {
      for (let version = 1; version <= 9; version += 1)
        await done(store, `c${version}`, { events: [event('s', version), event('t', version)] })
      const read = (after: number, limit: number) => value(store.journal(acme, { stream: 's', after, limit }))
      const rest = await read(4, 3)
      same([rest.entries.map(({ version }) => version), rest.end], [[5, 6, 7], false], 'first three')
      const last = await read(7, 3)
      same([last.entries.map(({ version }) => version), last.end], [[8, 9], true], 'last two')
      same((await read(9, 3)).entries, [], 'nothing')
      same((await value(store.journal(acme, { stream: 'none', limit: 3 }))).entries, [], 'no such stream')
      same((await value(store.journal(acme, { stream: 's', limit: 500 }))).entries.length, 9, 'all')
    },
  },
  {
    id: 'D39',
    clauses: [38, 39],
    name: 'a walk in any step gives the same as one big read, says where it ends, and stays there',
    async run({ store }) {
      for (let round = 0; round < 10; round += 1)
        await done(store, `c${round}`, { events: [event(`s${round}`, 1), event(`s${round}`, 2)] })
      const whole = await journalOf(store)
      for (const limit of [1, 2, 7, 20]) same(await journalOf(store, limit), whole, `limit ${limit}`)
      const exact = await value(store.journal(acme, { after: null, limit: 20 }))
      same(exact.end, true, 'end of an exact page')
      const empty = await value(store.journal(acme, { after: exact.next, limit: 5 }))
      same(empty, { entries: [], next: exact.next, end: true }, 'empty page')
    },
  },
  {
    id: 'D38',
    clauses: [38],
    name: 'the position of an empty journal works once there is something',
    async run({ store }) {
      const empty = await value(store.journal(acme, { after: null, limit: 5 }))
      same([empty.entries, empty.end], [[], true], 'empty')
      await done(store, 'c1', { events: [event('s', 1)] })
      same((await value(store.journal(acme, { after: empty.next, limit: 5 }))).entries.length, 1, 'afterwards')
    },
  },
  {
    id: 'D38b',
    clauses: [38],
    name: 'a receipt’s position lies right after its commit',
    async run({ store }) {
      const { cursor } = await done(store, 'c1', { events: [event('s', 1)] })
      await done(store, 'c2', { events: [event('s', 2)] })
      const rest = await value(store.journal(acme, { after: cursor, limit: 5 }))
      same(
        rest.entries.map(({ version }) => version),
        [2],
        'rest',
      )
      const { cursor: unmoved } = await done(store, 'c3', { writes: [put('a')] })
      same(unmoved, rest.next, 'a commit without events')
    },
  },
  {
    id: 'D40',
    clauses: [40],
    name: 'reading some types only skips the others without losing the place',
    async run({ store }) {
      for (let round = 0; round < 12; round += 1) {
        await done(store, `c${round}`, { events: [event(`s${round}`, 1, { type: round % 3 === 0 ? 'kept' : 'skipped' })] })
      }
      const types = ['kept', 'unheard-of']
      const first = await value(store.journal(acme, { after: null, limit: 3, types }))
      same([first.entries.map(({ seq }) => seq), first.end], [[1, 4, 7], false], 'first')
      const second = await value(store.journal(acme, { after: first.next, limit: 3, types }))
      same([second.entries.map(({ seq }) => seq), second.end], [[10], true], 'second')
      const after = await value(store.journal(acme, { after: second.next, limit: 3 }))
      same(after, { entries: [], next: second.next, end: true }, 'past what was skipped')
      same((await value(store.journal(acme, { after: null, limit: 3, types: [] }))).entries, [], 'no type at all')
    },
  },
  {
    id: 'D41',
    clauses: [41],
    name: 'a follower polling beside sixteen writers sees every entry once and each stream in order',
    async run({ store, other }) {
      const seen: JournalEntry[] = []
      let writing = true
      const follow = async () => {
        let after: JournalCursor | null = null
        for (let polls = 0; polls < 20_000; polls += 1) {
          const last = !writing
          const page: { readonly entries: readonly JournalEntry[]; readonly next: JournalCursor; readonly end: boolean } =
            await value(other.journal(acme, { after, limit: 17 }))
          seen.push(...page.entries)
          after = page.next
          if (page.end && last) return
          if (page.end) await Promise.resolve()
        }
        throw new Error('the journal does not end')
      }
      const write = async (stream: string) => {
        for (let version = 1; version <= 25; version += 1)
          await done(store, `${stream}-${version}`, { events: [event(stream, version)] })
      }
      const writeAll = async () => {
        try {
          await Promise.all(Array.from({ length: 16 }, (_, index) => write(`s${index}`)))
        } finally {
          writing = false
        }
      }
      await Promise.all([follow(), writeAll()])
      same(
        seen.map(({ seq }) => seq),
        Array.from({ length: 400 }, (_, index) => index + 1),
        'places',
      )
      const versions = seen.filter(({ stream }) => stream === 's3').map(({ version }) => version)
      same(
        versions,
        Array.from({ length: 25 }, (_, index) => index + 1),
        'versions of one stream',
      )
    },
  },
  {
    id: 'D47',
    clauses: [47],
    name: 'the journals of two tenants are two sequences',
    async run({ store }) {
      await done(store, 'c1', { events: [event('s', 1)] })
      await done(store, 'c1', { events: [event('s', 1), event('s', 2)] }, beta)
      await done(store, 'c2', { events: [event('s', 2)] })
      same(
        (await journalOf(store)).map(({ seq }) => seq),
        [1, 2],
        'one',
      )
      same(
        (await journalOf(store, 500, beta)).map(({ seq }) => seq),
        [1, 2],
        'other',
      )
    },
  },
  {
    id: 'D38c',
    clauses: [101],
    passes: guardedOnly,
    name: 'a position that was made up, changed or another tenant’s is refused',
    async run({ store }) {
      const { cursor } = await done(store, 'c1', { events: [event('s', 1)] })
      const { cursor: foreign } = await done(store, 'c1', { events: [event('s', 1)] }, beta)
      const texts = ['', '1', '0', '-', `${cursor}0`, cursor.slice(1), cursor.replace(/^1/, '2'), foreign, '9'.repeat(300)]
      for (const text of texts) {
        await problem(store.journal(acme, { after: text as JournalCursor, limit: 1 }), 'storage/invalid', { path: 'after' })
      }
    },
  },
  {
    id: 'D38d',
    clauses: [65, 101],
    passes: guardedOnly,
    name: 'refuses what no journal read can be',
    async run({ store }) {
      for (const limit of [0, -1, 501, 1.5, Number.NaN]) {
        await problem(store.journal(acme, { after: null, limit }), 'storage/invalid', { path: 'limit' })
      }
      await problem(store.journal(acme, { stream: 'a b', limit: 1 }), 'storage/invalid', { path: 'stream' })
      await problem(store.journal(acme, { stream: 's', after: -1, limit: 1 }), 'storage/invalid', { path: 'after' })
      await problem(store.journal(acme, { after: null, limit: 1, types: ['A B'] }), 'storage/invalid', { path: 'types[0]' })
      holds(true, 'all refused')
    },
  },
  {
    id: 'D44',
    clauses: [44],
    needs: ['bystander'],
    name: 'a transaction of somebody else that stays open on the same server does not hold a follower up',
    async run({ store, place }) {
      const end = await place.bystander?.()
      try {
        await done(store, 'c1', { events: [event('s', 1)] })
        same((await journalOf(store)).length, 1, 'journal')
        same(
          (await value(store.claim({ worker: 'w', limit: 1, leaseMs: 1000, consumer: 'outbox', tenant: acme }))).length,
          1,
          'follower',
        )
      } finally {
        await end?.()
      }
    },
  },
  {
    id: 'D48',
    clauses: [48],
    name: 'whoever reads while commits of several events are written sees each of them whole or not at all',
    async run({ store, other, times }) {
      const rounds = times(40, 400)
      let writing = true
      const write = async () => {
        for (let round = 0; round < rounds; round += 1)
          await done(store, `c${round}`, { events: [event(`s${round}`, 1), event(`s${round}`, 2), event(`s${round}`, 3)] })
        writing = false
      }
      const read = async () => {
        let after: JournalCursor | null = null
        for (let reads = 0; reads < 100_000; reads += 1) {
          const last = !writing
          const page: { readonly entries: readonly JournalEntry[]; readonly next: JournalCursor; readonly end: boolean } =
            await value(other.journal(acme, { after, limit: 300 }))
          same(page.entries.length % 3, 0, 'entries of whole commits')
          after = page.next
          if (page.end && last) return
          await new Promise<void>((resolve) => setTimeout(resolve, 0))
        }
        throw new Error('the journal does not end')
      }
      await Promise.all([write(), read()])
    },
  },
]
