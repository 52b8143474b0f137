import type { TenantId } from '@caseload/core'
import { type ExportRecord, type ImportReport, type StorageInvalid, storageInvalid } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { beginHead, moveHead } from '../commit/journal-steps.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, insertNew, select } from '../executor/statement.ts'
import type { StoredKind } from '../migrate/stored-kind.ts'
import { tenantTables } from '../tables/base-tables.ts'
import { kindTableName } from '../tables/kind-table.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const addEntry =
  'insert into {journal} (tenant, lane, seq, stream, version, type, "schema", at, recorded_at, actor, cause, commit_key, data) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
const addFollower =
  'insert into {follower} (consumer, tenant, lane, seq, visible_at, token, attempt) values (?, ?, 0, ?, 0, null, 0)'
const addWork =
  'insert into {work} (tenant, queue, id, due_at, leased, visible_at, token, attempt, payload) values (?, ?, ?, ?, 0, ?, null, 0, ?)'

/** Stores what an export brought into a tenant that has nothing. */
export function* importScript(
  words: Vocabulary,
  stored: ReadonlyMap<string, StoredKind>,
  tenant: TenantId,
  records: readonly ExportRecord[],
  counts: ImportReport,
): SqlScript<Result<ImportReport, StorageInvalid>> {
  const begun = yield beginHead(words, tenant, counts.entries)
  if (begun.changes !== 1) return err(storageInvalid('tenant', 'a tenant that has nothing'))
  for (const name of tablesOfTenants(stored.values())) {
    if (name === 'head') continue
    const { rows } = yield select(`select 1 as found from {${name}} where tenant = ? limit 1`, tenant)
    if (rows.length > 0) return err(storageInvalid('tenant', 'a tenant that has nothing'))
  }
  for (const record of records) {
    const problem = yield* store(words, tenant, record)
    if (problem !== null) return err(problem)
  }
  return ok(counts)
}

/** Removes everything of a tenant. The counter goes first, so that commits under way are waited for and those that come wait. */
export function* dropScript(
  words: Vocabulary,
  stored: ReadonlyMap<string, StoredKind>,
  tenant: TenantId,
): SqlScript<Result<void, never>> {
  yield moveHead(words, tenant, 0)
  yield change('delete from {head} where tenant = ?', tenant)
  for (const name of tablesOfTenants(stored.values())) yield change(`delete from {${name}} where tenant = ?`, tenant)
  return ok(undefined)
}

/** Every table that has rows of tenants. */
export function tablesOfTenants(stored: Iterable<StoredKind>): readonly string[] {
  const kinds = [...stored].map(({ kind }) => kindTableName(kind))
  return [...kinds, ...tenantTables]
}

function* store(words: Vocabulary, tenant: TenantId, record: ExportRecord): SqlScript<StorageInvalid | null> {
  switch (record.type) {
    case 'doc': {
      const { ref, version, doc, fields, keys } = record
      const table = words.tables.get(ref.kind)
      if (table === undefined) return storageInvalid('kind', 'a declared kind')
      yield change(
        table.restore,
        tenant,
        ref.id,
        version,
        doc,
        ...table.fields.map(({ name }) => sqlValueOf(fields[name] ?? null)),
      )
      for (const { name, value } of keys) {
        const unique = table.uniqueKeys.has(name)
        const { changes } = yield insertNew(unique ? words.addUnique : words.addShared, tenant, ref.kind, name, value, ref.id)
        if (unique && changes !== 1) return storageInvalid(`keys.${name}`, 'a value no other document of the export has')
      }
      return null
    }
    case 'removed':
      yield change(
        'insert into {tombstone} (tenant, kind, id, version) values (?, ?, ?, ?)',
        tenant,
        record.ref.kind,
        record.ref.id,
        record.version,
      )
      return null
    case 'entry': {
      const { seq, stream, version, type, schema, at, recordedAt, actor, cause, commit, data } = record.entry
      yield change(addEntry, tenant, seq, stream, version, type, schema, at, recordedAt, actor, cause, commit, data)
      return null
    }
    case 'follower':
      yield change(addFollower, record.consumer, tenant, record.seq)
      return null
    case 'work':
      yield change(addWork, tenant, record.queue, record.id, record.dueAt, record.dueAt, record.payload)
      return null
  }
}
