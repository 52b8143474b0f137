import { instant, orThrow, parseTenantId, type TenantId } from '@caseload/core'
import type { Commit } from '@caseload/storage'
import { plainPostgres, plainSqlite } from './peers/plain-transaction.ts'
import { postgresScratch } from './postgres-server.ts'
import { hasPostgres } from './postgres-url.ts'
import { openStore, scratchDatabases } from './scratch-databases.ts'

const everyMs = 700
const rounds = 5
const counts = [1, 8, 32] as const

/** Something that commits. */
interface Committing {
  readonly name: string
  readonly commit: (tenant: TenantId, change: Commit) => PromiseLike<unknown>
}

/** Commits a second of so many writers at once in one process, each with tickets of its own, in one tenant and over a hundred: our store beside the same writes on the raw driver. */
export async function writers(): Promise<undefined> {
  console.log(
    'writers: commits/s (document, 2 keys, event, timer, counter, receipt), each writer one after another; medians of 5 turns',
  )
  console.log('  the raw driver: the same writes as a transaction of prepared statements, without looking for anything before')
  console.log(`  ${''.padEnd(46)}${counts.map((count) => `${count} writer(s)`.padStart(14)).join('')}`)
  for (const tenants of [1, 100]) await onSqlite(tenants)
  if (hasPostgres()) for (const tenants of [1, 100]) await onPostgres(tenants)
  else console.log('  PostgreSQL left out: CASELOAD_TEST_POSTGRES_URL is not set')
  console.log('')
}

async function onSqlite(tenants: number): Promise<void> {
  const databases = await scratchDatabases()
  const store = await openStore(databases.fresh(), 'full')
  const plain = plainSqlite(databases.fresh(), 'full')
  await compare(`SQLite, synchronous=full, ${tenants} tenant(s)`, tenants, [
    { name: 'caseload', commit: async (tenant, change) => orThrow(await store.commit(tenant, change)) },
    { name: 'node:sqlite', commit: plain.commit },
  ])
  await store.close()
  plain.close()
  databases.dispose()
}

async function onPostgres(tenants: number): Promise<void> {
  const [ours, theirs] = [postgresScratch(32), postgresScratch(32)]
  const store = await ours.fresh()
  await theirs.fresh()
  await compare(`PostgreSQL, 32 connections, ${tenants} tenant(s)`, tenants, [
    { name: 'caseload', commit: async (tenant, change) => orThrow(await store.commit(tenant, change)) },
    { name: 'pg', commit: plainPostgres(theirs.pool).commit },
  ])
  await ours.dispose()
  await theirs.dispose()
}

/** They take turns, so that a machine that slows down slows down both. */
async function compare(where: string, tenants: number, both: readonly Committing[]): Promise<void> {
  const rates = both.map(() => counts.map((): number[] => []))
  for (let round = 0; round < rounds; round += 1) {
    for (const [column, count] of counts.entries()) {
      for (const [row, each] of both.entries()) {
        rates[row]?.[column]?.push(await rate(each, `${round}-${count}`, count, tenants))
      }
    }
  }
  const medians = rates.map((columns) => columns.map((some) => some.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN))
  console.log(`  ${where}`)
  const line = (name: string, cells: readonly string[]): void =>
    console.log(`    ${name.padEnd(44)}${cells.map((cell) => cell.padStart(14)).join('')}`)
  for (const [row, { name }] of both.entries()) {
    line(
      name,
      (medians[row] ?? []).map((median) => String(Math.round(median))),
    )
  }
  const [ours = [], theirs = []] = medians
  line(
    'ours ÷ it',
    ours.map((median, column) => `${(median / (theirs[column] ?? Number.NaN)).toFixed(2)}×`),
  )
}

async function rate({ commit }: Committing, turn: string, count: number, tenants: number): Promise<number> {
  const began = performance.now()
  const end = began + everyMs
  let done = 0
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; performance.now() < end; number += 1) {
      await commit(tenantOf((writer * 37 + number) % tenants), commitOf(`w${turn}-${writer}-${number}`))
      done += 1
    }
  }
  await Promise.all(Array.from({ length: count }, (_, writer) => write(writer)))
  return (done * 1000) / (performance.now() - began)
}

function tenantOf(number: number): TenantId {
  return orThrow(parseTenantId(`t${number}`))
}

function commitOf(name: string): Commit {
  const at = instant(1_772_438_400_000)
  const id = `tkt_${name}`
  return {
    key: `cmd_${name}`,
    writes: [
      {
        op: 'put',
        ref: { kind: 'ticket', id },
        version: 0,
        doc: { id, subject: 'x'.repeat(80), tags: ['vip'] },
        fields: { category: 'open', priority: 2, assigneeId: 'agt_1', teamId: 'team_1', updatedAt: at },
        keys: [
          { name: 'number', value: name },
          { name: 'tag', value: 'vip' },
        ],
      },
    ],
    events: [
      {
        stream: id,
        version: 1,
        type: 'ticket-opened',
        schema: 1,
        at,
        recordedAt: at,
        actor: 'agent:agt_1',
        cause: null,
        data: { kind: 'incident' },
      },
    ],
    work: [{ op: 'schedule', queue: 'auto-close', id, dueAt: at, payload: {} }],
  }
}
