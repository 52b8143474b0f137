import type { Commit } from '@caseload/storage'
import Sqlite from 'better-sqlite3'
import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

const keyColumns = {
  tenant: text().notNull(),
  kind: text().notNull(),
  name: text().notNull(),
  value: text().notNull(),
  id: text().notNull(),
}
const tickets = sqliteTable('k_ticket', {
  tenant: text().notNull(),
  id: text().notNull(),
  version: integer().notNull(),
  doc: text().notNull(),
  category: text('f_category'),
  priority: integer('f_priority'),
  assigneeId: text('f_assigneeId'),
  teamId: text('f_teamId'),
  updatedAt: integer('f_updatedAt'),
})
const uniqueKeys = sqliteTable('key_unique', keyColumns)
const sharedKeys = sqliteTable('key_shared', keyColumns)
const head = sqliteTable('head', { tenant: text().notNull(), lane: integer().notNull(), seq: integer().notNull() })
const journal = sqliteTable('journal', {
  tenant: text().notNull(),
  lane: integer().notNull(),
  seq: integer().notNull(),
  stream: text().notNull(),
  version: integer().notNull(),
  type: text().notNull(),
  schema: integer().notNull(),
  at: integer().notNull(),
  recordedAt: integer('recorded_at').notNull(),
  actor: text().notNull(),
  cause: text(),
  commitKey: text('commit_key').notNull(),
  data: text().notNull(),
})
const work = sqliteTable('work', {
  tenant: text().notNull(),
  queue: text().notNull(),
  id: text().notNull(),
  dueAt: integer('due_at').notNull(),
  leased: integer().notNull(),
  visibleAt: integer('visible_at').notNull(),
  token: text(),
  attempt: integer().notNull(),
  payload: text().notNull(),
})
const receipts = sqliteTable('receipt', {
  tenant: text().notNull(),
  key: text().notNull(),
  fingerprint: text(),
  seq: integer().notNull(),
  at: integer().notNull(),
})

/** Drizzle on better-sqlite3, with the pragmas of our adapter: the common commit into its tables, and a point read. */
export function drizzleSqlite(path: string, synchronous: 'full' | 'normal') {
  const sqlite = new Sqlite(path)
  for (const pragma of ['journal_mode = wal', `synchronous = ${synchronous}`, 'secure_delete = on', 'temp_store = memory'])
    sqlite.pragma(pragma)
  const db = drizzle(sqlite)
  const tenant = 'bench'
  return {
    commit: (change: Commit): void =>
      db.transaction(
        (tx) => {
          const [write] = change.writes
          const [item] = change.work ?? []
          if (write?.op !== 'put' || item?.op !== 'schedule') return
          tx.select()
            .from(receipts)
            .where(and(eq(receipts.tenant, tenant), eq(receipts.key, change.key)))
            .all()
          const { id } = write.ref
          const row = {
            doc: JSON.stringify(write.doc),
            category: String(write.fields['category']),
            priority: Number(write.fields['priority']),
            assigneeId: String(write.fields['assigneeId']),
            teamId: String(write.fields['teamId']),
            updatedAt: Number(write.fields['updatedAt']),
          }
          if (write.version === 0) {
            tx.insert(tickets)
              .values({ tenant, id, version: 1, ...row })
              .run()
            for (const { name, value } of write.keys ?? []) {
              tx.insert(name === 'number' ? uniqueKeys : sharedKeys)
                .values({ tenant, kind: 'ticket', name, value, id })
                .run()
            }
          } else {
            const which = and(eq(tickets.tenant, tenant), eq(tickets.id, id), eq(tickets.version, write.version))
            tx.update(tickets)
              .set({ version: write.version + 1, ...row })
              .where(which)
              .run()
            for (const table of [uniqueKeys, sharedKeys]) {
              tx.select()
                .from(table)
                .where(and(eq(table.tenant, tenant), eq(table.kind, 'ticket'), eq(table.id, id)))
                .all()
            }
          }
          tx.select({ version: journal.version })
            .from(journal)
            .where(and(eq(journal.tenant, tenant), eq(journal.stream, id)))
            .orderBy(desc(journal.version))
            .limit(1)
            .all()
          const [moved] = tx
            .insert(head)
            .values({ tenant, lane: 0, seq: change.events.length })
            .onConflictDoUpdate({ target: [head.tenant, head.lane], set: { seq: sql`${head.seq} + ${change.events.length}` } })
            .returning({ seq: head.seq })
            .all()
          const seq = moved?.seq ?? 0
          for (const [index, event] of change.events.entries()) {
            const { stream, version, type, schema, at, recordedAt, actor, cause, data } = event
            const place = seq - change.events.length + 1 + index
            tx.insert(journal)
              .values({
                tenant,
                lane: 0,
                seq: place,
                stream,
                version,
                type,
                schema,
                at,
                recordedAt,
                actor,
                cause,
                commitKey: change.key,
                data: JSON.stringify(data),
              })
              .run()
          }
          const due = { dueAt: item.dueAt, visibleAt: item.dueAt, leased: 0, attempt: 0, token: null }
          tx.insert(work)
            .values({ tenant, queue: item.queue, id: item.id, payload: JSON.stringify(item.payload), ...due })
            .onConflictDoUpdate({ target: [work.tenant, work.queue, work.id], set: due })
            .run()
          tx.insert(receipts)
            .values({ tenant, key: change.key, fingerprint: change.fingerprint ?? null, seq, at: Date.now() })
            .run()
        },
        { behavior: 'immediate' },
      ),
    read: (id: string) =>
      db
        .select()
        .from(tickets)
        .where(and(eq(tickets.tenant, tenant), eq(tickets.id, id)))
        .all(),
    close: () => sqlite.close(),
  }
}
