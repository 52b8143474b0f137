import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Commit, Scalar } from '@caseload/storage'
import type { Pool } from 'pg'

type Value = string | number | null
type Rows = readonly Readonly<Record<string, unknown>>[]

/** Runs a statement that is prepared under a name. */
type Run = (name: string, text: string, values: readonly Value[]) => Rows | Promise<Rows>

/** A commit as it is written by hand on a raw driver: a transaction of prepared statements, one after another. */
export interface PlainCommit {
  /** Does it, in a tenant; with `reads`, it also looks at what our adapter looks at. */
  commit(tenant: string, change: Commit, reads?: boolean): Promise<void>
}

/** On pg, with whatever connection is free. */
export function plainPostgres(pool: Pool): PlainCommit {
  return {
    async commit(tenant, change, reads = false) {
      const client = await pool.connect()
      const run: Run = async (name, text, values) => (await client.query({ name, text, values: [...values] })).rows
      try {
        await client.query('begin')
        await write(run, tenant, change, reads)
        await client.query('commit')
      } finally {
        client.release()
      }
    },
  }
}

/** On node:sqlite, with the pragmas of our adapter: one connection, which one transaction has at a time. */
export function plainSqlite(path: string, synchronous: 'full' | 'normal'): PlainCommit & { close(): void } {
  const database = new DatabaseSync(path)
  for (const pragma of ['journal_mode = wal', `synchronous = ${synchronous}`, 'secure_delete = on', 'temp_store = memory'])
    database.exec(`pragma ${pragma}`)
  const prepared = new Map<string, StatementSync>()
  const run: Run = (name, text, values) => {
    let statement = prepared.get(name)
    if (statement === undefined) {
      statement = database.prepare(text.replaceAll(/\$\d+/g, '?'))
      prepared.set(name, statement)
    }
    return statement.all(...values)
  }
  let last: Promise<void> = Promise.resolve()
  const transaction = async (tenant: string, change: Commit, reads: boolean): Promise<void> => {
    database.exec('begin immediate')
    await write(run, tenant, change, reads)
    database.exec('commit')
  }
  return {
    commit(tenant, change, reads = false) {
      last = last.then(() => transaction(tenant, change, reads))
      return last
    },
    close: () => database.close(),
  }
}

async function write(run: Run, tenant: string, change: Commit, reads: boolean): Promise<void> {
  const [write] = change.writes
  const [item] = change.work ?? []
  if (write?.op !== 'put' || item?.op !== 'schedule') return
  const { id } = write.ref
  const fields = ['category', 'priority', 'assigneeId', 'teamId', 'updatedAt'].map((name) => columnOf(write.fields[name]))
  const doc = JSON.stringify(write.doc)
  if (reads) await run('receipt', 'select fingerprint, seq from receipt where tenant = $1 and "key" = $2', [tenant, change.key])
  if (write.version === 0) {
    await run(
      'insert',
      'insert into k_ticket (tenant, id, version, doc, "f_category", "f_priority", "f_assigneeId", "f_teamId", "f_updatedAt") values ($1, $2, 1, $3, $4, $5, $6, $7, $8)',
      [tenant, id, doc, ...fields],
    )
    for (const { name, value } of write.keys ?? []) {
      const table = name === 'number' ? 'key_unique' : 'key_shared'
      await run(table, `insert into ${table} (tenant, kind, name, value, id) values ($1, 'ticket', $2, $3, $4)`, [
        tenant,
        name,
        value,
        id,
      ])
    }
  } else {
    await run(
      'update',
      'update k_ticket set version = version + 1, doc = $1, "f_category" = $2, "f_priority" = $3, "f_assigneeId" = $4, "f_teamId" = $5, "f_updatedAt" = $6 where tenant = $7 and id = $8 and version = $9',
      [doc, ...fields, tenant, id, write.version],
    )
    for (const table of reads ? ['key_unique', 'key_shared'] : []) {
      await run(`${table}-of`, `select name, value from ${table} where tenant = $1 and kind = 'ticket' and id = $2`, [tenant, id])
    }
  }
  if (reads)
    await run('last', 'select version from journal where tenant = $1 and stream = $2 order by version desc limit 1', [tenant, id])
  const moved = await run(
    'head',
    'insert into head as old (tenant, lane, seq) values ($1, 0, $2) on conflict (tenant, lane) do update set seq = old.seq + excluded.seq returning seq',
    [tenant, change.events.length],
  )
  const last = Number(moved[0]?.['seq'] ?? 0)
  for (const [index, { stream, version, type, schema, at, recordedAt, actor, cause, data }] of change.events.entries()) {
    await run(
      'entry',
      'insert into journal (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) values ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      [
        tenant,
        last - change.events.length + 1 + index,
        stream,
        version,
        type,
        schema,
        at,
        recordedAt,
        actor,
        cause,
        change.key,
        JSON.stringify(data),
      ],
    )
  }
  await run(
    'work',
    'insert into work as old (tenant, queue, id, due_at, visible_at, payload, leased, attempt) values ($1, $2, $3, $4, $5, $6, 0, 0) on conflict (tenant, queue, id) do update set due_at = excluded.due_at, visible_at = excluded.visible_at, payload = excluded.payload, leased = 0, attempt = 0, token = null',
    [tenant, item.queue, item.id, item.dueAt, item.dueAt, JSON.stringify(item.payload)],
  )
  await run('proof', 'insert into receipt (tenant, "key", fingerprint, seq, at) values ($1, $2, $3, $4, $5)', [
    tenant,
    change.key,
    change.fingerprint ?? null,
    last,
    Date.now(),
  ])
}

function columnOf(field: Scalar | undefined): Value {
  return typeof field === 'boolean' ? Number(field) : (field ?? null)
}
