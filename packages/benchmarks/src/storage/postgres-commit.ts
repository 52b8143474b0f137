import { orThrow } from '@caseload/core'
import type { Commit, Store } from '@caseload/storage'
import type { Benchmark, Contender } from '../harness/benchmark.ts'
import { commits, tenant } from '../sqlite/workload.ts'
import { drizzlePostgres } from './peers/drizzle-postgres.ts'
import { emmettPostgres } from './peers/emmett-postgres.ts'
import { kyselyPostgres } from './peers/kysely-postgres.ts'
import { plainPostgres } from './peers/plain-transaction.ts'
import { type PostgresScratch, postgresScratch } from './postgres-server.ts'
import { type RecordedQuery, recordQueries } from './record-queries.ts'

const count = 400
const changes = commits(count)

/**
 * The common commit on PostgreSQL, one connection each: ours against its own statements on the bare driver, the same reads and writes as a transaction of named statements or of a query builder, the writes
 * alone, and an event store that keeps the two events and nothing else.
 */
export async function postgresCommit(flush: 'on' | 'off'): Promise<Benchmark> {
  const replayed = postgresScratch(1, flush)
  const statements = await recorded(replayed)
  return {
    name: flush === 'on' ? 'postgres-commit' : 'postgres-commit-unflushed',
    work: `one commit (document, 2 keys, 2 events, timer, counter, receipt), one connection, synchronous_commit=${flush}`,
    contenders: [
      committing('caseload, guard and all', flush, async (scratch) => {
        const store = await begun(scratch)
        return async (change) => orThrow(await store.commit(tenant, change))
      }),
      {
        name: 'pg, same statements',
        before: () => begun(replayed),
        run: async () => {
          for (const statement of statements) await replayed.pool.query(statement)
        },
        close: replayed.dispose,
      },
      ...[true, false].map((reads) =>
        committing(`pg, begin … commit, ${reads ? 'same reads and writes' : 'the writes only'}`, flush, async (scratch) => {
          await scratch.fresh()
          const plain = plainPostgres(scratch.pool)
          return async (change) => plain.commit(tenant, change, reads)
        }),
      ),
      committing('kysely 0.29, same reads and writes', flush, async (scratch) => {
        await scratch.fresh()
        return kyselyPostgres(scratch.pool).commit
      }),
      committing('drizzle 0.45, same reads and writes', flush, async (scratch) => {
        await scratch.fresh()
        return drizzlePostgres(scratch.pool).commit
      }),
      committing('emmett-postgresql 0.42, the 2 events only', flush, async ({ pool, schema }) => {
        const { commit } = await emmettPostgres(pool, schema)
        return commit
      }),
    ],
    promises: {
      'pg, same statements': 0.9,
      'pg, begin … commit, same reads and writes': 1.5,
      'pg, begin … commit, the writes only': 1.5,
      'kysely 0.29, same reads and writes': 1,
      'drizzle 0.45, same reads and writes': 1,
    },
    batch: count,
    rounds: 7,
    callsPerRound: 1,
  }
}

/** An empty store whose tenant has its counter: the first commit of a tenant makes it, and is said otherwise than all that come after. */
async function begun(scratch: PostgresScratch): Promise<Store> {
  const store = await scratch.fresh()
  orThrow(await store.commit(tenant, { key: 'begin', writes: [], events: [] }))
  return store
}

/** What our store says to the server for these commits. */
async function recorded(scratch: PostgresScratch): Promise<readonly RecordedQuery[]> {
  const store = await begun(scratch)
  return recordQueries(async () => {
    for (const change of changes) orThrow(await store.commit(tenant, change))
  })
}

/** A contender with a connection and tables of its own, which are empty when a round begins. */
function committing(
  name: string,
  flush: 'on' | 'off',
  open: (scratch: PostgresScratch) => Promise<(change: Commit) => Promise<unknown>>,
): Contender {
  const scratch = postgresScratch(1, flush)
  let commit: (change: Commit) => Promise<unknown> = () => Promise.resolve()
  return {
    name,
    before: async () => {
      commit = await open(scratch)
    },
    run: async () => {
      for (const change of changes) await commit(change)
    },
    close: scratch.dispose,
  }
}
