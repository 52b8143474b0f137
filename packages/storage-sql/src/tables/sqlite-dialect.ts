import type { SqlDialect, SqlMigration } from './sql-dialect.ts'
import { standardUpsert } from './standard-words.ts'

const createTables: SqlMigration = {
  id: 1,
  name: 'create-tables',
  minReader: 1,
  checked: false,
  statements: [
    'create table {meta} ("key" text not null primary key, value text not null) strict, without rowid',
    'create table {migration} (id integer not null primary key, name text not null) strict, without rowid',
    'create table {kind} (kind text not null primary key, spec text not null) strict, without rowid',
    'create table {head} (tenant text not null, lane integer not null, seq integer not null, primary key (tenant, lane)) strict, without rowid',
    'create table {tombstone} (tenant text not null, kind text not null, id text not null, version integer not null, primary key (tenant, kind, id)) strict, without rowid',
    'create table {key_unique} (tenant text not null, kind text not null, name text not null, value text not null, id text not null, primary key (tenant, kind, name, value)) strict, without rowid',
    'create index key_unique_owner on {key_unique} (tenant, kind, id)',
    'create table {key_shared} (tenant text not null, kind text not null, name text not null, value text not null, id text not null, primary key (tenant, kind, name, value, id)) strict, without rowid',
    'create index key_shared_owner on {key_shared} (tenant, kind, id)',
    'create table {journal} (tenant text not null, lane integer not null, seq integer not null, stream text not null, version integer not null, type text not null, "schema" integer not null, at integer not null, recorded_at integer not null, actor text not null, cause text, commit_key text not null, data text not null, primary key (tenant, lane, seq)) strict, without rowid',
    'create unique index journal_stream on {journal} (tenant, stream, version)',
    'create table {receipt} (tenant text not null, "key" text not null, fingerprint text, seq integer not null, at integer not null, primary key (tenant, "key")) strict, without rowid',
    'create table {work} (tenant text not null, queue text not null, id text not null, due_at integer not null, leased integer not null, visible_at integer not null, token text, attempt integer not null, payload text not null, primary key (tenant, queue, id)) strict, without rowid',
    'create index work_visible on {work} (queue, leased, visible_at, id, tenant)',
    'create table {follower} (consumer text not null, tenant text not null, lane integer not null, seq integer not null, visible_at integer not null, token text, attempt integer not null, primary key (consumer, tenant, lane)) strict, without rowid',
  ],
}

const tenantFirst: SqlMigration = {
  id: 2,
  name: 'tenant-first-in-every-key',
  // Older code finds its followers by names, not by their order in the key.
  minReader: 1,
  checked: true,
  statements: [
    "alter table {migration} add column checksum text not null default ''",
    'alter table {follower} rename to follower_1',
    'create table {follower} (tenant text not null, consumer text not null, lane integer not null, seq integer not null, visible_at integer not null, token text, attempt integer not null, primary key (tenant, consumer, lane)) strict, without rowid',
    'insert into {follower} (tenant, consumer, lane, seq, visible_at, token, attempt) select tenant, consumer, lane, seq, visible_at, token, attempt from {follower_1}',
    'drop table {follower_1}',
  ],
}

/** SQLite 3.38 or later: text is compared by bytes as it is, tables are strict about types, writers come one after another. */
export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  id: 'text',
  text: 'text',
  int: 'integer',
  json: 'text',
  migrations: [createTables, tenantFirst],
  migrationLock: [],
  migrationUnlock: [],
  changesTablesInTransactions: true,
  tableNames: "select name from sqlite_master where type = 'table' and name not like 'sqlite%'",
  indexNames: "select name from sqlite_master where type = 'index'",
  columnNames: null,
  createTable: ({ name, columns, key, clustered, indexes = [] }) => [
    `create table {${name}} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')}, primary key (${key})) strict${clustered ? ', without rowid' : ''}`,
    ...indexes.map((index) => sqliteDialect.createIndex({ ...index, table: name })),
  ],
  addColumn: (table, column, type) => `alter table {${table}} add column ${column} ${type}`,
  createIndex: ({ name, table, columns, unique }) =>
    `create ${unique === true ? 'unique ' : ''}index if not exists "${name}" on {${table}} (${columns})`,
  partialIndexes: true,
  jsonText: (column) => column,
  orNothing: (key) => ` on conflict (${key}) do nothing`,
  upsert: standardUpsert,
  returns: true,
  share: '',
  keep: '',
  concurrent: false,
  claims: 'transaction',
  atOnce: null,
}
