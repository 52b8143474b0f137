import type { TenantId } from '@caseload/core'
import { type JsonText, type NewEvent, type StorageConflict, storageConflict } from '@caseload/storage'
import { intIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, select } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const lastOfStream = 'select version from {journal} where tenant = ? and stream = ? order by version desc limit 1'
const currentHead = 'select seq from {head} where tenant = ? and lane = 0'
const addEntry =
  'insert into {journal} (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'

/** Checks that each stream goes on where it stopped; the guard has seen to it that it goes on without gaps. */
export function* checkStreams(tenant: TenantId, events: readonly NewEvent<JsonText>[]): SqlScript<StorageConflict | null> {
  const first = new Map<string, number>()
  for (const { stream, version } of events) if (!first.has(stream)) first.set(stream, version)
  const streams = first.size < 2 ? first : [...first].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [stream, version] of streams) {
    const { rows } = yield select(lastOfStream, tenant, stream)
    const [row] = rows
    const last = row === undefined ? null : intIn(row, 'version')
    if (version !== (last ?? 0) + 1) return storageConflict('stream', { kind: 'stream', id: stream }, version - 1, last)
  }
  return null
}

/** Adds events to the journal and gives the place of the last entry; the counter is moved in the same transaction, so a number that was rolled back is used again. */
export function* appendEvents(
  { dialect, moveHead }: Vocabulary,
  tenant: TenantId,
  events: readonly NewEvent<JsonText>[],
  key: string,
): SqlScript<number> {
  if (events.length === 0) return yield* headOf(tenant)
  const move = [moveHead, tenant, 0, events.length] as const
  let last: number
  if (dialect.returns) {
    const { rows } = yield select(...move)
    last = rows[0] === undefined ? 0 : intIn(rows[0], 'seq')
  } else {
    yield change(...move)
    last = yield* headOf(tenant)
  }
  let seq = last - events.length
  for (const { stream, version, type, schema, at, recordedAt, actor, cause, data } of events) {
    seq += 1
    yield change(addEntry, tenant, seq, stream, version, type, schema, at, recordedAt, actor, cause, key, data)
  }
  return last
}

function* headOf(tenant: TenantId): SqlScript<number> {
  const { rows } = yield select(currentHead, tenant)
  return rows[0] === undefined ? 0 : intIn(rows[0], 'seq')
}
