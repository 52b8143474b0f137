import { orThrow, parseTenantId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../memory/memory-storage.ts'
import { guardStore } from './guard-store.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds = [{ kind: 'item', fields: { rank: { type: 'int', sortable: true } } }] as const
const store = guardStore(orThrow(await memoryStorage().open({ kinds })), { kinds })
const none = null as never
const ref = { kind: 'item', id: 'a' }
const change = { key: 'c', writes: [], events: [] }
const put = { op: 'put', ref, version: 0, doc: 1, fields: { rank: 0 } } as const

describe('a call whose parts are null where an object is wanted', () => {
  it.each([
    ['find', 'query', () => store.find(acme, none)],
    [
      'find',
      'where[1]',
      () => store.find(acme, { kind: 'item', limit: 1, where: [{ field: 'rank', op: 'eq', value: 1 }, none] }),
    ],
    ['find', 'sort[0]', () => store.find(acme, { kind: 'item', limit: 1, sort: [none] })],
    ['find', 'key', () => store.find(acme, { kind: 'item', limit: 1, key: none })],
    ['count', 'query', () => store.count(acme, none)],
    ['count', 'where[0]', () => store.count(acme, { kind: 'item', limit: 1, where: [none] })],
    ['load', '[1]', () => store.load(acme, [ref, none])],
    ['journal', 'read', () => store.journal(acme, none)],
    ['claim', 'request', () => store.claim(none)],
    ['lease', '[0]', () => store.lease([none])],
    ['commit', 'change', () => store.commit(acme, none)],
    ['commit', 'writes[0]', () => store.commit(acme, { ...change, writes: [none] })],
    ['commit', 'writes[0].ref', () => store.commit(acme, { ...change, writes: [{ ...put, ref: none }] })],
    ['commit', 'writes[0].fields', () => store.commit(acme, { ...change, writes: [{ ...put, fields: none }] })],
    ['commit', 'writes[0].keys[0]', () => store.commit(acme, { ...change, writes: [{ ...put, keys: [none] }] })],
    ['commit', 'expect[0]', () => store.commit(acme, { ...change, expect: [none] })],
    ['commit', 'expect[0].ref', () => store.commit(acme, { ...change, expect: [{ ref: none, version: 1 }] })],
    ['commit', 'events[0]', () => store.commit(acme, { ...change, events: [none] })],
    ['commit', 'work[0]', () => store.commit(acme, { ...change, work: [none] })],
  ])('%s is refused with the path %s', async (_, path, call) => {
    const result = await call()
    expect(result._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/invalid', path })
  })
})
