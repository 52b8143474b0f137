import type { Commit } from '@caseload/storage'

/** Emmett's SQLite store, or why it cannot be had: its driver `sqlite3` is not built at installation, since that takes minutes where there is no binary to download. */
export async function emmettSqlite() {
  const emmett = await import('@event-driven-io/emmett-sqlite').catch(() => null)
  if (emmett === null) return null
  const { appendToStream, createEventStoreSchema, getSQLiteEventStore, sqliteConnection } = emmett
  return {
    /** As it is: the file is opened and closed for every append. */
    store(path: string) {
      const store = getSQLiteEventStore({ fileName: path })
      return {
        commit: (change: Commit) => persistently(() => store.appendToStream(streamOf(change), eventsOf(change))),
        close: () => undefined,
      }
    },
    /** What the store does for an append, on a connection that stays open. */
    async connection(path: string, synchronous: 'full' | 'normal') {
      const connection = sqliteConnection({ fileName: path })
      await connection.command(`pragma synchronous = ${synchronous}`)
      await createEventStoreSchema(connection)
      return {
        commit: (change: Commit) => persistently(() => appendToStream(connection, streamOf(change), 'ticket', eventsOf(change))),
        close: () => connection.close(),
      }
    },
  }
}

/** Once in some thousand appends it takes one back, and says so, since a statement of its own was not finished when it committed: whoever uses it has to ask again. */
async function persistently<Value>(append: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await append()
    } catch (cause) {
      const busy = cause instanceof Error && cause.message.startsWith('SQLITE_BUSY')
      if (!busy || attempt === 5) throw cause
    }
  }
}

function streamOf({ writes }: Commit): string {
  return `ticket-${writes[0]?.ref.id}`
}

function eventsOf({ events }: Commit) {
  return events.map(({ type, data }) => ({ type, data: JSON.parse(JSON.stringify(data)) }))
}
