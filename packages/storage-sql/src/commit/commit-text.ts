import type { SqlDialect } from '../tables/sql-dialect.ts'
import type { CommitParts, DocumentPart, EndedLease } from './commit-parts.ts'
import { commonValues, keysApart } from './commit-values.ts'
import { type StatementChain, statementChain } from './statement-chain.ts'

/** The values of every statement ({@link commonValues}). */
const [tenant, key, fingerprint, storeNow] = ['?1', '?2', '?3', '?4'] as const

/** Gives the mark of the next value, in the order of `commitValues`. */
type NextValue = () => string

/**
 * The text of a commit of these parts. It depends on nothing but their shape (`commitShape`), since it is written once for all commits of that shape.
 *
 * A replayed key, or a first document that has moved on, changes nothing and gives no row; whatever is found wanting after something was changed makes the statement fail, which takes everything
 * back. Neither says why: `commitScript` finds out.
 */
export function commitText(dialect: SqlDialect, { leases, documents, firsts, events, work }: CommitParts): string {
  const chain = statementChain()
  let place: number = commonValues
  const next: NextValue = () => {
    place += 1
    return `?${place}`
  }
  chain.need(`select 1 as ok where not exists (select 1 from {receipt} where tenant = ${tenant} and "key" = ${key})`)
  for (const lease of leases) endLease(chain, next, lease)
  for (const document of documents) carryOut(chain, next, document)
  const head = moveHead(chain, next, firsts.length, events.length, dialect.keep)
  if (events.length > 0) append(chain, next, head, events.length, dialect.json)
  for (const { op } of work) move(chain, next, op)
  const receipt = `insert into {receipt} (tenant, "key", fingerprint, seq, at) select ${tenant}, ${key}, ${fingerprint}, seq, ${storeNow} from ${head} returning seq`
  return chain.end(chain.add(receipt), 'seq')
}

function endLease(chain: StatementChain, next: NextValue, { handle }: EndedLease): void {
  if (handle.of === 'work') {
    chain.need(
      `delete from {work} where tenant = ${tenant} and queue = ${next()} and id = ${next()} and token = ${next()} and ${chain.done()} returning 1 as ok`,
    )
    return
  }
  const [consumer, secret, to] = [next(), next(), next()]
  const journalEnd = `(select seq from {head} where tenant = ${tenant} and lane = 0)`
  chain.need(
    `update {follower} set seq = ${to}, visible_at = ${storeNow}, token = null, attempt = 0 where tenant = ${tenant} and consumer = ${consumer} and lane = 0 and token = ${secret} and seq <= ${to} and ${to} <= ${journalEnd} and ${chain.done()} returning 1 as ok`,
  )
}

function carryOut(chain: StatementChain, next: NextValue, document: DocumentPart): void {
  const { table, put } = document
  const [id, version] = [next(), put?.version === 0 ? '0' : next()]
  // Kinds have lower-case letters, digits and `-` only.
  const owner = `tenant = ${tenant} and kind = '${table.kind}' and id = ${id}`
  if (put === null) {
    const found = `tenant = ${tenant} and id = ${id} and version = ${version}`
    chain.need(`select 1 as ok from {${table.table}} where ${found} and ${chain.done()} for share`)
    return
  }
  const doc = next()
  const fields = table.fields.map(({ column }) => ({ column, value: next() }))
  if (put.version === 0) {
    const columns = fields.map(({ column }) => `, ${column}`).join('')
    const values = fields.map(({ value }) => `, ${value}`).join('')
    const first = `1 + coalesce((select version from {tombstone} where ${owner}), 0)`
    chain.need(
      `insert into {${table.table}} (tenant, id, declared, version, doc${columns}) select ${tenant}, ${id}, ${table.number}, ${first}, ${doc}${values} where ${chain.done()} on conflict (tenant, id) do nothing returning 1 as ok`,
    )
    const { unique, shared } = keysApart(table, put)
    addKeys(chain, next, 'key_unique', table.kind, id, unique.length)
    addKeys(chain, next, 'key_shared', table.kind, id, shared.length)
    return
  }
  const sets = fields.map(({ column, value }) => `, ${column} = ${value}`).join('')
  // Most writes leave their look-up values alone; where one does not, this finds nothing to update.
  const uniqueSame = table.hasUniqueKeys ? sameKeys('key_unique', owner, next()) : ''
  const sharedSame = table.hasSharedKeys ? sameKeys('key_shared', owner, next()) : ''
  chain.need(
    `update {${table.table}} set declared = ${table.number}, version = version + 1, doc = ${doc}${sets} where tenant = ${tenant} and id = ${id} and version = ${version}${uniqueSame}${sharedSame} and ${chain.done()} returning 1 as ok`,
  )
}

function addKeys(
  chain: StatementChain,
  next: NextValue,
  table: 'key_unique' | 'key_shared',
  kind: string,
  id: string,
  count: number,
): void {
  if (count === 0) return
  const rows = Array.from({ length: count }, () => `(${next()}::text, ${next()}::text)`).join(', ')
  chain.add(
    `insert into {${table}} (tenant, kind, name, value, id) select ${tenant}, '${kind}', k.name, k.value, ${id} from (values ${rows}) as k (name, value) where ${chain.done()}`,
  )
}

/** A condition that holds where a document has exactly these look-up values: both sides are written as one text, whatever their number, so that the statement stays the same. */
function sameKeys(table: 'key_unique' | 'key_shared', owner: string, wanted: string): string {
  const listed = `select string_agg(name || ' ' || length(value) || ' ' || value, ' ' order by name, value) from {${table}} where ${owner}`
  return ` and coalesce((${listed}), '') = ${wanted}`
}

function moveHead(chain: StatementChain, next: NextValue, streams: number, events: number, keep: string): string {
  // A tenant without a counter gets one step by step, once. Who removes a document puts another row in the counter's place: a statement that began before sees neither, and is tried again.
  if (events === 0) return chain.need(`select seq from {head} where tenant = ${tenant} and lane = 0 and ${chain.done()}${keep}`)
  const follows = Array.from(
    { length: streams },
    () => ` and coalesce((select max(version) from {journal} where tenant = ${tenant} and stream = ${next()}), 0) = ${next()}`,
  )
  return chain.need(
    `update {head} set seq = seq + ${events} where tenant = ${tenant} and lane = 0 and ${chain.done()}${follows.join('')} returning seq`,
  )
}

function append(chain: StatementChain, next: NextValue, head: string, events: number, json: string): void {
  const types = ['text', 'bigint', 'text', 'bigint', 'bigint', 'bigint', 'text', 'text', json]
  const rows = Array.from(
    { length: events },
    (_, place) => `(${events - 1 - place}, ${types.map((type) => `${next()}::${type}`).join(', ')})`,
  )
  chain.add(
    `insert into {journal} (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) select ${tenant}, 0, h.seq - e.back, e.stream, e.version, e.type, e."schema", e.at, e.recorded_at, e.actor, e.cause, ${key}, e.data from ${head} h, (values ${rows.join(', ')}) as e (back, stream, version, type, "schema", at, recorded_at, actor, cause, data)`,
  )
}

function move(chain: StatementChain, next: NextValue, op: CommitParts['work'][number]['op']): void {
  if (op === 'cancel') {
    chain.add(`delete from {work} where tenant = ${tenant} and queue = ${next()} and id = ${next()} and ${chain.done()}`)
  }
  if (op !== 'schedule') return
  const [queue, id, dueAt, payload] = [next(), next(), next(), next()]
  chain.add(
    `insert into {work} (tenant, queue, id, due_at, visible_at, payload, leased, attempt) select ${tenant}, ${queue}, ${id}, ${dueAt}, ${dueAt}, ${payload}, 0, 0 where ${chain.done()} on conflict (tenant, queue, id) do update set due_at = excluded.due_at, visible_at = excluded.visible_at, payload = excluded.payload, leased = 0, attempt = 0, token = null`,
  )
}
