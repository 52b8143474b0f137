import type { FieldType, KindSpec } from '@caseload/storage'
import { type Declaration, declarationOf, type Lack, lackOf } from './declaration.ts'
import type { SqlDialect } from './sql-dialect.ts'

/** A kind of document as a table: its columns, and the statements that every commit and load repeats. */
export interface KindTable {
  readonly spec: KindSpec
  readonly kind: string
  /** Name of the table, as a statement has it in braces. */
  readonly table: string
  readonly fields: readonly KindColumn[]
  readonly fieldByName: ReadonlyMap<string, KindColumn>
  /** Names of keys of which no two documents may have the same value. */
  readonly uniqueKeys: ReadonlySet<string>
  readonly hasUniqueKeys: boolean
  readonly hasSharedKeys: boolean
  /** Number of the declaration, which each document carries that is written by it; one with a lower number may lack something. */
  readonly number: number
  /** What documents with each lower number lack. */
  readonly lacks: readonly Lack[]
  /** Fields that a document with a lower number may lack. */
  readonly lateFields: ReadonlySet<string>
  /** Look-up names by which a document with a lower number may not be found. */
  readonly lateKeys: ReadonlySet<string>
  /** Creates a document unless there is one; it goes on counting where a removed one stopped. */
  readonly insert: string
  /** Lets a document that was just created go on counting where one stopped whose removal the insert had to wait for, and so could not see. */
  readonly goOn: string
  /** Puts a document at an exact version, for imports. */
  readonly restore: string
  readonly update: string
  readonly remove: string
  readonly version: string
  /** The version, for as long as the transaction lasts. */
  readonly heldVersion: string
  /** Holds the place of a document that does not exist, and gives it free again, so that nobody else makes one until the transaction ends. */
  readonly hold: string
  readonly unhold: string
  readonly load: string
}

/** A declared field as a column. */
export interface KindColumn {
  readonly name: string
  /** Quoted name. */
  readonly column: string
  readonly type: FieldType
}

/** Derives the table of a kind; the declaration at the number is the kind's own. */
export function kindTable(
  { orNothing, share }: SqlDialect,
  spec: KindSpec,
  declarations: readonly Declaration[],
  number: number,
): KindTable {
  const table = kindTableName(spec.kind)
  const ours = `{${table}}`
  const fields = Object.entries(spec.fields).map(([name, { type }]) => ({ name, column: columnName(name), type }))
  const columns = fields.map(({ column }) => `, ${column}`).join('')
  const marks = fields.map(() => ', ?').join('')
  const sets = fields.map(({ column }) => `, ${column} = ?`).join('')
  const keys = Object.entries(spec.keys ?? {})
  const own = declarationOf(spec)
  const lacks = declarations.slice(0, number).map((earlier) => lackOf(earlier, own))
  const uniqueKeys = new Set(keys.filter(([, { unique }]) => unique).map(([name]) => name))
  const buried = 'select version from {tombstone} where tenant = ? and kind = ? and id = ?'
  return {
    spec,
    kind: spec.kind,
    table,
    fields,
    fieldByName: new Map(fields.map((field) => [field.name, field])),
    uniqueKeys,
    hasUniqueKeys: uniqueKeys.size > 0,
    hasSharedKeys: keys.length > uniqueKeys.size,
    number,
    lacks,
    lateFields: new Set(lacks.flatMap((lack) => lack.fields)),
    lateKeys: new Set(lacks.flatMap((lack) => lack.keys)),
    insert: `insert into ${ours} (tenant, id, declared, version, doc${columns}) values (?, ?, ${number}, 1 + coalesce((${buried}), 0), ?${marks})${orNothing('tenant, id')}`,
    goOn: `update ${ours} set version = 1 + (${buried}) where tenant = ? and id = ? and version <= (${buried})`,
    restore: `insert into ${ours} (tenant, id, declared, version, doc${columns}) values (?, ?, ${number}, ?, ?${marks})`,
    update: `update ${ours} set declared = ${number}, version = version + 1, doc = ?${sets} where tenant = ? and id = ? and version = ?`,
    remove: `delete from ${ours} where tenant = ? and id = ? and version = ?`,
    version: `select version from ${ours} where tenant = ? and id = ?`,
    heldVersion: `select version from ${ours} where tenant = ? and id = ?${share}`,
    hold: `insert into ${ours} (tenant, id, version, doc) values (?, ?, 0, 'null')${orNothing('tenant, id')}`,
    unhold: `delete from ${ours} where tenant = ? and id = ?`,
    load: `select version, doc from ${ours} where tenant = ? and id = ?`,
  }
}

/** Name of a kind's table. Kinds have `-` and never `_`, so no two give the same. */
export function kindTableName(kind: string): string {
  return `k_${kind.replaceAll('-', '_')}`
}

/** Name of a field's column. */
export function columnName(field: string): string {
  return `"f_${field}"`
}

/** A condition that holds of documents that were written by an earlier declaration; its words are those of the index over them. */
export function isBehind({ number }: KindTable): string {
  return `declared < ${number}`
}
