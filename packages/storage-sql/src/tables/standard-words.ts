import type { SqlUpsert } from './sql-dialect.ts'

/** An insert that changes the row it finds, as SQLite and PostgreSQL say it. */
export function standardUpsert({ table, columns, key, set }: SqlUpsert): string {
  const changes = Object.entries(set).map(([column, to]) => `${column} = ${to(`old.${column}`, `excluded.${column}`)}`)
  return `insert into {${table}} as old (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) on conflict (${key}) do update set ${changes.join(', ')}`
}
