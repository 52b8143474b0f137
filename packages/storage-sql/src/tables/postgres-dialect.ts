import { baseTables } from './base-tables.ts'
import type { SqlClaims, SqlDialect, SqlTable } from './sql-dialect.ts'
import { standardUpsert } from './standard-words.ts'

/** An engine that speaks PostgreSQL's language. All but PostgreSQL's own are run on PostgreSQL only so far, not on the engines they are for. */
export type PostgresProfile = 'postgres' | 'cockroachdb' | 'yugabytedb' | 'citus'

interface Traits {
  readonly claims: SqlClaims
  readonly atOnce: SqlDialect['atOnce']
  readonly json: string
  readonly rowSecurity: boolean
}

const traits: Readonly<Record<PostgresProfile, Traits>> = {
  postgres: { claims: 'skip-locked-at-once', atOnce: 'any', json: 'json', rowSecurity: true },
  // Its json is jsonb under another name, and would not give back what was written.
  cockroachdb: { claims: 'recheck', atOnce: 'each-once', json: 'text', rowSecurity: false },
  yugabytedb: { claims: 'skip-locked', atOnce: 'any', json: 'json', rowSecurity: true },
  citus: { claims: 'tenant-by-tenant', atOnce: null, json: 'json', rowSecurity: false },
}

/**
 * What PostgreSQL says differently. Text is compared by bytes (`collate "C"`), whatever the database's own order; JSON is `json`, which keeps what was written and costs less than
 * `jsonb` to write and read.
 *
 * @param schema - The schema that holds the tables.
 * @param profile - The engine.
 *
 * @example
 * ```ts
 * import { postgresDialect } from '@caseload/storage-sql'
 *
 * postgresDialect('caseload', 'postgres').claims // => 'skip-locked-at-once'
 * postgresDialect('caseload', 'cockroachdb').claims // => 'recheck'
 * ```
 */
export function postgresDialect(schema: string, profile: PostgresProfile): SqlDialect {
  const { claims, atOnce, json, rowSecurity } = traits[profile]
  const types = { id: 'text collate "C"', text: 'text collate "C"', int: 'bigint', json }
  const createIndex: SqlDialect['createIndex'] = ({ name, table, columns, unique }) =>
    `create ${unique === true ? 'unique ' : ''}index if not exists "${name}" on {${table}} (${columns})`
  const createTable = ({ name, columns, key, indexes = [] }: SqlTable): readonly string[] => {
    const ofTenants = columns.some(([column]) => column === 'tenant')
    return [
      `create table {${name}} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')}, primary key (${key}))${fillFactor[name] ?? ''}`,
      ...indexes.map((index) => createIndex({ ...index, table: name })),
      ...(rowSecurity && ofTenants ? secure(name) : []),
    ]
  }
  return {
    name: 'postgres',
    ...types,
    migrations: [
      { id: 1, name: 'create-tables', minReader: 1, checked: true, statements: baseTables(types).flatMap(createTable) },
    ],
    // A row that everybody changes first keeps others waiting until the transaction ends, on every engine of the family; advisory locks do not exist on all.
    migrationLock: [
      'set local statement_timeout = 0',
      'create table if not exists {migration_lock} (id int primary key, taken bigint not null)',
      'insert into {migration_lock} as old (id, taken) values (1, 1) on conflict (id) do update set taken = old.taken + 1',
      // Whoever waits for a table keeps everybody waiting who comes after; an export may hold one for as long as it is read.
      "set local lock_timeout = '2s'",
    ],
    migrationUnlock: [],
    changesTablesInTransactions: true,
    tableNames: `select table_name::text as name from information_schema.tables where table_schema = '${schema}' and table_name <> 'migration_lock'`,
    indexNames: `select indexname::text as name from pg_indexes where schemaname = '${schema}'`,
    createTable,
    columnNames: null,
    addColumn: (table, column, type) => `alter table {${table}} add column ${column} ${type}`,
    createIndex,
    partialIndexes: true,
    jsonText: (column) => `${column}::text`,
    orNothing: (key) => ` on conflict (${key}) do nothing`,
    upsert: standardUpsert,
    returns: true,
    share: ' for share',
    keep: ' for key share',
    concurrent: true,
    claims,
    atOnce,
  }
}

/** Room in each page for new versions of rows that change all the time, so that they need not move and no index has to learn of it. */
const fillFactor: Readonly<Record<string, string>> = {
  head: ' with (fillfactor = 50)',
  work: ' with (fillfactor = 70)',
}

/** Whoever does not own the tables sees the rows of the tenant they have set, and none where they have set none. */
function secure(table: string): readonly string[] {
  const mine = "tenant = current_setting('caseload.tenant', true) or current_setting('caseload.tenant', true) = '*'"
  return [`alter table {${table}} enable row level security`, `create policy tenant_rows on {${table}} using (${mine})`]
}
