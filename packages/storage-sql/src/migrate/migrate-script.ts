import {
  backfilledField,
  type FieldSpec,
  type KindSpec,
  type MigrationReport,
  type ReadProblem,
  storageCorrupt,
  storageUnavailable,
} from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { textIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, select } from '../executor/statement.ts'
import { columnName, kindTableName } from '../tables/kind-table.ts'
import type { SqlDialect } from '../tables/sql-dialect.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import { createTables, kindSteps, type MigrationStep, schemaVersion } from './migration-plan.ts'
import { parseStoredKind, type StoredKind } from './stored-kind.ts'

const backfillBatch = 500

/** Finds out what a database lacks and, if told to, adds it, all in one transaction. */
export function* migrateScript(
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
  mode: 'apply' | 'check',
): SqlScript<Result<MigrationReport, ReadProblem>> {
  const tables = yield select(dialect.tableNames)
  const names = new Set(tables.rows.map((row) => textIn(row, 'name')))
  const fresh = names.size === 0
  if (!fresh && !(yield* isOurs(names))) return err(storageUnavailable('schema'))
  const from = fresh ? 0 : yield* versionIn('version')
  if (!fresh && (yield* versionIn('min-reader')) > schemaVersion) return err(storageUnavailable('schema'))
  const stored = fresh ? new Map<string, StoredKind>() : yield* storedKinds()
  const indexes = new Set((yield select(dialect.indexNames)).rows.map((row) => textIn(row, 'name')))
  const steps: MigrationStep[] = fresh ? [createTables(dialect)] : []
  for (const spec of kinds) {
    const needed = kindSteps(dialect, spec, stored.get(spec.kind) ?? null, indexes)
    if (needed.conflict !== null) return err(storageUnavailable('schema', `${needed.conflict} has changed its type`))
    steps.push(...needed.steps)
  }
  const todo = steps.map(({ name }) => name)
  const to = Math.max(from, schemaVersion)
  if (mode === 'check') return ok({ from, to, applied: [], pending: todo })
  for (const step of steps) {
    const problem = yield* take(step)
    if (problem !== null) return err(problem)
  }
  return ok({ from, to, applied: todo, pending: [] })
}

/** Every kind the database has, whether this program declares it or not. */
export function* storedKinds(): SqlScript<ReadonlyMap<string, StoredKind>> {
  const { rows } = yield select('select spec from kind order by kind')
  const kinds = new Map<string, StoredKind>()
  for (const row of rows) {
    const stored = parseStoredKind(textIn(row, 'spec'))
    if (stored !== null) kinds.set(stored.kind, stored)
  }
  return kinds
}

function* isOurs(tables: ReadonlySet<string>): SqlScript<boolean> {
  if (!tables.has('meta')) return false
  const { rows } = yield select("select value from meta where key = 'format'")
  return rows[0] !== undefined && textIn(rows[0], 'value') === 'caseload'
}

function* versionIn(key: string): SqlScript<number> {
  const { rows } = yield select('select value from meta where key = ?', key)
  return rows[0] === undefined ? Number.POSITIVE_INFINITY : Number(textIn(rows[0], 'value'))
}

function* take(step: MigrationStep): SqlScript<ReadProblem | null> {
  for (const statement of step.statements) yield change(statement)
  if (step.backfill !== null) {
    const problem = yield* fillIn(step.backfill.kind, step.backfill.fields)
    if (problem !== null) return problem
  }
  if (step.remember !== null) {
    const { kind, spec } = step.remember
    yield change('insert into kind (kind, spec) values (?, ?) on conflict (kind) do update set spec = excluded.spec', kind, spec)
  }
  return null
}

/** Walks all documents of a kind in batches, so that memory does not grow with their number. */
function* fillIn(kind: string, fields: Readonly<Record<string, FieldSpec>>): SqlScript<ReadProblem | null> {
  const table = kindTableName(kind)
  const batch = `select tenant, id, doc from ${table} where tenant > ? or (tenant = ? and id > ?) order by tenant, id limit ${backfillBatch}`
  const sets = Object.keys(fields).map((name) => `${columnName(name)} = ?`)
  const update = `update ${table} set ${sets.join(', ')} where tenant = ? and id = ?`
  let [tenant, id] = ['', '']
  for (;;) {
    const { rows } = yield select(batch, tenant, tenant, id)
    for (const row of rows) {
      tenant = textIn(row, 'tenant')
      id = textIn(row, 'id')
      const values = []
      for (const [name, spec] of Object.entries(fields)) {
        const value = backfilledField(name, spec, textIn(row, 'doc'))
        if (value === undefined) return storageCorrupt({ kind, id }, `a value for the new field ${name}; give it a backfill`)
        values.push(sqlValueOf(value))
      }
      yield change(update, ...values, tenant, id)
    }
    if (rows.length < backfillBatch) return null
  }
}
