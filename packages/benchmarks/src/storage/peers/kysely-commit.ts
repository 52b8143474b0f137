import type { Commit } from '@caseload/storage'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

const tenant = 'bench'

/** The common commit written with Kysely, into the tables of our own adapters: the same reads and writes, in a transaction. */
export function kyselyCommit(db: Kysely<Tables>, change: Commit): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const [write] = change.writes
    const [item] = change.work ?? []
    if (write?.op !== 'put' || item?.op !== 'schedule') return
    await tx
      .selectFrom('receipt')
      .select(['fingerprint', 'seq'])
      .where('tenant', '=', tenant)
      .where('key', '=', change.key)
      .execute()
    const { id } = write.ref
    const row = {
      doc: JSON.stringify(write.doc),
      f_category: String(write.fields['category']),
      f_priority: Number(write.fields['priority']),
      f_assigneeId: String(write.fields['assigneeId']),
      f_teamId: String(write.fields['teamId']),
      f_updatedAt: Number(write.fields['updatedAt']),
    }
    const keys = write.keys ?? []
    if (write.version === 0) {
      await tx
        .insertInto('k_ticket')
        .values({ tenant, id, version: 1, ...row })
        .execute()
      for (const { name, value } of keys) {
        await tx
          .insertInto(name === 'number' ? 'key_unique' : 'key_shared')
          .values({ tenant, kind: 'ticket', name, value, id })
          .execute()
      }
    } else {
      await tx
        .updateTable('k_ticket')
        .set({ version: write.version + 1, ...row })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('version', '=', write.version)
        .execute()
      for (const table of ['key_unique', 'key_shared'] as const) {
        await tx
          .selectFrom(table)
          .select(['name', 'value'])
          .where('tenant', '=', tenant)
          .where('kind', '=', 'ticket')
          .where('id', '=', id)
          .execute()
      }
    }
    await tx
      .selectFrom('journal')
      .select('version')
      .where('tenant', '=', tenant)
      .where('stream', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .execute()
    const moved = await tx
      .insertInto('head')
      .values({ tenant, lane: 0, seq: change.events.length })
      .onConflict((on) =>
        on.columns(['tenant', 'lane']).doUpdateSet((of) => ({ seq: of('head.seq', '+', change.events.length) })),
      )
      .returning('seq')
      .executeTakeFirstOrThrow()
    // pg gives a bigint as text.
    const seq = Number(moved.seq)
    for (const [index, event] of change.events.entries()) {
      const { stream, version, type, schema, at, recordedAt, actor, cause, data } = event
      await tx
        .insertInto('journal')
        .values({
          tenant,
          lane: 0,
          seq: seq - change.events.length + 1 + index,
          stream,
          version,
          type,
          schema,
          at,
          recorded_at: recordedAt,
          actor,
          cause,
          commit_key: change.key,
          data: JSON.stringify(data),
        })
        .execute()
    }
    await tx
      .insertInto('work')
      .values({
        tenant,
        queue: item.queue,
        id: item.id,
        due_at: item.dueAt,
        visible_at: item.dueAt,
        payload: JSON.stringify(item.payload),
        leased: 0,
        attempt: 0,
      })
      .onConflict((on) =>
        on
          .columns(['tenant', 'queue', 'id'])
          .doUpdateSet({ due_at: item.dueAt, visible_at: item.dueAt, leased: 0, attempt: 0, token: null }),
      )
      .execute()
    await tx
      .insertInto('receipt')
      .values({ tenant, key: change.key, fingerprint: change.fingerprint ?? null, seq, at: Date.now() })
      .execute()
  })
}

/** One ticket by its identity. */
export function kyselyRead(db: Kysely<Tables>, id: string): Promise<{ readonly doc: unknown } | undefined> {
  return db
    .selectFrom('k_ticket')
    .select(['id', 'version', 'doc'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
}
