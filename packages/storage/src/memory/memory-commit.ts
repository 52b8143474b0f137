import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { KindCatalogue } from '../guard/kind-catalogue.ts'
import { compareRef } from '../names/compare-ref.ts'
import { cursorSeq, journalCursor } from '../names/journal-cursor.ts'
import { parseLeaseToken } from '../names/lease-token.ts'
import type { Commit, Receipt } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageConflict, storageFenced, storageInvalid, storageKeyReused, storageTaken } from '../port/problem-factories.ts'
import type { CommitProblem, StorageConflict, StorageFenced, StorageInvalid, StorageTaken } from '../port/problems.ts'
import type { WorkChange } from '../port/work-change.ts'
import { findDoc, keyText, type MemoryTenant, refText, workText } from './memory-state.ts'
import { appendEntry, removeDoc, storeDoc } from './memory-writes.ts'

/** Carries out a commit on one tenant's data: every check first, in the order of the contract, then every change. */
export function commitToMemory(
  data: MemoryTenant,
  catalogue: KindCatalogue,
  tenant: TenantId,
  change: Commit<JsonText>,
  storeNow: number,
): Result<Receipt, CommitProblem> {
  const earlier = data.receipts.get(change.key)
  if (earlier !== undefined) {
    if (earlier.fingerprint !== (change.fingerprint ?? null)) return err(storageKeyReused(change.key))
    return ok({ key: change.key, cursor: journalCursor(earlier.seq), replayed: true })
  }
  const problem =
    checkLeases(data, tenant, change.work ?? []) ??
    checkDocuments(data, change) ??
    checkStreams(data, change) ??
    checkUniqueKeys(data, catalogue, change)
  if (problem !== null) return err(problem)
  apply(data, change, storeNow)
  return ok({ key: change.key, cursor: journalCursor(data.journal.length), replayed: false })
}

function checkLeases(
  data: MemoryTenant,
  tenant: TenantId,
  work: readonly WorkChange<JsonText>[],
): StorageFenced | StorageInvalid | null {
  for (const change of work) {
    if (change.op !== 'settle' && change.op !== 'advance') continue
    const handle = parseLeaseToken(change.token)
    if (handle === null || handle.tenant !== tenant) return storageFenced(change.token)
    if (change.op === 'settle') {
      const item = handle.of === 'work' ? data.work.get(workText(handle.queue, handle.id)) : undefined
      if (item === undefined || item.secret !== handle.secret) return storageFenced(change.token)
      continue
    }
    const follower = handle.of === 'follow' ? data.followers.get(handle.consumer) : undefined
    if (follower === undefined || follower.secret !== handle.secret) return storageFenced(change.token)
    const to = cursorSeq(change.to)
    if (to === null || to < follower.seq || to > data.journal.length) {
      return storageInvalid('work.to', 'a position of this journal, not before the follower’s')
    }
  }
  return null
}

function checkDocuments(data: MemoryTenant, change: Commit<JsonText>): StorageConflict | null {
  const wanted = [...change.writes, ...(change.expect ?? [])].sort((a, b) => compareRef(a.ref, b.ref))
  for (const { ref, version } of wanted) {
    const actual = findDoc(data, ref)?.version ?? null
    if ((actual ?? 0) !== version) return storageConflict('document', ref, version, actual)
  }
  return null
}

function checkStreams(data: MemoryTenant, change: Commit<JsonText>): StorageConflict | null {
  const first = new Map<string, number>()
  for (const { stream, version } of change.events) if (!first.has(stream)) first.set(stream, version)
  for (const [stream, version] of [...first].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = data.streams.get(stream)?.length ?? 0
    if (version !== last + 1) {
      return storageConflict('stream', { kind: 'stream', id: stream }, version - 1, last === 0 ? null : last)
    }
  }
  return null
}

/** Keys are compared as they will stand when the commit is through, so that two documents can swap them. */
function checkUniqueKeys(data: MemoryTenant, catalogue: KindCatalogue, change: Commit<JsonText>): StorageTaken | null {
  const written = new Set(change.writes.map((write) => refText(write.ref)))
  const claimed = new Map<string, string>()
  for (const write of change.writes) {
    if (write.op !== 'put') continue
    for (const key of write.keys ?? []) {
      if (catalogue.get(write.ref.kind)?.keys.get(key.name)?.unique !== true) continue
      const text = keyText(write.ref.kind, key)
      const stays = [...(data.keys.get(text) ?? [])].find((id) => !written.has(refText({ kind: write.ref.kind, id })))
      const holder = stays ?? claimed.get(text)
      if (holder !== undefined) return storageTaken({ kind: write.ref.kind, id: holder }, key.name, write.ref)
      claimed.set(text, write.ref.id)
    }
  }
  return null
}

function apply(data: MemoryTenant, change: Commit<JsonText>, storeNow: number): void {
  for (const write of change.writes) {
    if (write.op === 'remove') {
      removeDoc(data, write.ref, write.version)
      continue
    }
    const { ref, doc: body, fields, keys = [] } = write
    const before = write.version === 0 ? (data.removed.get(refText(ref))?.version ?? 0) : write.version
    storeDoc(data, { ref, version: before + 1, body, fields, keys })
  }
  for (const event of change.events) appendEntry(data, event, change.key)
  for (const item of change.work ?? []) applyWork(data, item, storeNow)
  data.receipts.set(change.key, { fingerprint: change.fingerprint ?? null, seq: data.journal.length, at: storeNow })
}

function applyWork(data: MemoryTenant, change: WorkChange<JsonText>, storeNow: number): void {
  switch (change.op) {
    case 'schedule': {
      const { queue, id, dueAt, payload } = change
      data.work.set(workText(queue, id), { queue, id, dueAt, payload, attempt: 0, visibleAt: dueAt, secret: null })
      return
    }
    case 'cancel':
      data.work.delete(workText(change.queue, change.id))
      return
    case 'settle': {
      const handle = parseLeaseToken(change.token)
      if (handle?.of === 'work') data.work.delete(workText(handle.queue, handle.id))
      return
    }
    case 'advance': {
      const handle = parseLeaseToken(change.token)
      if (handle?.of !== 'follow') return
      const { consumer } = handle
      data.followers.set(consumer, { consumer, seq: cursorSeq(change.to) ?? 0, attempt: 0, visibleAt: storeNow, secret: null })
    }
  }
}
