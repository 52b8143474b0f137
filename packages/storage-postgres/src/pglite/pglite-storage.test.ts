import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, orThrow, parseTenantId } from '@caseload/core'
import { type Commit, guardStore, type KindSpec, type Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { pgliteStorage } from './pglite-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds: readonly KindSpec[] = [
  {
    kind: 'note',
    fields: { stars: { type: 'int', sortable: true }, author: { type: 'text', nullable: true } },
    keys: { mail: { unique: true }, tag: { unique: false } },
    paths: [{ eq: ['author'], sort: ['stars'] }],
  },
]

async function openOn(storage: Storage) {
  const open = orThrow(await storage.open({ kinds }))
  return { store: guardStore(open, { kinds }), admin: open.admin }
}

function noted(id: string, version: number, stream = 1): Commit {
  const at = instant(version)
  return {
    key: `${id}-${version}`,
    writes: [
      {
        op: 'put',
        ref: { kind: 'note', id },
        version,
        doc: { é: `"${id}"`, b: [1, null] },
        fields: { stars: version, author: 'Ada' },
        keys: [
          { name: 'mail', value: `${id}@example.com` },
          { name: 'tag', value: 'x y' },
        ],
      },
    ],
    events: [
      {
        stream: id,
        version: stream,
        type: 'noted',
        schema: 1,
        at,
        recordedAt: at,
        actor: 'system:test',
        cause: null,
        data: { id },
      },
    ],
    work: [{ op: 'schedule', queue: 'q', id, dueAt: version, payload: { id } }],
  }
}

// An engine takes seconds to start, and nothing in it depends on the zone.
if (process.env['TZ'] === 'UTC') {
  describe('given PGlite in memory', () => {
    it('commits in one statement, replays, refuses what has moved on, and gives everything back to another adapter', async () => {
      const { store, admin } = await openOn(pgliteStorage())
      expect(orThrow(await store.commit(acme, noted('a', 0))).replayed).toBe(false)
      expect(orThrow(await store.commit(acme, noted('a', 0))).replayed).toBe(true)
      orThrow(await store.commit(acme, noted('a', 1, 2)))
      const late = { ...noted('a', 1, 3), key: 'late' }
      expect((await store.commit(acme, late))._unsafeUnwrapErr()).toMatchObject({
        kind: 'storage/conflict',
        expected: 1,
        actual: 2,
      })
      const second = noted('b', 0)
      const [write] = second.writes
      if (write?.op !== 'put') throw new Error('expected a write')
      const taken = { ...second, writes: [{ ...write, keys: [{ name: 'mail', value: 'a@example.com' }] }] }
      expect((await store.commit(acme, taken))._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/taken', ref: { id: 'a' } })
      orThrow(await store.commit(acme, { ...second, key: 'b-again' }))
      expect(orThrow(await store.find(acme, { kind: 'note', key: { name: 'tag', value: 'x y' }, limit: 9 })).items).toHaveLength(
        2,
      )
      const page = orThrow(await store.journal(acme, { after: null, limit: 9, types: ['noted'] }))
      expect(page.entries.map(({ seq, stream, version }) => [seq, stream, version])).toEqual([
        [1, 'a', 1],
        [2, 'a', 2],
        [3, 'b', 1],
      ])
      const claims = orThrow(await store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 5 }))
      expect(claims.map((claim) => 'id' in claim && [claim.id, claim.payload])).toEqual([
        ['b', { id: 'b' }],
        ['a', { id: 'a' }],
      ])
      const lines: string[] = []
      for await (const line of admin.exportTenant(acme)) lines.push(line)
      const memory = await openOn(memoryStorage())
      orThrow(await memory.admin.importTenant(acme, lines))
      const again: string[] = []
      for await (const line of memory.admin.exportTenant(acme)) again.push(line)
      expect(again).toEqual(lines)
      const elsewhere = orThrow(parseTenantId('acme-2'))
      expect((await admin.importTenant(acme, lines))._unsafeUnwrapErr().kind).toBe('storage/invalid')
      expect(orThrow(await admin.verify(elsewhere)).entries).toBe(0)
      await store.close()
    })
  })

  describe('given PGlite in a folder', () => {
    it('keeps what was acknowledged, and lets one handle’s process in at a time', async () => {
      const root = mkdtempSync(join(tmpdir(), 'caseload-pglite-'))
      const folder = join(root, 'desk')
      const storage = pgliteStorage({ folder })
      const first = await openOn(storage)
      const second = await openOn(storage)
      expect(first.store.about).toMatchObject({ durability: 'process', writers: 'one-process' })
      orThrow(await first.store.commit(acme, noted('a', 0)))
      expect((await pgliteStorage({ folder }).open({ kinds }))._unsafeUnwrapErr().kind).toBe('storage/busy')
      await first.store.close()
      expect(orThrow(await second.store.load(acme, [{ kind: 'note', id: 'a' }]))[0]?.version).toBe(1)
      await second.store.close()
      const { store } = await openOn(pgliteStorage({ folder }))
      expect(orThrow(await store.commit(acme, noted('a', 0))).replayed).toBe(true)
      await store.close()
      rmSync(root, { recursive: true, force: true })
    })
  })
}

describe('given a folder without a name', () => {
  it('is refused', async () => {
    expect((await pgliteStorage({ folder: '' }).open({ kinds }))._unsafeUnwrapErr().kind).toBe('storage/invalid')
  })
})
