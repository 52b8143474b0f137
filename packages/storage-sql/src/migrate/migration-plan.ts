import type { FieldSpec, KindSpec } from '@caseload/storage'
import { baseTables } from '../tables/base-tables.ts'
import { columnName, kindTableName } from '../tables/kind-table.ts'
import type { SqlDialect } from '../tables/sql-dialect.ts'
import { type StoredKind, storedKindText } from './stored-kind.ts'

/** The version of the tables this code needs. */
export const schemaVersion = 1

/** One thing to be done to a database. */
export interface MigrationStep {
  /** What it does, for the report. */
  readonly name: string
  /** Statements, in order. */
  readonly statements: readonly string[]
  /** Fields of documents that are there already, to be filled in afterwards. */
  readonly backfill: { readonly kind: string; readonly fields: Readonly<Record<string, FieldSpec>> } | null
  /** What the database is to remember of a kind afterwards. */
  readonly remember: { readonly kind: string; readonly spec: string } | null
}

/** What makes an empty database a store. */
export function createTables(dialect: SqlDialect): MigrationStep {
  const statements = [
    ...baseTables(dialect),
    "insert into meta (key, value) values ('format', 'caseload')",
    `insert into meta (key, value) values ('version', '${schemaVersion}')`,
    `insert into meta (key, value) values ('min-reader', '${schemaVersion}')`,
    "insert into migration (id, name) values (1, 'create tables')",
  ]
  return { name: 'create tables', statements, backfill: null, remember: null }
}

/** What a kind needs; an empty list: nothing. A field that has changed its type has no step: that is `conflict`. */
export function kindSteps(
  dialect: SqlDialect,
  spec: KindSpec,
  before: StoredKind | null,
  indexes: ReadonlySet<string>,
): { readonly steps: readonly MigrationStep[]; readonly conflict: string | null } {
  const fields = Object.entries(spec.fields)
  const changed = fields.find(([name, { type }]) => before !== null && (before.fields[name] ?? type) !== type)
  if (changed !== undefined) return { steps: [], conflict: `${spec.kind}.${changed[0]}` }
  const table = kindTableName(spec.kind)
  const steps: MigrationStep[] = []
  const remember = { kind: spec.kind, spec: storedKindText(spec, before) }
  const added = before === null ? fields : fields.filter(([name]) => !Object.hasOwn(before.fields, name))
  const columns = added.map(([name, { type }]) => `${columnName(name)} ${type === 'text' ? dialect.text : dialect.int}`)
  if (before === null) {
    const { text, int, json, heap } = dialect
    const all = [`tenant ${text} not null`, `id ${text} not null`, `version ${int} not null`, `doc ${json} not null`, ...columns]
    const create = `create table ${table} (${all.join(', ')}, primary key (tenant, id))${heap}`
    steps.push({ name: `create ${spec.kind}`, statements: [create], backfill: null, remember })
  } else if (added.length > 0) {
    const statements = columns.map((column) => `alter table ${table} add column ${column}`)
    const backfill = { kind: spec.kind, fields: Object.fromEntries(added) }
    steps.push({ name: `add ${added.map(([name]) => `${spec.kind}.${name}`).join(', ')}`, statements, backfill, remember })
  }
  for (const { eq, sort } of spec.paths ?? []) {
    const index = `i_${spec.kind.replaceAll('-', '_')}__${[...eq, ...sort].join('_')}`
    if (indexes.has(index)) continue
    const statement = `create index if not exists "${index}" on ${table} (tenant, ${[...eq, ...sort].map(columnName).join(', ')}, id)`
    steps.push({
      name: `index ${spec.kind} by ${[...eq, ...sort].join(', ')}`,
      statements: [statement],
      backfill: null,
      remember: null,
    })
  }
  return { steps, conflict: null }
}
