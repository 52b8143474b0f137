import type { TenantId } from '@caseload/core'
import { compareRef } from '../names/compare-ref.ts'
import { compareText } from '../names/compare-text.ts'
import { cursorSeq } from '../names/journal-cursor.ts'
import { parseLeaseToken } from '../names/lease-token.ts'
import type { Commit } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageConflict, storageFenced, storageInvalid, storageTaken } from '../port/problem-factories.ts'
import type { CommitProblem, StorageConflict, StorageFenced, StorageInvalid, StorageTaken } from '../port/problems.ts'
import { heldBy } from './held-by.ts'
import { refKey, type TableIndexes, type Tables } from './tables.ts'

/** What keeps a commit from being carried out, in the order of the contract; null: nothing. */
export function commitProblem(
  tables: Tables,
  indexes: TableIndexes,
  kinds: readonly KindSpec[],
  tenant: TenantId,
  change: Commit<JsonText>,
): CommitProblem | null {
  return (
    lostLease(tables, tenant, change) ??
    movedDocument(tables, change) ??
    movedStream(tables, change) ??
    takenKey(indexes, kinds, change)
  )
}

function lostLease(tables: Tables, tenant: TenantId, { work = [] }: Commit<JsonText>): StorageFenced | StorageInvalid | null {
  for (const change of work) {
    if (change.op !== 'settle' && change.op !== 'advance') continue
    const handle = parseLeaseToken(change.token)
    const wanted = change.op === 'settle' ? 'work' : 'follow'
    const held = handle?.tenant === tenant && handle.of === wanted ? heldBy(tables, handle) : undefined
    if (held === undefined) return storageFenced(change.token)
    if (change.op !== 'advance' || held.of !== 'follow') continue
    const to = cursorSeq(change.to)
    if (to === null || to < held.row.seq || to > tables.entry.size) {
      return storageInvalid('work.to', 'a position of this journal, not before the follower’s')
    }
  }
  return null
}

function movedDocument(tables: Tables, { writes, expect = [] }: Commit<JsonText>): StorageConflict | null {
  for (const { ref, version } of [...writes, ...expect].sort((a, b) => compareRef(a.ref, b.ref))) {
    const actual = tables.doc.get(refKey(ref))?.version ?? null
    if ((actual ?? 0) !== version) return storageConflict('document', ref, version, actual)
  }
  return null
}

function movedStream(tables: Tables, { events }: Commit<JsonText>): StorageConflict | null {
  const first = new Map<string, number>()
  for (const { stream, version } of events) if (!first.has(stream)) first.set(stream, version)
  for (const [stream, version] of [...first].sort(([a], [b]) => compareText(a, b))) {
    const last = tables.stream.get(stream) ?? null
    if (version !== (last ?? 0) + 1) return storageConflict('stream', { kind: 'stream', id: stream }, version - 1, last)
  }
  return null
}

/** Keys are compared as they will stand when the commit is through, so that two documents can swap them. */
function takenKey(indexes: TableIndexes, kinds: readonly KindSpec[], { writes }: Commit<JsonText>): StorageTaken | null {
  const written = new Set(writes.map((write) => refKey(write.ref)))
  const claimed = new Map<string, string>()
  for (const write of writes) {
    if (write.op !== 'put') continue
    const { ref, keys = [] } = write
    for (const key of keys) {
      if (kinds.find(({ kind }) => kind === ref.kind)?.keys?.[key.name]?.unique !== true) continue
      const text = `${ref.kind} ${key.name} ${key.value}`
      const stays = [...indexes.holding(ref.kind, key)].find((row) => !written.has(refKey(row.ref)))
      const holder = stays?.ref.id ?? claimed.get(text)
      if (holder !== undefined) return storageTaken({ kind: ref.kind, id: holder }, key.name, ref)
      claimed.set(text, ref.id)
    }
  }
  return null
}
