import type { SqlDialect, SqlTable } from './sql-dialect.ts'

type Words = Pick<SqlDialect, 'id' | 'text' | 'int' | 'json'>

/** The tables that every store has, whatever kinds it keeps. The tenant stands first in every key, so that an engine can spread tenants over machines. */
export function baseTables({ id, text, int, json }: Words): readonly SqlTable[] {
  const name = `${id} not null`
  const number = `${int} not null`
  const payload = `${json} not null`
  const value = `${text} not null`
  return [
    {
      name: 'meta',
      columns: [
        ['"key"', name],
        ['value', value],
      ],
      key: '"key"',
      clustered: true,
    },
    {
      name: 'migration',
      columns: [
        ['id', number],
        ['name', name],
        ['checksum', name],
      ],
      key: 'id',
      clustered: true,
    },
    {
      name: 'kind',
      columns: [
        ['kind', name],
        ['spec', payload],
      ],
      key: 'kind',
      clustered: true,
    },
    {
      name: 'head',
      columns: [
        ['tenant', name],
        ['lane', number],
        ['seq', number],
      ],
      key: 'tenant, lane',
      clustered: true,
    },
    {
      name: 'tombstone',
      columns: [
        ['tenant', name],
        ['kind', name],
        ['id', name],
        ['version', number],
      ],
      key: 'tenant, kind, id',
      clustered: true,
    },
    {
      name: 'key_unique',
      columns: [
        ['tenant', name],
        ['kind', name],
        ['name', name],
        ['value', value],
        ['id', name],
      ],
      key: 'tenant, kind, name, value',
      clustered: true,
      indexes: [{ name: 'key_unique_owner', columns: 'tenant, kind, id' }],
    },
    {
      name: 'key_shared',
      columns: [
        ['tenant', name],
        ['kind', name],
        ['name', name],
        ['value', value],
        ['id', name],
      ],
      key: 'tenant, kind, name, value, id',
      clustered: true,
      indexes: [{ name: 'key_shared_owner', columns: 'tenant, kind, id' }],
    },
    {
      name: 'journal',
      columns: [
        ['tenant', name],
        ['lane', number],
        ['seq', number],
        ['stream', name],
        ['version', number],
        ['type', name],
        ['"schema"', number],
        ['at', number],
        ['recorded_at', number],
        ['actor', name],
        ['cause', text],
        ['commit_key', name],
        ['data', payload],
      ],
      key: 'tenant, lane, seq',
      clustered: true,
      indexes: [{ name: 'journal_stream', columns: 'tenant, stream, version', unique: true }],
    },
    {
      name: 'receipt',
      columns: [
        ['tenant', name],
        ['"key"', name],
        ['fingerprint', id],
        ['seq', number],
        ['at', number],
      ],
      key: 'tenant, "key"',
      clustered: true,
    },
    {
      name: 'work',
      columns: [
        ['tenant', name],
        ['queue', name],
        ['id', name],
        ['due_at', number],
        ['leased', number],
        ['visible_at', number],
        ['token', id],
        ['attempt', number],
        ['payload', payload],
      ],
      key: 'tenant, queue, id',
      clustered: true,
      indexes: [{ name: 'work_visible', columns: 'queue, leased, visible_at, id, tenant' }],
    },
    {
      name: 'follower',
      columns: [
        ['tenant', name],
        ['consumer', name],
        ['lane', number],
        ['seq', number],
        ['visible_at', number],
        ['token', id],
        ['attempt', number],
      ],
      key: 'tenant, consumer, lane',
      clustered: true,
    },
  ]
}

/** Names of the tables that every store has. */
export const ourTables: ReadonlySet<string> = new Set(baseTables({ id: '', text: '', int: '', json: '' }).map(({ name }) => name))

/** Tables with rows of tenants, beside those of the kinds. */
export const tenantTables = ['tombstone', 'key_unique', 'key_shared', 'journal', 'head', 'receipt', 'work', 'follower'] as const
