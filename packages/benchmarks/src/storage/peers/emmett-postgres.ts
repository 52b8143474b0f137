import type { Commit } from '@caseload/storage'
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'
import type { Pool } from 'pg'

/** Emmett's event store on the same pool: it appends the events of a commit to the stream of their ticket, whose version it counts, and keeps nothing else of the commit. */
export async function emmettPostgres(pool: Pool, schema: string) {
  await pool.query(`drop schema if exists "${schema}" cascade; create schema "${schema}"`)
  const store = getPostgreSQLEventStore('', { connectionOptions: { pool } })
  await store.schema.migrate()
  return {
    commit: ({ events, writes }: Commit) =>
      store.appendToStream(
        `ticket-${writes[0]?.ref.id}`,
        events.map(({ type, data }) => ({ type, data: JSON.parse(JSON.stringify(data)) })),
      ),
  }
}
