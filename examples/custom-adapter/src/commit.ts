import type { TenantId } from '@caseload/core'
import {
  type Commit,
  type CommitProblem,
  compareText,
  cursorSeq,
  type JsonText,
  journalCursor,
  type KindSpec,
  parseLeaseToken,
  type Receipt,
  storageConflict,
  storageFenced,
  storageInvalid,
  storageKeyReused,
  storageTaken,
} from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import type { Change, KeyValueFile } from './key-value-file.ts'
import { refKey, type TenantData, tenantData } from './tenant-data.ts'

/** Every check first, in the order of the contract; then one batch of changes. */
export function commitTo(
  file: KeyValueFile,
  kinds: readonly KindSpec[],
  tenant: TenantId,
  change: Commit<JsonText>,
  now: number,
): Result<Receipt, CommitProblem> {
  const data = tenantData(file, tenant)
  const earlier = data.get('receipt', change.key)
  if (earlier !== undefined) {
    if (earlier.fingerprint !== (change.fingerprint ?? null)) return err(storageKeyReused(change.key))
    return ok({ key: change.key, cursor: journalCursor(earlier.seq), replayed: true })
  }
  const problem = fenced(data, tenant, change) ?? conflict(data, change) ?? taken(data, kinds, change)
  if (problem !== null) return err(problem)
  const seq = data.lastSeq() + change.events.length
  file.write(changesOf(data, change, now, seq))
  return ok({ key: change.key, cursor: journalCursor(seq), replayed: false })
}

function fenced(data: TenantData, tenant: TenantId, { work = [] }: Commit<JsonText>): CommitProblem | null {
  for (const change of work) {
    if (!('token' in change)) continue
    const lease = parseLeaseToken(change.token)
    const held =
      lease?.of === 'work' && change.op === 'settle'
        ? data.get('work', `${lease.queue}/${lease.id}`)
        : lease?.of === 'follow' && change.op === 'advance'
          ? data.get('follower', lease.consumer)
          : undefined
    if (lease === null || lease.tenant !== tenant || held === undefined || held.secret !== lease.secret)
      return storageFenced(change.token)
    if (change.op !== 'advance' || !('seq' in held)) continue
    const to = cursorSeq(change.to) ?? -1
    if (to < held.seq || to > data.lastSeq())
      return storageInvalid('work.to', 'a position of this journal, not before the follower’s')
  }
  return null
}

function conflict(data: TenantData, { writes, expect = [], events }: Commit<JsonText>): CommitProblem | null {
  const wanted = [...writes, ...expect].sort((a, b) => compareText(refKey(a.ref), refKey(b.ref)))
  for (const { ref, version } of wanted) {
    const actual = data.get('doc', refKey(ref))?.version ?? null
    if ((actual ?? 0) !== version) return storageConflict('document', ref, version, actual)
  }
  const first = new Map([...events].reverse().map(({ stream, version }) => [stream, version]))
  for (const [stream, version] of [...first].sort(([a], [b]) => compareText(a, b))) {
    const last = data.get('stream', stream) ?? null
    if (version !== (last ?? 0) + 1) return storageConflict('stream', { kind: 'stream', id: stream }, version - 1, last)
  }
  return null
}

/** As it will be when the commit is through, so that two documents can swap. */
function taken(data: TenantData, kinds: readonly KindSpec[], { writes }: Commit<JsonText>): CommitProblem | null {
  const unique = (kind: string, name: string) => kinds.find((spec) => spec.kind === kind)?.keys?.[name]?.unique === true
  const written = new Set(writes.map(({ ref }) => refKey(ref)))
  const wanted = writes.flatMap((write) =>
    write.op === 'put'
      ? (write.keys ?? []).filter(({ name }) => unique(write.ref.kind, name)).map((key) => ({ ref: write.ref, key }))
      : [],
  )
  if (wanted.length === 0) return null
  const text = (kind: string, key: { readonly name: string; readonly value: string }) =>
    JSON.stringify([kind, key.name, key.value])
  const holders = new Map(
    data
      .all('doc')
      .filter(({ ref }) => !written.has(refKey(ref)))
      .flatMap(({ ref, keys }) => keys.map((key) => [text(ref.kind, key), ref])),
  )
  for (const { ref, key } of wanted) {
    const holder = holders.get(text(ref.kind, key))
    if (holder !== undefined && holder.id !== ref.id) return storageTaken(holder, key.name, ref)
    holders.set(text(ref.kind, key), ref)
  }
  return null
}

function changesOf(data: TenantData, change: Commit<JsonText>, now: number, seq: number): readonly Change[] {
  const changes: Change[] = []
  for (const write of change.writes) {
    const key = refKey(write.ref)
    if (write.op === 'remove') {
      changes.push(data.put('doc', key, null), data.put('removed', key, { ref: write.ref, version: write.version }))
      continue
    }
    const before = write.version === 0 ? (data.get('removed', key)?.version ?? 0) : write.version
    const { ref, doc, fields, keys = [] } = write
    changes.push(data.put('doc', key, { ref, version: before + 1, doc, fields, keys }))
  }
  for (const [index, event] of change.events.entries()) {
    const place = seq - change.events.length + index + 1
    changes.push(
      data.put('entry', String(place), { ...event, lane: 0, seq: place, commit: change.key }),
      data.put('stream', event.stream, event.version),
    )
  }
  for (const item of change.work ?? []) changes.push(...workChange(data, item, now))
  changes.push(data.put('receipt', change.key, { fingerprint: change.fingerprint ?? null, seq, at: now }))
  return changes
}

function workChange(data: TenantData, change: NonNullable<Commit<JsonText>['work']>[number], now: number): readonly Change[] {
  if (change.op === 'schedule') {
    const { queue, id, dueAt, payload } = change
    return [data.put('work', `${queue}/${id}`, { queue, id, dueAt, payload, attempt: 0, visibleAt: dueAt, secret: null })]
  }
  if (change.op === 'cancel') return [data.put('work', `${change.queue}/${change.id}`, null)]
  const lease = parseLeaseToken(change.token)
  if (change.op === 'settle') return lease?.of === 'work' ? [data.put('work', `${lease.queue}/${lease.id}`, null)] : []
  if (lease?.of !== 'follow') return []
  const { consumer } = lease
  return [data.put('follower', consumer, { consumer, seq: cursorSeq(change.to) ?? 0, attempt: 0, visibleAt: now, secret: null })]
}
