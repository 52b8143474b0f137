import type { TenantId } from '@caseload/core'
import {
  type Commit,
  type Expectation,
  type JsonText,
  type PutWrite,
  type Ref,
  type StorageConflict,
  storageConflict,
  type Write,
} from '@caseload/storage'
import { intIn } from '../executor/row.ts'
import type { SqlScript, SqlStatement, SqlValue } from '../executor/sql-executor.ts'
import { change, insertNew, select } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

/** Writes and removes documents and checks what was expected of others, all in order of kind and id. */
export function* writeDocuments(
  { dialect, tables, bury }: Vocabulary,
  tenant: TenantId,
  { writes, expect = [] }: Commit<JsonText>,
): SqlScript<StorageConflict | null> {
  for (const step of expect.length === 0 ? writes : inOrder(writes, expect)) {
    const table = tableOf(tables, step.ref)
    if (!('op' in step)) {
      const absent = step.version === 0 && dialect.concurrent
      const actual = absent
        ? yield* heldAbsence(table, tenant, step.ref.id)
        : yield* versionOf(table.heldVersion, tenant, step.ref.id)
      if ((actual ?? 0) !== step.version) return storageConflict('document', step.ref, step.version, actual)
      continue
    }
    const { changes } = yield step.op === 'put'
      ? put(table, tenant, step)
      : change(table.remove, tenant, step.ref.id, step.version)
    if (changes !== 1) {
      const actual = yield* versionOf(table.version, tenant, step.ref.id)
      return storageConflict('document', step.ref, step.version, actual)
    }
    if (step.op === 'put' && step.version === 0 && dialect.concurrent) yield goOn(table, tenant, step.ref.id)
    if (step.op === 'remove') yield change(bury, tenant, table.kind, step.ref.id, step.version)
  }
  return null
}

/** Whether a write takes a document away. */
export function isRemoval({ op }: Write<JsonText>): boolean {
  return op === 'remove'
}

/** The table of a reference; the guard has let only declared kinds through. */
export function tableOf(tables: ReadonlyMap<string, KindTable>, ref: Pick<Ref, 'kind'>): KindTable {
  const table = tables.get(ref.kind)
  if (table === undefined) throw new TypeError('the guard lets declared kinds only through')
  return table
}

function put(table: KindTable, tenant: TenantId, { ref, version, doc, fields }: PutWrite<JsonText>): SqlStatement {
  const values: SqlValue[] = version === 0 ? [tenant, ref.id, tenant, table.kind, ref.id, doc] : [doc]
  for (const { name } of table.fields) values.push(sqlValueOf(fields[name] ?? null))
  if (version !== 0) values.push(tenant, ref.id, version)
  return version === 0 ? insertNew(table.insert, ...values) : change(table.update, ...values)
}

function goOn({ goOn: sql, kind }: KindTable, tenant: TenantId, id: string): SqlStatement {
  return change(sql, tenant, kind, id, tenant, id, tenant, kind, id)
}

function* versionOf(sql: string, tenant: TenantId, id: string): SqlScript<number | null> {
  const { rows } = yield select(sql, tenant, id)
  const [row] = rows
  return row === undefined ? null : intIn(row, 'version')
}

/** Nothing is there that could be locked, so a document is made and taken away again: until the end of the transaction, whoever makes one waits. */
function* heldAbsence(table: KindTable, tenant: TenantId, id: string): SqlScript<number | null> {
  const { changes } = yield insertNew(table.hold, tenant, id)
  if (changes !== 1) return yield* versionOf(table.version, tenant, id)
  yield change(table.unhold, tenant, id)
  return null
}

/** Writes and expectations in order of kind and id, so that commits that meet do not wait for each other in a circle. */
export function inOrder(
  writes: readonly Write<JsonText>[],
  expect: readonly Expectation[],
): readonly (Write<JsonText> | Expectation)[] {
  return [...writes, ...expect].sort((a, b) => {
    if (a.ref.kind !== b.ref.kind) return a.ref.kind < b.ref.kind ? -1 : 1
    return a.ref.id < b.ref.id ? -1 : 1
  })
}
