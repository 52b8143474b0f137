import { orThrow } from '@caseload/core'
import type { Store } from '@caseload/storage'
import type { PoolClient } from 'pg'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { tenant } from '../sqlite/workload.ts'
import { type PostgresScratch, postgresScratch } from './postgres-server.ts'
import { recordQueries } from './record-queries.ts'

const items = 4000
const claims = 30
const request = { worker: 'w', limit: 100, leaseMs: 60_000, queues: ['auto-close'], now: 8e12 } as const
/** How a queue in PostgreSQL is usually taken from. */
const due =
  'select tenant, queue, id, due_at, attempt, payload from work where queue = $1 and leased = 0 and visible_at <= $2 order by visible_at, id, tenant limit $3 for update skip locked'
const lease =
  'update work set leased = 1, token = $1, visible_at = $2, attempt = attempt + 1 where tenant = $3 and queue = $4 and id = any($5)'

/** Claims of a hundred due timers on PostgreSQL, out of four thousand that are due: ours, the same statement on the bare driver, and what is usually written by hand. */
export async function postgresClaim(): Promise<Benchmark> {
  const scratch = postgresScratch(2)
  let store = await filled(scratch)
  const statements = await recordQueries(() => claimAll(store))
  const bare: PoolClient = await scratch.pool.connect()
  const claiming = (name: string, run: () => Promise<void>): Contender => ({
    name,
    before: async () => {
      store = await filled(scratch)
    },
    run,
  })
  return {
    name: 'postgres-claim',
    work: 'a claim of 100 due timers of 4,000, leased, payloads parsed, one connection',
    contenders: [
      claiming('caseload, guard and all', () => claimAll(store)),
      claiming('pg, same statement', async () => {
        for (const statement of statements) await bare.query(statement)
      }),
      {
        ...claiming('pg, begin … commit as usually written; never takes an expired lease back', () => byHand(bare)),
        close: async () => {
          bare.release()
          await scratch.dispose()
        },
      },
    ],
    promises: { 'pg, same statement': 0.9 },
    batch: claims,
    rounds: 9,
    callsPerRound: 1,
  }
}

async function filled(scratch: PostgresScratch): Promise<Store> {
  const store = await scratch.fresh()
  for (let first = 0; first < items; first += 200) {
    const work = Array.from(
      { length: 200 },
      (_, index) =>
        ({ op: 'schedule', queue: 'auto-close', id: `tkt_${first + index}`, dueAt: first + index, payload: {} }) as const,
    )
    orThrow(await store.commit(tenant, { key: `fill_${first}`, writes: [], events: [], work }))
  }
  await scratch.pool.query('analyze work')
  return store
}

async function claimAll(store: Store): Promise<void> {
  for (let claim = 0; claim < claims; claim += 1) orThrow(await store.claim(request))
}

async function byHand(client: PoolClient): Promise<void> {
  for (let claim = 0; claim < claims; claim += 1) {
    await client.query('begin')
    const { rows } = await client.query({ name: 'due', text: due, values: ['auto-close', request.now, request.limit] })
    const until = Date.now() + request.leaseMs
    const ids = rows.map(({ id }) => id)
    await client.query({ name: 'lease', text: lease, values: [`w${claim}`, until, tenant, 'auto-close', ids] })
    await client.query('commit')
  }
}
