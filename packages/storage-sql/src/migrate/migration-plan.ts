import type { FieldSpec, KindSpec } from '@caseload/storage'
import { type Declaration, declarationOf, lacksAny, numberOf } from '../tables/declaration.ts'
import { columnName, isBehind, type KindTable, kindTable } from '../tables/kind-table.ts'
import type { SqlDialect, SqlMigration } from '../tables/sql-dialect.ts'
import { declaredIndexName, indexName } from './index-name.ts'
import { migrationName } from './migration-text.ts'
import { declarationsOf, type StoredKind, storedKindText } from './stored-kind.ts'

/** One thing to be done to a database. */
export interface MigrationStep {
  /** What it does, for the report. */
  readonly name: string
  /** Statements, in order. */
  readonly statements: readonly string[]
  /** The numbered migration it is; null: it follows from a kind. */
  readonly migration: SqlMigration | null
  /** The table whose documents were written by earlier declarations and are to be brought up to this one; null: none lacks anything. */
  readonly catchUp: KindTable | null
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
    const { declarations, number } = declaredAs(spec, before)
    const table = kindTable(dialect, spec, declarations, number)
    steps.push(
      ...columnSteps(dialect, spec, before, found.columns, declarations, table),
      ...indexSteps(dialect, table, found.indexes),
    )
  }
  return { steps, conflict: null }
}

const nothing = { statements: [], migration: null, catchUp: null, remember: null } as const

/** The declarations of a kind once this one is among them, and its number. */
function declaredAs(
  spec: KindSpec,
  before: StoredKind | null,
): { readonly declarations: readonly Declaration[]; readonly number: number } {
  const own = declarationOf(spec)
  const declarations = before === null ? [] : declarationsOf(before, own)
  const number = numberOf(declarations, own)
  if (number !== null) return { declarations, number }
  return { declarations: [...declarations, own], number: declarations.length }
}

function columnSteps(
  dialect: SqlDialect,
  spec: KindSpec,
  before: StoredKind | null,
  columns: ReadonlySet<string>,
  declarations: readonly Declaration[],
  table: KindTable,
): readonly MigrationStep[] {
  const { id, int, json, text } = dialect
  const name = table.table
  const declared = `${int} not null default 0`
  const remember = { kind: spec.kind, spec: storedKindText(spec, before, declarations) }
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
        ['declared', declared],
        ...fields.map(([field, type]) => [columnName(field), typeOf(type)] as const),
      ],
      key: 'tenant, id',
      clustered: false,
    })
    return [{ ...nothing, name: `create ${spec.kind}`, statements, remember }]
  }
  const added = fields.filter(([field]) => !Object.hasOwn(before.fields, field))
  const known = before.declarations?.length ?? 0
  if (added.length === 0 && declarations.length === known) return []
  const statements = [
    ...(before.declarations === null && !columns.has(`${name}.declared`) ? [dialect.addColumn(name, 'declared', declared)] : []),
    ...added
      .filter(([field]) => !columns.has(`${name}.f_${field}`))
      .map(([field, type]) => dialect.addColumn(name, columnName(field), typeOf(type))),
  ]
  const isNew = table.number === declarations.length - 1 && table.number >= Math.max(known, 1)
  const catchUp = isNew && table.lacks.some(lacksAny) ? table : null
  const what = added.length > 0 ? `add ${added.map(([field]) => `${spec.kind}.${field}`).join(', ')}` : `declare ${spec.kind}`
  return [{ ...nothing, name: what, statements, catchUp, remember }]
}

function indexSteps(dialect: SqlDialect, table: KindTable, indexes: ReadonlySet<string>): readonly MigrationStep[] {
  const { spec } = table
  const steps = (spec.paths ?? []).flatMap(({ eq, sort }) => {
    const fields = [...eq, ...sort]
    const name = indexName(spec.kind, fields)
    if (indexes.has(name)) return []
    const columns = ['tenant', ...fields.map(columnName), 'id'].join(', ')
    const statements = [dialect.createIndex({ name, table: table.table, columns })]
    return [{ ...nothing, name: `index ${spec.kind} by ${fields.join(', ')}`, statements }]
  })
  if (!table.lacks.some(lacksAny)) return steps
  const name = declaredIndexName(spec.kind, dialect.partialIndexes ? table.number : null)
  if (indexes.has(name)) return steps
  const index = dialect.createIndex({ name, table: table.table, columns: 'tenant, declared' })
  // Of the documents up to date, which in the end are all, none stands in it.
  const statements = [dialect.partialIndexes ? `${index} where ${isBehind(table)}` : index]
  return [...steps, { ...nothing, name: `index ${spec.kind} by declaration`, statements }]
}
