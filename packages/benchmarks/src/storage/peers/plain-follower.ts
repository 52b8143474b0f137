import { DatabaseSync } from 'node:sqlite'
import type { Pool } from 'pg'

/** A follower of one tenant's journal as it is written by hand on a raw driver: it reads what comes after its place, and notes its new place in a transaction of its own. One reader only: no leases. */
export interface PlainFollower {
  /** The events after a place, parsed, at most 500. */
  read(after: number): Promise<readonly { readonly seq: number; readonly data: unknown }[]>
  /** Notes how far it came. */
  note(consumer: string, seq: number): Promise<void>
}

const tenant = 'acme'
const columns = 'seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data'
const noted =
  'insert into follower (tenant, consumer, lane, seq, visible_at, attempt) values ($1, $2, 0, $3, 0, 0) on conflict (tenant, consumer, lane) do update set seq = excluded.seq'

/** On node:sqlite. */
export function plainSqliteFollower(path: string): PlainFollower & { close(): void } {
  const database = new DatabaseSync(path)
  for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'busy_timeout = 1000']) database.exec(`pragma ${pragma}`)
  const read = database.prepare(`select ${columns} from journal where tenant = ? and lane = 0 and seq > ? order by seq limit 500`)
  const note = database.prepare(noted.replaceAll(/\$\d/g, '?'))
  return {
    read: async (after) =>
      read.all(tenant, after).map((row) => ({ ...row, seq: Number(row['seq']), data: JSON.parse(String(row['data'])) })),
    async note(consumer, seq) {
      note.run(tenant, consumer, seq)
    },
    close: () => database.close(),
  }
}

/** On pg, which parses the events itself. */
export function plainPostgresFollower(pool: Pool): PlainFollower {
  const text = `select ${columns} from journal where tenant = $1 and lane = 0 and seq > $2 order by seq limit 500`
  return {
    async read(after) {
      const { rows } = await pool.query({ name: 'follow', text, values: [tenant, after] })
      return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
    },
    async note(consumer, seq) {
      await pool.query({ name: 'note', text: noted, values: [tenant, consumer, seq] })
    },
  }
}
