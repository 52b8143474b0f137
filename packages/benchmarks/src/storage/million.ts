import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { orThrow } from '@caseload/core'
import { guardStore, type KindSpec, type Query, type Store } from '@caseload/storage'
import { postgresStorage } from '@caseload/storage-postgres'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { ReportOptions } from '../harness/report.ts'
import { tenant, kinds as ticketKinds } from '../sqlite/workload.ts'
import { postgresScratch } from './postgres-server.ts'
import { hasPostgres } from './postgres-url.ts'

/** How much there is; page 1,000 of the closed ones is there in either. */
interface Size {
  readonly tickets: number
  readonly customers: number
  readonly timers: number
}

const small: Size = { tickets: 100_000, customers: 10_000, timers: 20_000 }
const million: Size = { tickets: 1_000_000, customers: 100_000, timers: 200_000 }
const keyNames = ['email', 'phone', 'account'] as const
const kinds: readonly KindSpec[] = [
  ...ticketKinds,
  { kind: 'customer', fields: {}, keys: { email: { unique: true }, phone: { unique: true }, account: { unique: true } } },
]

/** How an engine says what the rows are made with. */
interface Words {
  /** Rows of one column `n`, from 0. */
  readonly series: (count: number) => string
  /** A number with zeros before it. */
  readonly padded: (number: string) => string
  /** What makes a JSON value of a text. */
  readonly json: (text: string) => string
}

const words: Readonly<Record<'sqlite' | 'postgres', Words>> = {
  sqlite: {
    series: (count) =>
      `(with recursive s(n) as (select 0 union all select n + 1 from s where n < ${count - 1}) select n from s) as s`,
    padded: (number) => `printf('%08d', ${number})`,
    json: (text) => text,
  },
  postgres: {
    series: (count) => `generate_series(0, ${count - 1}) as s(n)`,
    padded: (number) => `lpad((${number})::text, 8, '0')`,
    json: (text) => `(${text})::json`,
  },
}

/** The rows that a million commits would leave, written by the engine itself; a commit each would take an hour and measure something else. */
function fillStatements({ series, padded, json }: Words, { tickets, customers, timers }: Size): readonly string[] {
  const id = `'tkt_' || ${padded('n')}`
  const category = `case when n % 20 = 0 then 'open' when n % 20 = 1 then 'new' when n % 20 = 2 then 'pending' else 'closed' end`
  const doc = json(
    `'{"id":"' || ${id} || '","category":"' || ${category} || '","subject":"' || '${'x'.repeat(80)}' || '","attributes":{"product":"PROD' || (n % 700) || '","line":"V30"},"tags":["vip"]}'`,
  )
  const at = '1772438400000 + n * 1000'
  const agent = `'agt_' || (n % 100)`
  return [
    `insert into k_ticket (tenant, id, version, doc, "f_category", "f_priority", "f_assigneeId", "f_teamId", "f_updatedAt") select '${tenant}', ${id}, 1, ${doc}, ${category}, n % 4, ${agent}, 'team_' || (n % 20), ${at} from ${series(tickets)}`,
    `insert into key_unique (tenant, kind, name, value, id) select '${tenant}', 'ticket', 'number', '' || (n + 1), ${id} from ${series(tickets)}`,
    `insert into k_customer (tenant, id, version, doc) select '${tenant}', 'cus_' || n, 1, ${json(`'{"id":"cus_' || n || '"}'`)} from ${series(customers)}`,
    ...keyNames.map(
      (name) =>
        `insert into key_unique (tenant, kind, name, value, id) select '${tenant}', 'customer', '${name}', '${name}-' || n, 'cus_' || n from ${series(customers)}`,
    ),
    `insert into work (tenant, queue, id, due_at, leased, visible_at, attempt, payload) select '${tenant}', 'auto-close', ${id}, ${at}, 0, ${at}, 0, ${json(`'{}'`)} from ${series(timers)}`,
  ]
}

/** A million tickets, or a hundred thousand where `full` is not asked for: what a desk asks for, how large they are, and that page 1,000 of a list costs no more than three times page 1. */
export async function millionTickets({ full }: ReportOptions): Promise<boolean> {
  const size = full ? million : small
  const amounts = Object.entries(size).map(([name, amount]) => `${amount.toLocaleString('en')} ${name}`)
  console.log(`million: ${amounts.join(', ')}${full ? '' : '; --full for the million'}`)
  const kept = [await onSqlite(size)]
  if (hasPostgres()) kept.push(await onPostgres(size))
  else console.log('  PostgreSQL left out: CASELOAD_TEST_POSTGRES_URL is not set')
  console.log('')
  return kept.every((one) => one)
}

async function onSqlite(size: Size): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const path = join(folder, 'desk.db')
  await orThrow(await sqliteStorage(path).open({ kinds })).store.close()
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = off')
  for (const sql of fillStatements(words.sqlite, size)) database.exec(sql)
  database.exec('analyze')
  database.exec('pragma wal_checkpoint(truncate)')
  database.close()
  const store = guardStore(orThrow(await sqliteStorage(path).open({ kinds })), { kinds })
  const kept = await ask('SQLite', store, size, statSync(path).size)
  await store.close()
  rmSync(folder, { recursive: true })
  return kept
}

async function onPostgres(size: Size): Promise<boolean> {
  const scratch = postgresScratch(4)
  await scratch.pool.query(`drop schema if exists "${scratch.schema}" cascade`)
  const { store: adapter, admin } = orThrow(
    await postgresStorage({ pool: scratch.pool, schema: scratch.schema, statementTimeoutMs: 600_000 }).open({ kinds }),
  )
  const client = await scratch.pool.connect()
  await client.query(`set search_path to "${scratch.schema}"`)
  for (const sql of fillStatements(words.postgres, size)) await client.query(sql)
  await client.query('vacuum analyze k_ticket')
  await client.query('analyze')
  const sized = await client.query(
    'select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = $2',
    [scratch.schema, 'r'],
  )
  client.release()
  const kept = await ask('PostgreSQL', guardStore({ store: adapter, admin }, { kinds }), size, Number(sized.rows[0]?.bytes))
  await scratch.dispose()
  return kept
}

async function ask(name: string, store: Store, { tickets, customers }: Size, bytes: number): Promise<boolean> {
  const query: Query = {
    kind: 'ticket',
    where: [{ field: 'category', op: 'eq', value: 'closed' }],
    sort: [{ field: 'updatedAt', dir: 'desc' }],
    limit: 50,
  }
  const first = await median(async () => orThrow(await store.find(tenant, query)))
  let after: string | null = null
  for (let page = 1; page < 1000; page += 1) {
    const read: { readonly next: string | null } = orThrow(await store.find(tenant, after === null ? query : { ...query, after }))
    after = read.next
  }
  if (after === null) throw new Error('the list has no page 1,000')
  const deep = { ...query, after }
  const last = await median(async () => orThrow(await store.find(tenant, deep)))
  const ratio = last / first
  const byKey: string[] = []
  for (const key of keyNames) {
    let asked = 0
    const ms = await median(async () => {
      asked += 1
      const value = `${key}-${(asked * 977) % customers}`
      const found = orThrow(await store.find(tenant, { kind: 'customer', key: { name: key, value }, limit: 2 }))
      if (found.items.length !== 1) throw new Error(`no customer has the ${key}`)
    })
    byKey.push(`${key} ${ms.toFixed(2)} ms`)
  }
  const byId = await median(async () =>
    orThrow(await store.load(tenant, [{ kind: 'ticket', id: `tkt_${String(tickets / 2).padStart(8, '0')}` }])),
  )
  const claim = await median(
    async () => orThrow(await store.claim({ worker: 'w', limit: 100, leaseMs: 60_000, queues: ['auto-close'], now: 8e12 })),
    21,
  )
  const workload = await median(async () => {
    const counted = orThrow(
      await store.count(tenant, {
        kind: 'ticket',
        where: [{ field: 'category', op: 'in', value: ['open', 'new', 'pending'] }],
        by: ['assigneeId'],
        limit: 200,
      }),
    )
    if (counted.length === 0) throw new Error('nobody has a ticket')
  }, 5)
  const kept = ratio <= 3
  console.log(`  ${name}`)
  console.log(
    `    list of 50: page 1 ${first.toFixed(2)} ms, page 1,000 ${last.toFixed(2)} ms: ${ratio.toFixed(2)}×  ${kept ? 'kept' : 'MISSED'} (≤ 3×)`,
  )
  console.log(`    ticket by identity ${byId.toFixed(2)} ms; customer by ${byKey.join(', by ')}`)
  console.log(`    claim of 100 due timers ${claim.toFixed(2)} ms; open tickets by agent ${workload.toFixed(0)} ms`)
  console.log(
    `    ${Math.round(bytes / tickets)} bytes a ticket with its indexes; this process ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
  )
  return kept
}

/** Milliseconds at the median, after one that warms up. */
async function median(work: () => Promise<unknown>, rounds = 101): Promise<number> {
  const times: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const began = performance.now()
    await work()
    if (round > 0) times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] ?? Number.NaN
}
