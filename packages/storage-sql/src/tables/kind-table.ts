import type { FieldType, KindSpec } from '@caseload/storage'

/** A kind of document as a table: its columns, and the statements that every commit and load repeats. */
export interface KindTable {
  readonly spec: KindSpec
  readonly kind: string
  /** Quoted name. */
  readonly table: string
  readonly fields: readonly KindColumn[]
  readonly fieldByName: ReadonlyMap<string, KindColumn>
  /** Names of keys of which no two documents may have the same value. */
  readonly uniqueKeys: ReadonlySet<string>
  readonly hasUniqueKeys: boolean
  readonly hasSharedKeys: boolean
  /** Creates a document unless there is one; it goes on counting where a removed one stopped. */
  readonly insert: string
  /** Puts a document at an exact version, for imports. */
  readonly restore: string
  readonly update: string
  readonly remove: string
  readonly version: string
  readonly load: string
}

/** A declared field as a column. */
export interface KindColumn {
  readonly name: string
  /** Quoted name. */
  readonly column: string
  readonly type: FieldType
}

/** Derives the table of a kind. */
export function kindTable(spec: KindSpec): KindTable {
  const table = kindTableName(spec.kind)
  const fields = Object.entries(spec.fields).map(([name, { type }]) => ({ name, column: columnName(name), type }))
  const columns = fields.map(({ column }) => `, ${column}`).join('')
  const marks = fields.map(() => ', ?').join('')
  const sets = fields.map(({ column }) => `, ${column} = ?`).join('')
  const keys = Object.entries(spec.keys ?? {})
  const uniqueKeys = new Set(keys.filter(([, { unique }]) => unique).map(([name]) => name))
  return {
    spec,
    kind: spec.kind,
    table,
    fields,
    fieldByName: new Map(fields.map((field) => [field.name, field])),
    uniqueKeys,
    hasUniqueKeys: uniqueKeys.size > 0,
    hasSharedKeys: keys.length > uniqueKeys.size,
    insert: `insert into ${table} (tenant, id, version, doc${columns}) values (?, ?, 1 + coalesce((select version from tombstone where tenant = ? and kind = ? and id = ?), 0), ?${marks}) on conflict (tenant, id) do nothing`,
    restore: `insert into ${table} (tenant, id, version, doc${columns}) values (?, ?, ?, ?${marks})`,
    update: `update ${table} set version = version + 1, doc = ?${sets} where tenant = ? and id = ? and version = ?`,
    remove: `delete from ${table} where tenant = ? and id = ? and version = ?`,
    version: `select version from ${table} where tenant = ? and id = ?`,
    load: `select id, version, doc from ${table} where tenant = ? and id = ?`,
  }
}

/** Name of a kind's table. Kinds have `-` and never `_`, so no two give the same. */
export function kindTableName(kind: string): string {
  return `"k_${kind.replaceAll('-', '_')}"`
}

/** Name of a field's column. */
export function columnName(field: string): string {
  return `"f_${field}"`
}
