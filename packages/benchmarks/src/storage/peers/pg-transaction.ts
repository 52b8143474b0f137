import type { Commit } from '@caseload/storage'
import type { Pool, PoolClient } from 'pg'

const tenant = 'bench'

/** What our adapter writes in a commit, as a transaction of named statements on the bare driver; with `reads`, also what it looks at before. */
export async function pgTransaction(pool: Pool, change: Commit, reads: boolean): Promise<void> {
  const client = await pool.connect()
  try {
    await transaction(client, change, reads)
  } finally {
    client.release()
  }
}

async function transaction(client: PoolClient, change: Commit, reads: boolean): Promise<void> {
  const [write] = change.writes
  const [item] = change.work ?? []
  if (write?.op !== 'put' || item?.op !== 'schedule') return
  const run = (name: string, text: string, values: readonly unknown[]) => client.query({ name, text, values: [...values] })
  const { id } = write.ref
  const { category, priority, assigneeId, teamId, updatedAt } = write.fields
  const doc = JSON.stringify(write.doc)
  await client.query('begin')
  if (reads) await run('receipt', 'select fingerprint, seq from receipt where tenant = $1 and "key" = $2', [tenant, change.key])
  if (write.version === 0) {
    await run(
      'insert',
      'insert into k_ticket (tenant, id, version, doc, "f_category", "f_priority", "f_assigneeId", "f_teamId", "f_updatedAt") values ($1, $2, 1, $3, $4, $5, $6, $7, $8)',
      [tenant, id, doc, category, priority, assigneeId, teamId, updatedAt],
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
      [doc, category, priority, assigneeId, teamId, updatedAt, tenant, id, write.version],
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
  const last = Number(moved.rows[0]?.seq ?? 0)
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
    'insert into work as old (tenant, queue, id, due_at, visible_at, payload, leased, attempt) values ($1, $2, $3, $4, $4, $5, 0, 0) on conflict (tenant, queue, id) do update set due_at = excluded.due_at, visible_at = excluded.visible_at, payload = excluded.payload, leased = 0, attempt = 0, token = null',
    [tenant, item.queue, item.id, item.dueAt, JSON.stringify(item.payload)],
  )
  await run('proof', 'insert into receipt (tenant, "key", fingerprint, seq, at) values ($1, $2, $3, $4, $5)', [
    tenant,
    change.key,
    change.fingerprint,
    last,
    Date.now(),
  ])
  await client.query('commit')
}
