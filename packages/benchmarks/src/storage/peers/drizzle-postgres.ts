import type { Commit } from '@caseload/storage'
import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { bigint, json, pgTable, text } from 'drizzle-orm/pg-core'
import type { Pool } from 'pg'

const tenant = 'bench'
const int = () => bigint({ mode: 'number' })
const keyColumns = {
  tenant: text().notNull(),
  kind: text().notNull(),
  name: text().notNull(),
  value: text().notNull(),
  id: text().notNull(),
}
const tickets = pgTable('k_ticket', {
  tenant: text().notNull(),
  id: text().notNull(),
  version: int().notNull(),
  doc: json().notNull(),
  category: text('f_category'),
  priority: bigint('f_priority', { mode: 'number' }),
  assigneeId: text('f_assigneeId'),
  teamId: text('f_teamId'),
  updatedAt: bigint('f_updatedAt', { mode: 'number' }),
})
const uniqueKeys = pgTable('key_unique', keyColumns)
const sharedKeys = pgTable('key_shared', keyColumns)
const head = pgTable('head', { tenant: text().notNull(), lane: int().notNull(), seq: int().notNull() })
const journal = pgTable('journal', {
  tenant: text().notNull(),
  lane: int().notNull(),
  seq: int().notNull(),
  stream: text().notNull(),
  version: int().notNull(),
  type: text().notNull(),
  schema: int().notNull(),
  at: int().notNull(),
  recordedAt: bigint('recorded_at', { mode: 'number' }).notNull(),
  actor: text().notNull(),
  cause: text(),
  commitKey: text('commit_key').notNull(),
  data: json().notNull(),
})
const work = pgTable('work', {
  tenant: text().notNull(),
  queue: text().notNull(),
  id: text().notNull(),
  dueAt: bigint('due_at', { mode: 'number' }).notNull(),
  leased: int().notNull(),
  visibleAt: bigint('visible_at', { mode: 'number' }).notNull(),
  token: text(),
  attempt: int().notNull(),
  payload: json().notNull(),
})
const receipts = pgTable('receipt', {
  tenant: text().notNull(),
  key: text().notNull(),
  fingerprint: text(),
  seq: int().notNull(),
  at: int().notNull(),
})

/** Drizzle on pg: the common commit into the tables of our adapter, the same reads and writes, in a transaction; and a point read, which is prepared by name. Ending the pool is its owner's. */
export function drizzlePostgres(pool: Pool) {
  const db = drizzle(pool)
  const which = and(eq(tickets.tenant, tenant), eq(tickets.id, sql.placeholder('id')))
  const read = db.select().from(tickets).where(which).prepare('ticket_by_identity')
  return {
    commit: (change: Commit): Promise<void> =>
      db.transaction(async (tx) => {
        const [write] = change.writes
        const [item] = change.work ?? []
        if (write?.op !== 'put' || item?.op !== 'schedule') return
        await tx
          .select()
          .from(receipts)
          .where(and(eq(receipts.tenant, tenant), eq(receipts.key, change.key)))
        const { id } = write.ref
        const row = {
          doc: write.doc,
          category: String(write.fields['category']),
          priority: Number(write.fields['priority']),
          assigneeId: String(write.fields['assigneeId']),
          teamId: String(write.fields['teamId']),
          updatedAt: Number(write.fields['updatedAt']),
        }
        if (write.version === 0) {
          await tx.insert(tickets).values({ tenant, id, version: 1, ...row })
          for (const { name, value } of write.keys ?? []) {
            await tx.insert(name === 'number' ? uniqueKeys : sharedKeys).values({ tenant, kind: 'ticket', name, value, id })
          }
        } else {
          await tx
            .update(tickets)
            .set({ version: write.version + 1, ...row })
            .where(and(eq(tickets.tenant, tenant), eq(tickets.id, id), eq(tickets.version, write.version)))
          for (const table of [uniqueKeys, sharedKeys]) {
            await tx
              .select()
              .from(table)
              .where(and(eq(table.tenant, tenant), eq(table.kind, 'ticket'), eq(table.id, id)))
          }
        }
        await tx
          .select({ version: journal.version })
          .from(journal)
          .where(and(eq(journal.tenant, tenant), eq(journal.stream, id)))
          .orderBy(desc(journal.version))
          .limit(1)
        const [moved] = await tx
          .insert(head)
          .values({ tenant, lane: 0, seq: change.events.length })
          .onConflictDoUpdate({ target: [head.tenant, head.lane], set: { seq: sql`${head.seq} + ${change.events.length}` } })
          .returning({ seq: head.seq })
        const seq = moved?.seq ?? 0
        for (const [index, { at, recordedAt, data, ...event }] of change.events.entries()) {
          const place = seq - change.events.length + 1 + index
          await tx.insert(journal).values({ tenant, lane: 0, seq: place, ...event, at, recordedAt, commitKey: change.key, data })
        }
        const due = { dueAt: item.dueAt, visibleAt: item.dueAt, leased: 0, attempt: 0, token: null }
        await tx
          .insert(work)
          .values({ tenant, queue: item.queue, id: item.id, payload: item.payload, ...due })
          .onConflictDoUpdate({ target: [work.tenant, work.queue, work.id], set: due })
        await tx
          .insert(receipts)
          .values({ tenant, key: change.key, fingerprint: change.fingerprint ?? null, seq, at: Date.now() })
      }),
    read: (id: string) => read.execute({ id }),
  }
}
