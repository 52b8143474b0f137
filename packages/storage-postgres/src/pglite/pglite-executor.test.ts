import { orThrow, parseTenantId } from '@caseload/core'
import { type Commit, type Doc, guardStore, type KindSpec, type Page } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { pgliteStorage } from './pglite-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds: readonly KindSpec[] = [
  { kind: 'note', fields: { title: { type: 'text', sortable: true } }, keys: { mail: { unique: true } } },
]
const texts = ['', '\uFEFF', '\uFEFF\uFEFF', '\uFEFFa', 'a\uFEFF', '\uFEFE', '\uFF00'] as const

const put = (index: number, version: number): Commit => ({
  key: `${index}-${version}`,
  writes: [
    {
      op: 'put',
      ref: { kind: 'note', id: `n${index}` },
      version,
      doc: '\uFEFF',
      fields: { title: texts[index] ?? '' },
      keys: [{ name: 'mail', value: `\uFEFF${index}` }],
    },
  ],
  events: [],
})

// An engine takes seconds to start, and nothing in it depends on the zone.
if (process.env['TZ'] === 'UTC') {
  describe('given text that begins with a byte order mark', () => {
    it('gives it back with it, in order, page after page, as a key and in an export', async () => {
      const open = orThrow(await pgliteStorage().open({ kinds }))
      const store = guardStore(open, { kinds })
      for (const index of texts.keys()) orThrow(await store.commit(acme, put(index, 0)))
      for (const index of texts.keys()) orThrow(await store.commit(acme, put(index, 1)))
      for (const dir of ['asc', 'desc'] as const) {
        const ids: string[] = []
        let after: string | null = null
        do {
          const query = { kind: 'note', sort: [{ field: 'title', dir }], limit: 1 } as const
          const page: Page<Doc> = orThrow(await store.find(acme, after === null ? query : { ...query, after }))
          ids.push(...page.items.map(({ ref }) => ref.id))
          after = page.next
        } while (after !== null && ids.length <= texts.length)
        const ordered = ['n0', 'n4', 'n5', 'n1', 'n3', 'n2', 'n6']
        expect(ids).toEqual(dir === 'asc' ? ordered : ordered.toReversed())
      }
      const starting = { field: 'title', op: 'prefix', value: '\uFEFF' } as const
      expect(orThrow(await store.find(acme, { kind: 'note', where: [starting], limit: 9 })).items).toHaveLength(3)
      const found = orThrow(await store.find(acme, { kind: 'note', key: { name: 'mail', value: '\uFEFF2' }, limit: 9 }))
      expect(found.items.map(({ ref, doc }) => [ref.id, doc])).toEqual([['n2', '\uFEFF']])
      const lines: string[] = []
      for await (const line of open.admin.exportTenant(acme)) lines.push(line)
      const titles = lines.flatMap((line): unknown[] => JSON.parse(line).about?.fields?.title ?? [])
      expect(titles).toEqual(texts)
      await store.close()
    })
  })
}
