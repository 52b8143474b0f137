import type { Store } from '@caseload/storage'
import type { ConformanceCase } from '../conformance-case.ts'
import { acme, beta, commit, done, event, idsOf, item, journalOf, key, one, put, versionOf } from '../kit/builders.ts'
import { holds, problem, same, value } from '../kit/expectations.ts'
import { besideNobody, guardedOnly } from '../passes.ts'

/** The same names in two tenants, with other content. */
async function twins(store: Store): Promise<void> {
  for (const tenant of [acme, beta]) {
    const own = { doc: { of: tenant }, fields: { owner: tenant }, keys: [key('mail', 'm'), key('tag', 't')] }
    const work = [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: tenant } as const]
    await done(store, 'c1', { writes: [put('a', 0, own)], events: [event('s', 1, { data: { of: tenant } })], work }, tenant)
  }
}

export const tenancyCases: readonly ConformanceCase[] = [
  {
    id: 'I98',
    clauses: [98],
    name: 'no operation of one tenant returns, counts or changes anything of another with the same names',
    async run({ store, admin }) {
      await twins(store)
      same((await one(store, 'a', beta))?.doc, { of: 'beta' }, 'load')
      same(await idsOf(store, { where: [{ field: 'owner', op: 'eq', value: 'acme' }] }, beta), [], 'find by field')
      same(await idsOf(store, { key: key('tag', 't') }, beta), ['a'], 'find by shared value')
      same(
        await value(store.count(beta, { kind: 'item', by: ['owner'], limit: 9 })),
        [{ group: { owner: 'beta' }, count: 1 }],
        'count',
      )
      same(
        (await journalOf(store, 500, beta)).map(({ data }) => data),
        [{ of: 'beta' }],
        'journal',
      )
      same((await value(store.journal(beta, { stream: 's', limit: 9 }))).entries.length, 1, 'stream')
      const claims = await value(store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 0, tenant: beta }))
      same(
        claims.map((claim) => ('payload' in claim ? claim.payload : null)),
        ['beta'],
        'claim',
      )
      await done(
        store,
        'c2',
        { writes: [put('a', 1)], events: [event('s', 2)], work: [{ op: 'cancel', queue: 'q', id: 'i' }] },
        beta,
      )
      same(await versionOf(store, 'a'), 1, 'document')
      same((await journalOf(store)).length, 1, 'journal of the other')
      same(
        (await value(store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 0, tenant: acme }))).length,
        1,
        'work of the other',
      )
      await done(store, 'c3', { writes: [{ op: 'remove', ref: item('a'), version: 2 }] }, beta)
      same(await idsOf(store, { key: key('mail', 'm') }), ['a'], 'key of the other')
      same(await value(admin.redact(beta, [{ lane: 0, seq: 1 }])), 1, 'redact')
      same(
        (await journalOf(store)).map(({ data }) => data),
        [{ of: 'acme' }],
        'not redacted',
      )
      same((await value(admin.verify(acme))).entries, 1, 'verify')
    },
  },
  {
    id: 'I99',
    clauses: [99],
    name: 'conflicts and taken values never tell of another tenant',
    async run({ store }) {
      await done(store, 'c1', { writes: [put('secret', 0, { keys: [key('mail', 'm')] })] })
      await problem(store.commit(beta, commit('c1', { writes: [put('secret', 4)] })), 'storage/conflict', { actual: null })
      await done(store, 'c2', { writes: [put('mine', 0, { keys: [key('mail', 'm')] })] }, beta)
      await problem(
        store.commit(beta, commit('c3', { writes: [put('more', 0, { keys: [key('mail', 'm')] })] })),
        'storage/taken',
        { ref: item('mine') },
      )
    },
  },
  {
    id: 'J115',
    clauses: [115],
    passes: besideNobody,
    name: 'dropping a tenant leaves nothing of it and everything of the others',
    async run({ store, admin }) {
      await twins(store)
      await value(admin.dropTenant(acme))
      same(await idsOf(store), [], 'documents')
      same(await idsOf(store, { key: key('tag', 't') }), [], 'keys')
      same(await journalOf(store), [], 'journal')
      same(await value(store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 0, tenant: acme })), [], 'work')
      same(
        (await done(store, 'c1', { writes: [put('a', 0, { keys: [key('mail', 'm')] })], events: [event('s', 1)] })).replayed,
        false,
        'receipt',
      )
      same(await versionOf(store, 'a'), 1, 'versions begin again')
      same(
        (await journalOf(store)).map(({ seq }) => seq),
        [1],
        'places begin again',
      )
      same((await one(store, 'a', beta))?.doc, { of: 'beta' }, 'the other')
      same((await journalOf(store, 500, beta)).length, 1, 'journal of the other')
    },
  },
  {
    id: 'I105',
    clauses: [105],
    passes: guardedOnly,
    name: 'problems never repeat content',
    async run({ store }) {
      const secret = 'c4n4ry'
      await done(store, 'c1', { writes: [put('a', 0, { keys: [key('mail', secret)] })] })
      const changes = [
        { writes: [put('b', 0, { doc: { text: secret }, keys: [key('mail', secret)] })] },
        { writes: [put('a', 0, { doc: { text: secret } })] },
        { writes: [put('b', 0, { doc: { text: [secret, undefined] } })] },
        { writes: [put('b', 0, { fields: { name: `${secret}\u0000` } })] },
        { events: [event('s', 5, { data: { text: secret } })] },
        { writes: [put(`${secret} x`)] },
      ]
      for (const [index, change] of changes.entries()) {
        const result = await store.commit(acme, commit(`x${index}`, change))
        holds(result.isErr(), `change ${index} went through`)
        if (result.isErr()) holds(!JSON.stringify(result.error).includes(secret), `problem ${index} repeats content`)
      }
    },
  },
]
