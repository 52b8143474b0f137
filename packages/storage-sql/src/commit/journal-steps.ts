import type { TenantId } from '@caseload/core'
import { type JsonText, type NewEvent, type StorageConflict, storageConflict } from '@caseload/storage'
import { asInt } from '../executor/row.ts'
import type { SqlOutcome, SqlStatement } from '../executor/sql-executor.ts'
import { carryOut, change, insertNew, listsOf, selectOne } from '../executor/statement.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const versionColumn = ['version'] as const
export const seqColumn = ['seq'] as const
const selectLast = 'select version from {journal} where tenant = ? and stream = ? order by version desc limit 1'
const selectHead = 'select seq from {head} where tenant = ? and lane = 0'
const insertEntry =
  'insert into {journal} (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'

/** Asks for the version of a stream's last event. */
export function lastOfStream(tenant: TenantId, stream: string): SqlStatement {
  return selectOne(selectLast, [tenant, stream])
}

/** What is wrong where a stream does not go on where it stopped; the guard has seen to it that it goes on without gaps. */
export function brokenStream({ stream, version }: NewEvent<JsonText>, lastEvent: SqlOutcome): StorageConflict | null {
  const [row] = listsOf(lastEvent, versionColumn)
  const last = row === undefined ? null : asInt(row[0], 'version')
  if (version === (last ?? 0) + 1) return null
  return storageConflict('stream', { kind: 'stream', id: stream }, version - 1, last)
}

/** In order of streams, so that commits that meet do not wait for each other in a circle. */
export function firstOfEachStream(events: readonly NewEvent<JsonText>[]): readonly NewEvent<JsonText>[] {
  const [first] = events
  if (first === undefined) return events
  if (events.every(({ stream }) => stream === first.stream)) return [first]
  const firsts = new Map<string, NewEvent<JsonText>>()
  for (const event of events) if (!firsts.has(event.stream)) firsts.set(event.stream, event)
  return [...firsts.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1))
}

/** Moves the journal's counter by as many places, in the same transaction, so that a number that was rolled back is used again. */
export function moveHead({ dialect, moveHead: sql }: Vocabulary, tenant: TenantId, places: number): SqlStatement {
  return dialect.returns ? selectOne(sql, [tenant, 0, places]) : change(sql, tenant, 0, places)
}

/** Asks for the journal's counter. */
export function currentHead(tenant: TenantId): SqlStatement {
  return selectOne(selectHead, [tenant])
}

/**
 * Asks for the journal's counter and keeps it: whoever writes for a tenant holds its counter until the end, so that nobody removes the tenant, or brings another's data in, beside half of a commit.
 */
export function keptHead({ dialect }: Vocabulary, tenant: TenantId): SqlStatement {
  return selectOne(`${selectHead}${dialect.keep}`, [tenant])
}

/** Makes the counter of a tenant that has none, and so holds it; whoever is making or removing it is waited for. */
export function beginHead({ beginHead: sql }: Vocabulary, tenant: TenantId, places = 0): SqlStatement {
  return insertNew(sql, tenant, places)
}

/**
 * Puts a row in the place of the journal's counter, which is held: a commit in one statement that began before this one ended does not find the row it saw then, so it cannot overlook that a document
 * was removed (`commitText`).
 */
export function replacedHead(words: Vocabulary, tenant: TenantId, seq: number): readonly SqlStatement[] {
  return [change('delete from {head} where tenant = ? and lane = 0', tenant), beginHead(words, tenant, seq)]
}

/** Where the journal's counter stands; 0 before the first event. */
export function placeIn(outcome: SqlOutcome): number {
  const [row] = listsOf(outcome, seqColumn)
  return row === undefined ? 0 : asInt(row[0], 'seq')
}

/** Adds one event to the journal. */
export function addEntry(tenant: TenantId, seq: number, event: NewEvent<JsonText>, key: string): SqlStatement {
  const { stream, version, type, schema, at, recordedAt, actor, cause, data } = event
  return carryOut(insertEntry, [tenant, seq, stream, version, type, schema, at, recordedAt, actor, cause, key, data])
}
