import type { TenantId } from '@caseload/core'
import { type JsonText, type NewEvent, type StorageConflict, storageConflict } from '@caseload/storage'
import { asInt } from '../executor/row.ts'
import type { SqlOutcome, SqlScript } from '../executor/sql-executor.ts'
import { change, listsOf, selectLists } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const versionColumn = ['version'] as const
const seqColumn = ['seq'] as const
const lastOfStream = 'select version from {journal} where tenant = ? and stream = ? order by version desc limit 1'
const currentHead = 'select seq from {head} where tenant = ? and lane = 0'
const addEntry =
  'insert into {journal} (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'

/** Checks that each stream goes on where it stopped; the guard has seen to it that it goes on without gaps. */
export function* checkStreams(tenant: TenantId, events: readonly NewEvent<JsonText>[]): SqlScript<StorageConflict | null> {
  for (const { stream, version } of firstOfEachStream(events)) {
    const [row] = listsOf(yield selectLists(lastOfStream, tenant, stream), versionColumn)
    const last = row === undefined ? null : asInt(row[0], 'version')
    if (version !== (last ?? 0) + 1) return storageConflict('stream', { kind: 'stream', id: stream }, version - 1, last)
  }
  return null
}

/** In order of streams, so that commits that meet do not wait for each other in a circle. */
function firstOfEachStream(events: readonly NewEvent<JsonText>[]): readonly NewEvent<JsonText>[] {
  const [first] = events
  if (first === undefined) return events
  if (events.every(({ stream }) => stream === first.stream)) return [first]
  const firsts = new Map<string, NewEvent<JsonText>>()
  for (const event of events) if (!firsts.has(event.stream)) firsts.set(event.stream, event)
  return [...firsts.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1))
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
    last = placeIn(yield selectLists(...move))
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
  return placeIn(yield selectLists(currentHead, tenant))
}

function placeIn(outcome: SqlOutcome): number {
  const [row] = listsOf(outcome, seqColumn)
  return row === undefined ? 0 : asInt(row[0], 'seq')
}
