import { randomBytes } from 'node:crypto'
import { orThrow } from '@caseload/core'
import type { Commit, Store } from '@caseload/storage'
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'
import type { PoolClient } from 'pg'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { commits, tenant } from '../sqlite/workload.ts'
import { postgresScratch } from './postgres-server.ts'

const count = 400
const changes = commits(count)

/** The common commit on PostgreSQL, one connection: ours against the same reads and writes as a transaction of named statements, against the writes alone, and against an event store that keeps the two events and nothing else. */
export async function postgresCommit(flush: 'on' | 'off'): Promise<Benchmark> {
  const ours = postgresScratch(1, flush)
  let store: Store | null = null
  const events = getPostgreSQLEventStore(ours.url)
  return {
    name: flush === 'on' ? 'postgres-commit' : 'postgres-commit-unflushed',
    work: `one commit (document, 2 keys, 2 events, timer, counter, receipt), one connection${flush === 'on' ? '' : ', synchronous_commit=off except for emmett'}`,
    contenders: [
      {
        name: 'caseload, guard and all',
        before: async () => {
          store = await ours.fresh()
        },
        run: async () => {
          for (const change of changes) if (store !== null) orThrow(await store.commit(tenant, change))
        },
        close: ours.dispose,
      },
      stepwise('pg, begin … commit, same reads and writes', flush, true),
      stepwise('pg, begin … commit, the writes only', flush, false),
      {
        name: 'emmett-postgresql 0.42, the 2 events only',
        run: async () => {
          const run = randomBytes(6).toString('hex')
          for (const { events: facts, writes } of changes) {
            const stream = `bench-${run}-${writes[0]?.ref.id}`
            await events.appendToStream(
              stream,
              facts.map(({ type, data }) => ({ type, data: JSON.parse(JSON.stringify(data)) })),
            )
          }
        },
        close: () => events.close(),
      },
    ],
    promises: { 'pg, begin … commit, same reads and writes': 1.5, 'pg, begin … commit, the writes only': 1.5 },
    batch: count,
    rounds: 7,
    callsPerRound: 1,
  }
}

/** The commit as a transaction of named statements on the bare driver. */
function stepwise(name: string, flush: 'on' | 'off', reads: boolean): Contender {
  const scratch = postgresScratch(1, flush)
  let client: PoolClient | null = null
  return {
    name,
    before: async () => {
      client?.release()
      await scratch.fresh()
      client = await scratch.pool.connect()
      await client.query(`set search_path to "${scratch.schema}"`)
    },
    run: async () => {
      for (const change of changes) if (client !== null) await transaction(client, change, reads)
    },
    close: async () => {
      client?.release()
      await scratch.dispose()
    },
  }
}

/** What our adapter writes in a commit, statement by statement; with `reads`, also what it looks at before. */
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
