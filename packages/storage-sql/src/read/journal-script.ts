import type { TenantId } from '@caseload/core'
import {
  cursorSeq,
  type JournalEntry,
  type JournalPage,
  type JournalRead,
  type JsonText,
  journalCursor,
  type TenantRead,
} from '@caseload/storage'
import { jsonTextIn } from '../executor/json-text-in.ts'
import { actorIn, instantIn, intIn, textIn, textOrNullIn } from '../executor/row.ts'
import type { SqlRow, SqlScript } from '../executor/sql-executor.ts'
import { select } from '../executor/statement.ts'
import { among } from './sql-condition.ts'

/** The columns of a journal entry. */
export const entryColumns = 'lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data'

const ofStream = `select ${entryColumns} from {journal} where tenant = ? and stream = ? and version > ? order by version limit ?`
const ofTenant = `select ${entryColumns} from {journal} where tenant = ? and lane = 0 and seq > ? order by seq limit ?`
const head = 'select seq from {head} where tenant = ? and lane = 0'

/** A stretch of the journal: one more than asked for is fetched, so that the end is known. */
export function* journalScript(tenant: TenantId, read: JournalRead): SqlScript<JournalPage<JsonText>> {
  const { limit } = read
  if ('stream' in read) {
    const { rows } = yield select(ofStream, tenant, read.stream, read.after ?? 0, limit + 1)
    const entries = rows.slice(0, limit).map(entryIn)
    return { entries, next: journalCursor(entries.at(-1)?.seq ?? 0), end: rows.length <= limit }
  }
  const after = read.after === null ? 0 : (cursorSeq(read.after) ?? 0)
  if (read.types !== undefined) return yield* someTypes(tenant, read, read.types, after)
  const { rows } = yield select(ofTenant, tenant, after, limit + 1)
  const entries = rows.slice(0, limit).map(entryIn)
  return { entries, next: journalCursor(entries.at(-1)?.seq ?? after), end: rows.length <= limit }
}

/** At the end the position goes past everything that was skipped: up to where the journal stood before it was read, since more may come meanwhile. */
function* someTypes(
  tenant: TenantId,
  { limit }: TenantRead,
  types: readonly string[],
  after: number,
): SqlScript<JournalPage<JsonText>> {
  const { rows: heads } = yield select(head, tenant)
  const last = heads[0] === undefined ? after : Math.max(after, intIn(heads[0], 'seq'))
  const wanted = among('type', types)
  const sql = `select ${entryColumns} from {journal} where tenant = ? and lane = 0 and seq > ? and seq <= ? and ${wanted.sql} order by seq limit ?`
  const { rows } = yield select(sql, tenant, after, last, ...wanted.params, limit + 1)
  const entries = rows.slice(0, limit).map(entryIn)
  if (rows.length > limit) return { entries, next: journalCursor(entries.at(-1)?.seq ?? after), end: false }
  return { entries, next: journalCursor(last), end: true }
}

/** An entry from a row with {@link entryColumns}. */
export function entryIn(row: SqlRow): JournalEntry<JsonText> {
  return {
    lane: intIn(row, 'lane'),
    seq: intIn(row, 'seq'),
    stream: textIn(row, 'stream'),
    version: intIn(row, 'version'),
    type: textIn(row, 'type'),
    schema: intIn(row, 'schema'),
    at: instantIn(row, 'at'),
    recordedAt: instantIn(row, 'recorded_at'),
    actor: actorIn(row, 'actor'),
    cause: textOrNullIn(row, 'cause'),
    commit: textIn(row, 'commit_key'),
    data: jsonTextIn(row, 'data'),
  }
}
