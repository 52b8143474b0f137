import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow, parseTenantId } from '@caseload/core'
import { type Commit, guardStore, type KindSpec, type Scalar } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const acme = orThrow(parseTenantId('acme'))
const before: readonly KindSpec[] = [
  {
    kind: 'note',
    fields: { name: { type: 'text' }, level: { type: 'int', sortable: true } },
    paths: [{ eq: [], sort: ['level'] }],
  },
]
/** The kinds of a later program, which has retired a field. */
const after: readonly KindSpec[] = [{ kind: 'note', fields: { name: { type: 'text' } } }]

function note(id: string, version: number, level: number, fields: Readonly<Record<string, Scalar>>): Commit {
  const write = {
    op: 'put',
    ref: { kind: 'note', id },
    version,
    doc: { name: id, level },
    fields: { name: id, ...fields },
  } as const
  return { key: `${id}-${version}`, writes: [write], events: [] }
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-retired-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function open(kinds: readonly KindSpec[]) {
  const opened = orThrow(await sqliteStorage(join(folder, 'desk.db')).open({ kinds }))
  return { store: guardStore(opened, { kinds }), admin: opened.admin }
}

/** A program that declares a field beside one that has retired it, and has changed a document and made another since. */
async function sideBySide() {
  const old = await open(before)
  orThrow(await old.store.commit(acme, note('a', 0, 1, { level: 1 })))
  const now = await open(after)
  orThrow(await now.store.commit(acme, note('a', 1, 9, {})))
  orThrow(await now.store.commit(acme, note('b', 0, 5, {})))
  return { old, now }
}

async function levels(store: Awaited<ReturnType<typeof open>>['store']) {
  const page = orThrow(await store.find(acme, { kind: 'note', sort: [{ field: 'level', dir: 'asc' }], limit: 9 }))
  return page.items.map(({ ref }) => ref.id)
}

describe('given a program that declares a field which another one, beside it, has retired', () => {
  it('gives every document as it is, and exports it with the field as the document has it', async () => {
    const { old, now } = await sideBySide()
    const docs = orThrow(
      await old.store.load(
        acme,
        ['a', 'b'].map((id) => ({ kind: 'note', id })),
      ),
    )
    expect(docs.map((doc) => doc?.doc)).toEqual([
      { name: 'a', level: 9 },
      { name: 'b', level: 5 },
    ])
    const lines: string[] = []
    for await (const line of old.admin.exportTenant(acme)) lines.push(line)
    const copy = orThrow(await memoryStorage().open({ kinds: before }))
    orThrow(await copy.admin.importTenant(acme, lines))
    expect(await levels(guardStore(copy, { kinds: before }))).toEqual(['b', 'a'])
    await old.store.close()
    await now.store.close()
  })

  it('lists by it, once any program that declares it was opened since, what was written meanwhile', async () => {
    const { old, now } = await sideBySide()
    const again = await open(before)
    expect(await levels(again.store)).toEqual(['b', 'a'])
    expect(await levels(old.store)).toEqual(['b', 'a'])
    for (const { store } of [old, now, again]) await store.close()
  })
})
