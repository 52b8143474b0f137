import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acme, commits, itemKinds } from '../../test/arbitraries.ts'
import { decideCommit } from '../evaluate/decide-commit.ts'
import { decideImport } from '../evaluate/decide-import.ts'
import { decideRedaction } from '../evaluate/decide-redaction.ts'
import { exportTables } from '../evaluate/export-tables.ts'
import { walking } from '../evaluate/indexes.ts'
import { contractLimits } from '../port/store-about.ts'
import { readExport } from '../transfer/read-export.ts'
import { carryOut, emptyState, type MemoryState, tenantOf } from './memory-state.ts'

const histories = fc.array(commits, { maxLength: 25 }).map((sequence) => {
  const state = emptyState()
  for (const change of sequence) {
    const { tables, indexes } = tenantOf(state, acme)
    decideCommit(tables, itemKinds, acme, change, 0, indexes).map((decision) => carryOut(state, decision))
  }
  carryOut(state, decideRedaction(tenantOf(state, acme).tables, acme, [{ lane: 0, seq: 1 }]))
  return state
})

describe('given a memory store after any commits', () => {
  it('finds by its indexes what a walk through everything finds', () => {
    fc.assert(
      fc.property(histories, (state) => expectIndexed(state)),
      { numRuns: 300 },
    )
  })

  it('still does in a place that an export was taken into, where everything is as it was', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (state) => {
        const { tables } = tenantOf(state, acme)
        const read = await readExport(exportTables(tables, itemKinds, acme), itemKinds, contractLimits)
        const there = emptyState()
        carryOut(there, decideImport(tenantOf(there, acme).tables, acme, read._unsafeUnwrap())._unsafeUnwrap())
        const taken = tenantOf(there, acme).tables
        expect({ ...taken, receipt: null }).toEqual({ ...tables, receipt: null, removed: stillRemoved(tables) })
        expectIndexed(there)
      }),
      { numRuns: 200 },
    )
  })
})

function stillRemoved({ doc, removed }: ReturnType<typeof tenantOf>['tables']) {
  return new Map([...removed].filter(([key]) => !doc.has(key)))
}

function expectIndexed(state: MemoryState): void {
  const { tables, indexes } = tenantOf(state, acme)
  const slow = walking(tables)
  const sorted = (rows: Iterable<{ readonly ref: { readonly id: string } }>) =>
    [...rows].toSorted((a, b) => (a.ref.id < b.ref.id ? -1 : 1))
  for (const kind of ['item', 'side-note']) {
    expect(sorted(indexes.ofKind(kind))).toEqual(sorted(slow.ofKind(kind)))
    for (const name of ['mail', 'account', 'tag'])
      for (const value of ['x', 'X', 'y', '__proto__'])
        expect(sorted(indexes.holding(kind, { name, value }))).toEqual(sorted(slow.holding(kind, { name, value })))
  }
  for (const stream of ['s', 't', 'u'])
    for (const after of [0, 1, 2, 9]) expect([...indexes.ofStream(stream, after)]).toEqual([...slow.ofStream(stream, after)])
}
