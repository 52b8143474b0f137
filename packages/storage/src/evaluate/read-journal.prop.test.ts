import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acme, commits, itemKinds } from '../../test/arbitraries.ts'
import type { Commit } from '../port/commit.ts'
import type { JournalCursor } from '../port/journal-read.ts'
import type { JsonText } from '../port/json-text.ts'
import { decideCommit } from './decide-commit.ts'
import { readJournal } from './read-journal.ts'
import { applyChanges, emptyTables } from './table-maps.ts'
import type { TableMaps } from './tables.ts'

const journals = fc.array(commits, { maxLength: 30 }).map((sequence) => {
  const tenants = new Map([[acme, emptyTables()]])
  for (const change of sequence) commitTo(tenants, change)
  return tenants.get(acme) ?? emptyTables()
})

function commitTo(tenants: Map<typeof acme, TableMaps>, change: Commit<JsonText>): void {
  const decided = decideCommit(tenants.get(acme) ?? emptyTables(), itemKinds, acme, change, 0)
  if (decided.isOk()) applyChanges(tenants, decided.value.changes)
}

describe('given any journal', () => {
  it('is read in steps of any length as in one, ends where it ends, and loses no place by skipping types', () => {
    const types = fc.option(fc.subarray(['type-s', 'type-t', 'type-u']), { nil: undefined })
    fc.assert(
      fc.property(journals, fc.integer({ min: 1, max: 5 }), types, (tables, limit, wanted) => {
        const entries = [...tables.entry.values()]
        const read: number[] = []
        let after: JournalCursor | null = null
        for (let step = 0; ; step += 1) {
          const page = readJournal(tables, { after, limit, ...(wanted === undefined ? {} : { types: wanted }) })
          read.push(...page.entries.map(({ seq }) => seq))
          after = page.next
          if (page.end) break
          expect(page.entries).toHaveLength(limit)
          expect(step).toBeLessThan(100)
        }
        expect(read).toEqual(entries.filter(({ type }) => wanted === undefined || wanted.includes(type)).map(({ seq }) => seq))
        expect(after).toBe(String(entries.length))
        expect(readJournal(tables, { after, limit })).toEqual({ entries: [], next: after, end: true })
      }),
      { numRuns: 300 },
    )
  })

  it('has the rest of a stream after any version', () => {
    fc.assert(
      fc.property(
        journals,
        fc.constantFrom('s', 't', '__proto__'),
        fc.nat({ max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (tables, stream, after, limit) => {
          const rest = [...tables.entry.values()].filter((entry) => entry.stream === stream && entry.version > after)
          const page = readJournal(tables, { stream, after, limit })
          expect(page.entries).toEqual(rest.slice(0, limit))
          expect(page.end).toBe(rest.length <= limit)
        },
      ),
      { numRuns: 300 },
    )
  })
})
