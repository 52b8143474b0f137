import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type SqlSpelling, spellSql } from '../executor/spell-sql.ts'
import type { SqlMigration } from '../tables/sql-dialect.ts'

/** File name of a migration, without its ending. */
export function migrationName({ id, name }: SqlMigration): string {
  return `${String(id).padStart(4, '0')}-${name}`
}

/** What is remembered of a migration that was carried out: the same number with another text is another database. */
export function migrationChecksum({ statements }: SqlMigration): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(statements)))).slice(0, 32)
}

/**
 * A migration as a file for people who bring SQL to their databases themselves: its statements, and the rows by which a store knows that it was carried out.
 *
 * @param migration - One of a dialect's.
 * @param spelling - How the engine wants it.
 *
 * @example
 * ```ts
 * import { migrationSql, sqliteDialect } from '@caseload/storage-sql'
 *
 * const [first] = sqliteDialect.migrations.map((migration) => migrationSql(migration, { table: (name) => name }))
 * first?.split('\n')[0] // => 'create table meta ("key" text not null primary key, value text not null) strict, without rowid;'
 * ```
 */
export function migrationSql(migration: SqlMigration, spelling: SqlSpelling): string {
  return [...migration.statements, ...recordStatements(migration)].map((sql) => `${spellSql(sql, spelling)};\n`).join('')
}

/** The rows that say that a migration was carried out, with their values in the text: all of them are ours. */
export function recordStatements(migration: SqlMigration): readonly string[] {
  const { id, name, minReader, checked } = migration
  const record = checked
    ? `insert into {migration} (id, name, checksum) values (${id}, '${name}', '${migrationChecksum(migration)}')`
    : `insert into {migration} (id, name) values (${id}, '${name}')`
  const first = [
    "insert into {meta} (\"key\", value) values ('format', 'caseload')",
    `insert into {meta} ("key", value) values ('version', '${id}')`,
    `insert into {meta} ("key", value) values ('min-reader', '${minReader}')`,
  ]
  const next = [
    `update {meta} set value = '${id}' where "key" = 'version'`,
    `update {meta} set value = '${minReader}' where "key" = 'min-reader'`,
  ]
  return [...(id === 1 ? first : next), record]
}
