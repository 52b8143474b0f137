import { orThrow } from '@caseload/core'
import type { PoolClient } from 'pg'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { commits, tenant } from '../sqlite/workload.ts'
import { drizzlePostgres } from './peers/drizzle-postgres.ts'
import { kyselyPostgres } from './peers/kysely-postgres.ts'
import { postgresScratch } from './postgres-server.ts'

const count = 2000
const statement = {
  name: 'ticket-by-identity',
  text: 'select id, version, doc from k_ticket where tenant = $1 and id = $2',
}

/** One ticket by its identity on PostgreSQL, as the document it was stored as; one connection each. */
export async function postgresRead(): Promise<Benchmark> {
  const scratch = postgresScratch(4)
  const store = await scratch.fresh()
  for (const change of commits(1600)) orThrow(await store.commit(tenant, change))
  // A client held for each, so that nobody waits for a pool but those who bring one.
  const bare: PoolClient = await scratch.pool.connect()
  const kysely = kyselyPostgres(scratch.pool)
  const drizzle = drizzlePostgres(scratch.pool)
  const ids = Array.from({ length: count }, (_, index) => `tkt_${String((index * 7) % 200).padStart(8, '0')}`)
  const reading = (name: string, read: (id: string) => Promise<unknown>): Contender => ({
    name,
    run: async () => {
      for (const id of ids) await read(id)
    },
  })
  return {
    name: 'postgres-read',
    work: 'one ticket by identity among 200, parsed, one after another',
    contenders: [
      {
        ...reading('caseload, guard and all', async (id) => orThrow(await store.load(tenant, [{ kind: 'ticket', id }]))),
        close: () => store.close(),
      },
      reading('pg, same statement by name, client held', (id) => bare.query({ ...statement, values: [tenant, id] })),
      reading('pg, same statement by name, from the pool', (id) => scratch.pool.query({ ...statement, values: [tenant, id] })),
      reading('kysely 0.29, pg', (id) => kysely.read(id)),
      {
        ...reading('drizzle 0.45, pg, prepared', (id) => drizzle.read(id)),
        close: async () => {
          bare.release()
          await scratch.dispose()
        },
      },
    ],
    promises: {
      'pg, same statement by name, from the pool': 1,
      'kysely 0.29, pg': 1,
      'drizzle 0.45, pg, prepared': 1,
    },
    batch: count,
    rounds: 9,
    callsPerRound: 1,
  }
}
