import type { FieldSpec, KindSpec } from '@caseload/storage'
import { columnName, kindTableName } from '../tables/kind-table.ts'
import type { SqlDialect, SqlMigration } from '../tables/sql-dialect.ts'
import { indexName } from './index-name.ts'
import { migrationName } from './migration-text.ts'
import { type StoredKind, storedKindText } from './stored-kind.ts'

/** One thing to be done to a database. */
export interface MigrationStep {
  /** What it does, for the report. */
  readonly name: string
  /** Statements, in order. */
  readonly statements: readonly string[]
  /** The numbered migration it is; null: it follows from a kind. */
  readonly migration: SqlMigration | null
  /** Fields of documents that are there already, to be filled in afterwards. */
  readonly backfill: { readonly kind: string; readonly fields: Readonly<Record<string, FieldSpec>> } | null
  /** What the database is to remember of a kind afterwards. */
  readonly remember: { readonly kind: string; readonly spec: string } | null
}

/** What a database has. */
export interface Found {
  /** Number of its last migration; 0: none. */
  readonly version: number
  /** Its kinds. */
  readonly kinds: ReadonlyMap<string, StoredKind>
  /** Its indexes. */
  readonly indexes: ReadonlySet<string>
  /** Columns, as `table.column`, where a statement cannot say `if not exists`. */
  readonly columns: ReadonlySet<string>
}

/** Everything a database lacks, in order. A field that has changed its type has no step: that is `conflict`. */
export function migrationPlan(
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
  found: Found,
): { readonly steps: readonly MigrationStep[]; readonly conflict: string | null } {
  const steps: MigrationStep[] = dialect.migrations
    .filter(({ id }) => id > found.version)
    .map((migration) => ({ ...nothing, name: migrationName(migration), statements: migration.statements, migration }))
  for (const spec of kinds) {
    const before = found.kinds.get(spec.kind) ?? null
    const changed = Object.entries(spec.fields).find(([name, { type }]) => (before?.fields[name] ?? type) !== type)
    if (changed !== undefined) return { steps: [], conflict: `${spec.kind}.${changed[0]}` }
    steps.push(...columnSteps(dialect, spec, before, found.columns), ...indexSteps(dialect, spec, found.indexes))
  }
  return { steps, conflict: null }
}

const nothing = { statements: [], migration: null, backfill: null, remember: null } as const

function columnSteps(
  dialect: SqlDialect,
  spec: KindSpec,
  before: StoredKind | null,
  columns: ReadonlySet<string>,
): readonly MigrationStep[] {
  const { id, int, json, text } = dialect
  const name = kindTableName(spec.kind)
  const remember = { kind: spec.kind, spec: storedKindText(spec, before) }
  const fields = Object.entries(spec.fields)
  const typeOf = ({ type }: FieldSpec): string => (type === 'text' ? text : int)
  if (before === null) {
    const statements = dialect.createTable({
      name,
      columns: [
        ['tenant', `${id} not null`],
        ['id', `${id} not null`],
        ['version', `${int} not null`],
        ['doc', `${json} not null`],
        ...fields.map(([field, type]) => [columnName(field), typeOf(type)] as const),
      ],
      key: 'tenant, id',
      clustered: false,
    })
    return [{ ...nothing, name: `create ${spec.kind}`, statements, remember }]
  }
  const added = fields.filter(([field]) => !Object.hasOwn(before.fields, field))
  if (added.length === 0) return []
  const statements = added
    .filter(([field]) => !columns.has(`${name}.f_${field}`))
    .map(([field, type]) => dialect.addColumn(name, columnName(field), typeOf(type)))
  const backfill = { kind: spec.kind, fields: Object.fromEntries(added) }
  return [
    { ...nothing, name: `add ${added.map(([field]) => `${spec.kind}.${field}`).join(', ')}`, statements, backfill, remember },
  ]
}

function indexSteps(dialect: SqlDialect, spec: KindSpec, indexes: ReadonlySet<string>): readonly MigrationStep[] {
  const table = kindTableName(spec.kind)
  return (spec.paths ?? []).flatMap(({ eq, sort }) => {
    const fields = [...eq, ...sort]
    const name = indexName(spec.kind, fields)
    if (indexes.has(name)) return []
    const columns = ['tenant', ...fields.map(columnName), 'id'].join(', ')
    const statements = [dialect.createIndex({ name, table, columns })]
    return [{ ...nothing, name: `index ${spec.kind} by ${fields.join(', ')}`, statements }]
  })
}
