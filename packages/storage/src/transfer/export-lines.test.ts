import { orThrow, parseTenantId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { guardStore } from '../guard/guard-store.ts'
import { memoryStorage } from '../memory/memory-storage.ts'
import type { KindSpec } from '../port/kind-spec.ts'

const acme = orThrow(parseTenantId('acme'))
const kinds: readonly KindSpec[] = [{ kind: 'note', fields: {} }]

describe('the lines of an export', () => {
  it('hold nothing that a reader of lines takes for an end of line, and give the text back as it was', async () => {
    const doc = { text: 'one\u2028two\u2029three\nfour\rfive\u0085six' }
    const here = orThrow(await memoryStorage().open({ kinds }))
    const note = { op: 'put', ref: { kind: 'note', id: 'n1' }, version: 0, doc, fields: {} } as const
    orThrow(await guardStore(here, { kinds }).commit(acme, { key: 'c1', writes: [note], events: [] }))
    const lines: string[] = []
    for await (const line of here.admin.exportTenant(acme)) lines.push(line)

    // As readers of lines do, Node's own among them.
    const read = lines.join('\n').split(/\r\n|[\n\r\u2028\u2029]/)
    expect(read).toEqual(lines)
    const there = orThrow(await memoryStorage().open({ kinds }))
    expect(orThrow(await there.admin.importTenant(acme, read))).toEqual({ docs: 1, entries: 0, work: 0 })
    const [found] = orThrow(await guardStore(there, { kinds }).load(acme, [{ kind: 'note', id: 'n1' }]))
    expect(found?.doc).toEqual(doc)
  })
})
