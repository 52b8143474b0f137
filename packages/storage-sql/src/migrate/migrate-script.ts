import { type KindSpec, type MigrationReport, type ReadProblem, storageBusy, storageUnavailable } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, select } from '../executor/statement.ts'
import { ourTables } from '../tables/base-tables.ts'
import type { SqlDialect } from '../tables/sql-dialect.ts'
import { vocabularyOf } from '../tables/vocabulary.ts'
import { catchUpAll } from './catch-up-script.ts'
import { type Found, type MigrationStep, migrationPlan } from './migration-plan.ts'
import { migrationChecksum, recordStatements } from './migration-text.ts'
import { parseStoredKind, type StoredKind } from './stored-kind.ts'

/** Finds out what a database lacks and, if told to, adds it, all in one transaction where the engine can do that, and one installer at a time in any case. */
export function* migrateScript(
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
  mode: 'apply' | 'check',
): SqlScript<Result<MigrationReport, ReadProblem>> {
  return yield* mode === 'check' ? migrate(dialect, kinds, mode) : untimed(underLock(dialect, kinds))
}

function* underLock(dialect: SqlDialect, kinds: readonly KindSpec[]): SqlScript<Result<MigrationReport, ReadProblem>> {
  for (const statement of dialect.migrationLock) {
    const { rows } = yield select(statement)
    if (rows.some((row) => row['locked'] === 0)) return err(storageBusy())
  }
  const result = yield* migrate(dialect, kinds, 'apply')
  for (const statement of dialect.migrationUnlock) yield change(statement)
  return result
}

/** An index takes as long as its table is large, and whoever waits for who makes it as long again. */
function* untimed<Value>(script: SqlScript<Value>): SqlScript<Value> {
  let step = script.next()
  while (step.done !== true) step = script.next(yield { ...step.value, untimed: true })
  return step.value
}

function* migrate(
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
  mode: 'apply' | 'check',
): SqlScript<Result<MigrationReport, ReadProblem>> {
  const newest = dialect.migrations.at(-1)?.id ?? 0
  const found = yield* look(dialect)
  if (found === null || found.minReader > newest) return err(storageUnavailable('schema'))
  const changed = dialect.migrations.find((migration) => {
    const checksum = found.checksums.get(migration.id) ?? ''
    return checksum !== '' && checksum !== migrationChecksum(migration)
  })
  if (changed !== undefined) return err(storageUnavailable('schema', `migration ${changed.id} is not the one that was published`))
  const { steps, conflict } = migrationPlan(dialect, kinds, found)
  if (conflict !== null) return err(storageUnavailable('schema', `${conflict} has changed its type`))
  const todo = steps.map(({ name }) => name)
  const { version: from } = found
  const to = Math.max(from, newest)
  if (mode === 'check') return ok({ from, to, applied: [], pending: todo })
  for (const step of steps) {
    const problem = yield* take(dialect, step)
    if (problem !== null) return err(problem)
  }
  return ok({ from, to, applied: todo, pending: [] })
}

/** Every kind the database has, whether this program declares it or not. */
export function* storedKinds(): SqlScript<ReadonlyMap<string, StoredKind>> {
  const { rows } = yield select('select spec from {kind} order by kind')
  const kinds = new Map<string, StoredKind>()
  for (const row of rows) {
    const stored = parseStoredKind(textIn(row, 'spec'))
    if (stored !== null) kinds.set(stored.kind, stored)
  }
  return kinds
}

/** What the database has; null: tables of another program. */
function* look(
  dialect: SqlDialect,
): SqlScript<(Found & { readonly minReader: number; readonly checksums: ReadonlyMap<number, string> }) | null> {
  const tables = new Set((yield select(dialect.tableNames)).rows.map((row) => textIn(row, 'name')))
  const empty = {
    version: 0,
    minReader: 0,
    kinds: new Map(),
    indexes: new Set<string>(),
    columns: new Set<string>(),
    checksums: new Map(),
  }
  if (tables.size === 0) return empty
  if (!tables.has('meta')) return null
  const meta = new Map(
    (yield select('select "key", value from {meta}')).rows.map((row) => [textIn(row, 'key'), textIn(row, 'value')]),
  )
  // Where each change of a table commits by itself, whoever made the first tables may not have come to say whose they are.
  if (meta.size === 0 && [...tables].every((name) => ourTables.has(name))) return empty
  if (meta.get('format') !== 'caseload') return null
  const version = Number(meta.get('version'))
  const { rows: done } = yield select('select * from {migration}')
  return {
    version,
    minReader: Number(meta.get('min-reader')),
    kinds: yield* storedKinds(),
    indexes: new Set((yield select(dialect.indexNames)).rows.map((row) => textIn(row, 'name'))),
    columns:
      dialect.columnNames === null
        ? empty.columns
        : new Set((yield select(dialect.columnNames)).rows.map((row) => textIn(row, 'name'))),
    checksums: new Map(done.map((row) => [intIn(row, 'id'), typeof row['checksum'] === 'string' ? row['checksum'] : ''])),
  }
}

function* take(dialect: SqlDialect, step: MigrationStep): SqlScript<ReadProblem | null> {
  for (const statement of step.statements) yield change(statement)
  if (!dialect.changesTablesInTransactions) yield change('start transaction')
  const problem = yield* fillAndRecord(dialect, step)
  if (!dialect.changesTablesInTransactions) yield change(problem === null ? 'commit' : 'rollback')
  return problem
}

function* fillAndRecord(dialect: SqlDialect, step: MigrationStep): SqlScript<ReadProblem | null> {
  if (step.migration !== null) for (const statement of recordStatements(step.migration)) yield change(statement)
  if (step.catchUp !== null) {
    const problem = yield* catchUpAll(vocabularyOf(dialect, [], new Map()), step.catchUp)
    if (problem !== null) return problem
  }
  if (step.remember !== null) {
    const { kind, spec } = step.remember
    const remember = dialect.upsert({
      table: 'kind',
      columns: ['kind', 'spec'],
      key: 'kind',
      set: { spec: (_old, inserted) => inserted },
    })
    yield change(remember, kind, spec)
  }
  return null
}
