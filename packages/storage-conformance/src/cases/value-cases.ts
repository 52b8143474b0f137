import type { ConformanceCase } from '../conformance-case.ts'
import { acme, commit, done, event, journalOf, one, put } from '../kit/builders.ts'
import { holds, problem, same, value } from '../kit/expectations.ts'
import { guardedOnly } from '../passes.ts'

const texts = [
  '\u{1F600}',
  'e\u0301',
  'שלום',
  '\u2028\u2029',
  '\uFEFF',
  '"\\/\b\f\n\r\t',
  '\u0001',
  "'; drop table journal; --",
  '#{x}',
  '%_*?',
  '',
]

/** Objects that JSON.parse builds with names an object literal would not give as data. */
const awkward: readonly unknown[] = [
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  JSON.parse('{"":"","toString":1,"hasOwnProperty":null}'),
]

/** A list in a list in a list, so deep. */
function nested(depth: number): object {
  let inner: object = []
  for (let level = 1; level < depth; level += 1) inner = [inner]
  return inner
}

export const valueCases: readonly ConformanceCase[] = [
  {
    id: 'H93',
    clauses: [93, 100],
    name: 'text of every script, and what means something to SQL or JSON, comes back as it was',
    async run({ store }) {
      await done(store, 'c1', {
        writes: [
          put('a', 0, {
            doc: { texts },
            fields: { name: texts[7] ?? '', owner: '' },
            keys: [{ name: 'tag', value: texts[7] ?? '' }],
          }),
        ],
        events: texts.map((cause, index) => event('s', index + 1, { data: { texts }, cause })),
      })
      same((await one(store, 'a'))?.doc, { texts }, 'document')
      const entries = await journalOf(store)
      same(entries[0]?.data, { texts }, 'event')
      same(
        entries.map(({ cause }) => cause),
        texts,
        'causes',
      )
    },
  },
  {
    id: 'H95',
    clauses: [95],
    name: 'numbers come back exactly, and minus zero as zero',
    async run({ store }) {
      const numbers = [0.1, 1e21, 2 ** 53 - 1, -(2 ** 53 - 1), 5e-324, 1.7976931348623157e308, -0]
      await done(store, 'c1', { writes: [put('a', 0, { doc: numbers, fields: { rank: -0 } })] })
      const doc = (await one(store, 'a'))?.doc
      holds(Array.isArray(doc) && doc.every((number, index) => number === numbers[index]), 'numbers differ')
      holds(Array.isArray(doc) && Object.is(doc[6], 0), 'minus zero')
      const found = await value(store.find(acme, { kind: 'item', where: [{ field: 'rank', op: 'eq', value: 0 }], limit: 1 }))
      same(found.items.length, 1, 'found by zero')
    },
  },
  {
    id: 'H92',
    clauses: [92],
    name: 'any JSON value can be a document: scalars, empty things, null',
    async run({ store }) {
      const docs = [null, true, false, 0, '', [], {}, [[]], [null]]
      await done(store, 'c1', { writes: docs.map((doc, index) => put(`d${index}`, 0, { doc })) })
      for (const [index, doc] of docs.entries()) same((await one(store, `d${index}`))?.doc, doc, `document ${index}`)
    },
  },
  {
    id: 'I102',
    clauses: [102],
    name: 'names such as __proto__ are data and change no prototype',
    async run({ store }) {
      for (const [index, doc] of awkward.entries()) {
        await done(store, `c${index}`, {
          writes: [put(`d${index}`, 0, { doc: Object(doc) })],
          events: [event(`s${index}`, 1, { data: Object(doc) })],
          work: [{ op: 'schedule', queue: 'q', id: `i${index}`, dueAt: 0, payload: Object(doc) }],
        })
        same((await one(store, `d${index}`))?.doc, doc, 'document')
      }
      const entries = await journalOf(store)
      same(
        entries.map(({ data }) => data),
        awkward,
        'events',
      )
      const claims = await value(store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 0 }))
      same(
        claims.map((claim) => ('payload' in claim ? claim.payload : null)),
        awkward,
        'payloads',
      )
      holds(!('polluted' in {}), 'a prototype was changed')
    },
  },
  {
    id: 'H94',
    clauses: [94],
    passes: guardedOnly,
    name: 'what JSON would drop or change is refused with its place',
    async run({ store }) {
      const cycle: Record<string, unknown> = {}
      cycle['self'] = cycle
      class Money {
        readonly amount = 1
      }
      const bad: readonly unknown[] = [
        undefined,
        1n,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        new Date(0),
        new Map(),
        new Money(),
        () => 1,
        'a\u0000',
        '\uD800',
      ]
      for (const [index, inner] of bad.entries()) {
        const payload = { list: [1, inner] }
        const path = `doc.list[1]`
        await problem(store.commit(acme, commit(`a${index}`, { writes: [put('a', 0, { doc: payload })] })), 'storage/invalid', {
          path: `writes[0].${path}`,
        })
        await problem(
          store.commit(acme, commit(`b${index}`, { events: [event('s', 1, { data: payload })] })),
          'storage/invalid',
          { path: 'events[0].data.list[1]' },
        )
        const work = [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload } as const]
        await problem(store.commit(acme, commit(`c${index}`, { work })), 'storage/invalid', { path: 'work[0].payload.list[1]' })
      }
      await problem(store.commit(acme, commit('d', { writes: [put('a', 0, { doc: cycle })] })), 'storage/invalid')
      same(await one(store, 'a'), null, 'document')
    },
  },
  {
    id: 'H96',
    clauses: [96],
    name: 'a document at the limit of size and depth is stored, and one with ten thousand names',
    async run({ store }) {
      const { docBytes, docDepth } = store.about.limits
      await done(store, 'c1', {
        writes: [put('a', 0, { doc: 'x'.repeat(docBytes - 2) }), put('b', 0, { doc: nested(docDepth) })],
      })
      same(JSON.stringify((await one(store, 'a'))?.doc).length, docBytes, 'size')
      const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]))
      await done(store, 'c5', { writes: [put('w', 0, { doc: wide })] })
      same((await one(store, 'w'))?.doc, wide, 'ten thousand names')
    },
  },
  {
    id: 'H96b',
    clauses: [96, 106],
    passes: guardedOnly,
    name: 'a document beyond the limit of size or depth is refused',
    async run({ store }) {
      const { docBytes, docDepth } = store.about.limits
      const refused = async (doc: string | object) => {
        const change = commit('c1', { writes: [put('c', 0, { doc })] })
        await problem(store.commit(acme, change), 'storage/invalid', { path: 'writes[0].doc' })
      }
      await refused('x'.repeat(docBytes - 1))
      await refused('é'.repeat(docBytes / 2))
      await problem(store.commit(acme, commit('c1', { writes: [put('c', 0, { doc: nested(docDepth + 1) })] })), 'storage/invalid')
      await problem(store.commit(acme, commit('c1', { writes: [put('c', 0, { doc: nested(100_000) })] })), 'storage/invalid')
      same(await one(store, 'c'), null, 'document')
    },
  },
  {
    id: 'H97',
    clauses: [97],
    name: 'empty text, null and left out are three things in a document, two in a field',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('a', 0, { doc: { empty: '', nothing: null }, fields: { owner: '' } })] })
      same((await one(store, 'a'))?.doc, { empty: '', nothing: null }, 'document')
      const found = async (wanted: string | null) =>
        (await value(store.find(acme, { kind: 'item', where: [{ field: 'owner', op: 'eq', value: wanted }], limit: 1 }))).items
          .length
      same([await found(''), await found(null)], [1, 0], 'field')
    },
  },
  {
    id: 'I101',
    clauses: [64, 101],
    passes: guardedOnly,
    name: 'ids, keys, fields and events outside the contract are refused with their place',
    async run({ store }) {
      const refused = async (change: object, path: string) => {
        await problem(store.commit(acme, { ...commit('c'), ...change }), 'storage/invalid', { path })
      }
      for (const id of ['', 'a b', 'a/b', 'ä', 'a\u0000', "x' or '1'='1", 'x'.repeat(129)]) {
        await refused({ key: id }, 'key')
        await refused({ fingerprint: id }, 'fingerprint')
        await refused({ writes: [put(id)] }, 'writes[0].ref.id')
        await refused({ events: [event(id, 1)] }, 'events[0].stream')
        await refused({ expect: [{ ref: { kind: 'item', id }, version: 0 }] }, 'expect[0].ref.id')
        await refused({ work: [{ op: 'cancel', queue: 'q', id }] }, 'work[0].id')
      }
      for (const kind of ['nothing', '__proto__', 'constructor'])
        await refused({ writes: [{ ...put('a'), ref: { kind, id: 'a' } }] }, 'writes[0].ref.kind')
      for (const version of [-1, 0.5, Number.NaN, '0']) await refused({ writes: [{ ...put('a'), version }] }, 'writes[0].version')
      await refused({ writes: [{ op: 'remove', ref: { kind: 'item', id: 'a' }, version: 0 }] }, 'writes[0].version')
      await refused({ writes: [{ ...put('a'), op: 'merge' }] }, 'writes[0].op')
      await refused({ writes: [put('a', 0, { fields: { rank: '1' } })] }, 'writes[0].fields.rank')
      await refused({ writes: [put('a', 0, { fields: { rank: null } })] }, 'writes[0].fields.rank')
      await refused({ writes: [put('a', 0, { fields: { name: 'x'.repeat(513) } })] }, 'writes[0].fields.name')
      await refused({ writes: [put('a', 0, { fields: { unheardOf: 1 } })] }, 'writes[0].fields')
      await refused({ writes: [put('a', 0, { keys: [{ name: 'unheardOf', value: 'x' }] })] }, 'writes[0].keys[0].name')
      await refused({ writes: [put('a', 0, { keys: [{ name: 'mail', value: '' }] })] }, 'writes[0].keys[0].value')
      await refused({ events: [event('s', 1, { type: 'Not Kebab' })] }, 'events[0].type')
      await refused({ events: [{ ...event('s', 1), actor: 'ada' }] }, 'events[0].actor')
      await refused({ events: [{ ...event('s', 1), at: 0.5 }] }, 'events[0].at')
      await refused({ events: [{ ...event('s', 1), schema: 0 }] }, 'events[0].schema')
      await refused({ events: [event('s', 1), event('s', 3)] }, 'events[1].version')
      for (const name of ['writes', 'events', 'expect', 'work']) await refused({ [name]: 'no list' }, name)
      const { tenant } = { tenant: 'a b' as typeof acme }
      await problem(store.commit(tenant, commit('c')), 'storage/invalid', { path: 'tenant' })
    },
  },
]
