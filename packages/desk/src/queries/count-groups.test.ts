import { orThrow, parseTenantId, seededEntropy } from '@caseload/core'
import { guardStore, type KindSpec, type Write } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { expect, it } from 'vitest'
import { countGroups } from './count-groups.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds: readonly KindSpec[] = [
  { kind: 'thing', fields: { who: { type: 'text', nullable: true }, rank: { type: 'int', nullable: true } } },
]

it.each([1, 2, 3, 7, 500])('tells every group in order, where a store tells %i in one go', async (limit) => {
  const opened = orThrow(await memoryStorage().open({ kinds }))
  const store = guardStore(opened, { kinds, entropy: seededEntropy(1), sleep: async () => undefined })
  const writes = Array.from({ length: 60 }, (_, index): Write => {
    const who = index % 5 === 0 ? null : `w${index % 4}`
    const fields = { who, rank: index % 7 === 0 ? null : index % 3 }
    return { op: 'put', ref: { kind: 'thing', id: `t${index}` }, version: 0, doc: {}, fields }
  })
  orThrow(await store.commit(acme, { key: 'cmd_1', writes, events: [] }))
  for (const by of [[], ['who'], ['rank'], ['who', 'rank'], ['rank', 'who']]) {
    const whole = orThrow(await store.count(acme, { kind: 'thing', by, limit: 500 }))
    expect(orThrow(await countGroups(store, acme, { kind: 'thing', by }, limit))).toEqual(whole)
  }
})
