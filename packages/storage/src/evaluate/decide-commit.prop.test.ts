import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acme, commits, itemKinds } from '../../test/arbitraries.ts'
import { obviousVerdict, standing, versionAfter } from '../../test/obvious-commits.ts'
import type { Commit } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import { decideCommit } from './decide-commit.ts'
import { applyChanges, emptyTables } from './table-maps.ts'
import { verifyTables } from './verify-tables.ts'

describe('given any sequence of commits', () => {
  it('carries out, replays and refuses as counting in the commits before says, and changes nothing by deciding', () => {
    fc.assert(
      fc.property(fc.array(commits, { minLength: 1, maxLength: 25 }), (sequence) => {
        const done: Commit<JsonText>[] = []
        const tables = emptyTables()
        const tenants = new Map([[acme, tables]])
        for (const [index, change] of sequence.entries()) {
          const before = structuredClone(tables)
          const decided = decideCommit(tables, itemKinds, acme, change, index)
          expect(tables).toEqual(before)

          const verdict = obviousVerdict(done, change, ['mail', 'account'])
          if (decided.isErr()) {
            const { error } = decided
            expect(error.kind).toBe(verdict.kind)
            if (error.kind === 'storage/conflict')
              expect(verdict).toMatchObject({ of: error.of, id: error.ref.id, actual: error.actual })
            if (error.kind === 'storage/taken' && verdict.kind === 'storage/taken') {
              expect(error.wantedBy.id).not.toBe(error.ref.id)
              expect(verdict.pairs).toEqual(
                expect.arrayContaining([`${error.name} ${error.ref.id}`, `${error.name} ${error.wantedBy.id}`]),
              )
              expect(change.writes.map(({ ref }) => ref)).toContainEqual(error.wantedBy)
            }
            continue
          }
          const { answer, changes } = decided.value
          expect(answer.replayed ? 'replayed' : 'done').toBe(verdict.kind)
          if (answer.replayed) expect(changes).toEqual([])
          else done.push(change)
          const upTo = done.slice(0, done.findIndex(({ key }) => key === change.key) + 1)
          expect(answer.cursor).toBe(String(upTo.flatMap(({ events }) => events).length))
          applyChanges(tenants, changes)
        }

        expect(
          new Map([...tables.doc].map(([key, { version, doc, fields, keys }]) => [key, { version, doc, fields, keys }])),
        ).toEqual(
          new Map(
            standing(done).map(({ ref, doc, fields, keys }) => [
              `${ref.kind}/${ref.id}`,
              { version: versionAfter(done, ref), doc, fields, keys },
            ]),
          ),
        )
        expect([...tables.entry.values()]).toEqual(
          done
            .flatMap(({ key, events }) => events.map((event) => ({ ...event, commit: key })))
            .map((event, index) => ({ ...event, lane: 0, seq: index + 1 })),
        )
        expect(verifyTables(tables).brokenAt).toBeNull()
        expect([...tables.receipt.keys()]).toEqual(done.map(({ key }) => key))
      }),
      { numRuns: 300 },
    )
  })
})
