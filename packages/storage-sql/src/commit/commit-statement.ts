import type { TenantId } from '@caseload/core'
import {
  type Commit,
  compareText,
  cursorSeq,
  type Expectation,
  type JsonText,
  type KeyValue,
  type NewEvent,
  type PutWrite,
  parseLeaseToken,
  type WorkChange,
} from '@caseload/storage'
import type { SqlStatement, SqlValue } from '../executor/sql-executor.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { inOrder } from './document-steps.ts'
import { type StatementChain, statementChain } from './statement-chain.ts'

/** Beyond, a statement takes longer to plan than its round trips would. */
const most = { writes: 8, events: 16, work: 16 }

/**
 * A whole commit as one statement, and so as one round trip, for PostgreSQL; null where it cannot be said so, or is too rare to be worth a prepared statement.
 *
 * A replayed key, or a first document that has moved on, changes nothing and gives no row; whatever is found wanting after something was changed makes the statement fail, which takes everything
 * back. Neither says why: `commitScript` finds out.
 */
export function commitStatement(
  { dialect, tables }: Vocabulary,
  tenant: TenantId,
  commit: Commit<JsonText>,
  storeNow: number,
): SqlStatement | null {
  const { writes, events, expect = [], work = [], key, fingerprint = null } = commit
  if (dialect.atOnce === null || (dialect.atOnce === 'each-once' && !touchesEachTableOnce(commit))) return null
  if (writes.length > most.writes || events.length > most.events || work.length > most.work || meetsTwice(work)) return null
  const chain = statementChain()
  chain.need('select 1 as ok where not exists (select 1 from {receipt} where tenant = ? and "key" = ?)', tenant, key)
  for (const item of work) if (!endLease(chain, tenant, item, storeNow)) return null
  for (const step of inOrder(writes, expect)) {
    const table = tables.get(step.ref.kind)
    if (table === undefined) return null
    if ('op' in step) {
      if (step.op === 'remove') return null
      put(chain, tenant, table, step)
    } else if (step.version === 0) return null
    else hold(chain, tenant, table, step)
  }
  const head = moveHead(chain, tenant, events, dialect.keep)
  if (events.length > 0) append(chain, tenant, head, events, key, dialect.json)
  for (const item of work) move(chain, tenant, item)
  const receipt = chain.add(
    `insert into {receipt} (tenant, "key", fingerprint, seq, at) select ?, ?, ?, seq, ? from ${head} returning seq`,
    tenant,
    key,
    fingerprint,
    storeNow,
  )
  return chain.end(receipt, 'seq')
}

/** For engines that take one change of a table in a statement. */
function touchesEachTableOnce({ writes, work = [] }: Commit<JsonText>): boolean {
  const withKeys = writes.filter((write) => write.op === 'put' && (write.keys ?? []).length > 0)
  return new Set(writes.map(({ ref }) => ref.kind)).size === writes.length && withKeys.length < 2 && work.length < 2
}

/** A statement sees each row as it was before, so an item must not be moved by two of its steps. */
function meetsTwice(work: readonly WorkChange<JsonText>[]): boolean {
  if (work.length < 2) return false
  const places = work.map((item) => {
    if (item.op === 'schedule' || item.op === 'cancel') return `${item.queue}/${item.id}`
    const handle = parseLeaseToken(item.token)
    return handle?.of === 'work' ? `${handle.queue}/${handle.id}` : item.token
  })
  return new Set(places).size < places.length
}

function endLease(chain: StatementChain, tenant: TenantId, item: WorkChange<JsonText>, storeNow: number): boolean {
  if (item.op !== 'settle' && item.op !== 'advance') return true
  const handle = parseLeaseToken(item.token)
  if (handle === null || handle.tenant !== tenant) return false
  if (item.op === 'settle') {
    if (handle.of !== 'work') return false
    const sql = `delete from {work} where tenant = ? and queue = ? and id = ? and token = ? and ${chain.done()} returning 1 as ok`
    chain.need(sql, tenant, handle.queue, handle.id, handle.secret)
    return true
  }
  const to = cursorSeq(item.to)
  if (handle.of !== 'follow' || to === null) return false
  const sql = `update {follower} set seq = ?, visible_at = ?, token = null, attempt = 0 where tenant = ? and consumer = ? and lane = 0 and token = ? and seq <= ? and ? <= (select seq from {head} where tenant = ? and lane = 0) and ${chain.done()} returning 1 as ok`
  chain.need(sql, to, storeNow, tenant, handle.consumer, handle.secret, to, to, tenant)
  return true
}

function put(
  chain: StatementChain,
  tenant: TenantId,
  table: KindTable,
  { ref, version, doc, fields, keys = [] }: PutWrite<JsonText>,
): void {
  const values = table.fields.map(({ name }) => sqlValueOf(fields[name] ?? null))
  const unique = keys.filter(({ name }) => table.uniqueKeys.has(name))
  const shared = keys.filter(({ name }) => !table.uniqueKeys.has(name))
  if (version === 0) {
    const columns = table.fields.map(({ column }) => `, ${column}`).join('')
    const marks = values.map(() => ', ?').join('')
    const sql = `insert into {${table.table}} (tenant, id, declared, version, doc${columns}) select ?, ?, ${table.number}, 1 + coalesce((select version from {tombstone} where tenant = ? and kind = ? and id = ?), 0), ?${marks} where ${chain.done()} on conflict (tenant, id) do nothing returning 1 as ok`
    chain.need(sql, tenant, ref.id, tenant, ref.kind, ref.id, doc, ...values)
    addKeys(chain, tenant, 'key_unique', ref, unique)
    addKeys(chain, tenant, 'key_shared', ref, shared)
    return
  }
  // Most writes leave their look-up values alone; where one does not, this finds nothing to update.
  const same: string[] = []
  const held: SqlValue[] = []
  if (table.hasUniqueKeys) compareKeys(same, held, tenant, 'key_unique', ref, unique)
  if (table.hasSharedKeys) compareKeys(same, held, tenant, 'key_shared', ref, shared)
  const sets = table.fields.map(({ column }) => `, ${column} = ?`).join('')
  const sql = `update {${table.table}} set declared = ${table.number}, version = version + 1, doc = ?${sets} where tenant = ? and id = ? and version = ?${same.join('')} and ${chain.done()} returning 1 as ok`
  chain.need(sql, doc, ...values, tenant, ref.id, version, ...held)
}

function addKeys(
  chain: StatementChain,
  tenant: TenantId,
  table: 'key_unique' | 'key_shared',
  { kind, id }: PutWrite<JsonText>['ref'],
  keys: readonly KeyValue[],
): void {
  if (keys.length === 0) return
  const rows = keys.map(() => '(?::text, ?::text)').join(', ')
  const sql = `insert into {${table}} (tenant, kind, name, value, id) select ?, ?, k.name, k.value, ? from (values ${rows}) as k (name, value) where ${chain.done()}`
  chain.add(sql, tenant, kind, id, ...keys.flatMap(({ name, value }) => [name, value]))
}

/** A condition that holds where a document has exactly these look-up values: both sides are written as one text, whatever their number, so that the statement stays the same. */
function compareKeys(
  conditions: string[],
  params: SqlValue[],
  tenant: TenantId,
  table: 'key_unique' | 'key_shared',
  { kind, id }: PutWrite<JsonText>['ref'],
  keys: readonly KeyValue[],
): void {
  const listed = `select string_agg(name || ' ' || length(value) || ' ' || value, ' ' order by name, value) from {${table}} where tenant = ? and kind = ? and id = ?`
  conditions.push(` and coalesce((${listed}), '') = ?`)
  const wanted = keys
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.value, b.value))
    .map(({ name, value }) => `${name} ${Array.from(value).length} ${value}`)
  params.push(tenant, kind, id, wanted.join(' '))
}

function hold(chain: StatementChain, tenant: TenantId, table: KindTable, { ref, version }: Expectation): void {
  const sql = `select 1 as ok from {${table.table}} where tenant = ? and id = ? and version = ? and ${chain.done()} for share`
  chain.need(sql, tenant, ref.id, version)
}

function moveHead(chain: StatementChain, tenant: TenantId, events: readonly NewEvent<JsonText>[], keep: string): string {
  // A tenant without a counter gets one step by step, once. Who removes a document puts another row in the counter's place: a statement that began before sees neither, and is tried again.
  if (events.length === 0) {
    const sql = `select seq from {head} where tenant = ? and lane = 0 and ${chain.done()}${keep}`
    return chain.need(sql, tenant)
  }
  const first = new Map<string, number>()
  for (const { stream, version } of events) if (!first.has(stream)) first.set(stream, version)
  const follows = 'coalesce((select max(version) from {journal} where tenant = ? and stream = ?), 0) = ?'
  const streams = [...first.keys()].map(() => ` and ${follows}`).join('')
  const sql = `update {head} set seq = seq + ? where tenant = ? and lane = 0 and ${chain.done()}${streams} returning seq`
  return chain.need(sql, events.length, tenant, ...[...first].flatMap(([stream, version]) => [tenant, stream, version - 1]))
}

function append(
  chain: StatementChain,
  tenant: TenantId,
  head: string,
  events: readonly NewEvent<JsonText>[],
  key: string,
  json: string,
): void {
  const row = `(?::bigint, ?::text, ?::bigint, ?::text, ?::bigint, ?::bigint, ?::bigint, ?::text, ?::text, ?::${json})`
  const sql = `insert into {journal} (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) select ?, 0, h.seq - e.back, e.stream, e.version, e.type, e."schema", e.at, e.recorded_at, e.actor, e.cause, ?, e.data from ${head} h, (values ${events.map(() => row).join(', ')}) as e (back, stream, version, type, "schema", at, recorded_at, actor, cause, data)`
  const values = events.flatMap(({ stream, version, type, schema, at, recordedAt, actor, cause, data }, index) => {
    return [events.length - 1 - index, stream, version, type, schema, at, recordedAt, actor, cause, data]
  })
  chain.add(sql, tenant, key, ...values)
}

function move(chain: StatementChain, tenant: TenantId, item: WorkChange<JsonText>): void {
  if (item.op === 'cancel') {
    chain.add(`delete from {work} where tenant = ? and queue = ? and id = ? and ${chain.done()}`, tenant, item.queue, item.id)
  }
  if (item.op === 'schedule') {
    const sql = `insert into {work} (tenant, queue, id, due_at, visible_at, payload, leased, attempt) select ?, ?, ?, ?, ?, ?, 0, 0 where ${chain.done()} on conflict (tenant, queue, id) do update set due_at = excluded.due_at, visible_at = excluded.visible_at, payload = excluded.payload, leased = 0, attempt = 0, token = null`
    chain.add(sql, tenant, item.queue, item.id, item.dueAt, item.dueAt, item.payload)
  }
}
