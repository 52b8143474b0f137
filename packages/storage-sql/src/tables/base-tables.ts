import type { SqlDialect } from './sql-dialect.ts'

/** The tables that every store has, whatever kinds it keeps. The tenant stands first in every key, so that an engine can spread tenants over machines. */
export function baseTables({ text, int, json, clustered }: SqlDialect): readonly string[] {
  return [
    `create table meta (key ${text} not null primary key, value ${text} not null)${clustered}`,
    `create table migration (id ${int} not null primary key, name ${text} not null)${clustered}`,
    `create table kind (kind ${text} not null primary key, spec ${text} not null)${clustered}`,
    `create table head (tenant ${text} not null, lane ${int} not null, seq ${int} not null, primary key (tenant, lane))${clustered}`,
    `create table tombstone (tenant ${text} not null, kind ${text} not null, id ${text} not null, version ${int} not null, primary key (tenant, kind, id))${clustered}`,
    `create table key_unique (tenant ${text} not null, kind ${text} not null, name ${text} not null, value ${text} not null, id ${text} not null, primary key (tenant, kind, name, value))${clustered}`,
    'create index key_unique_owner on key_unique (tenant, kind, id)',
    `create table key_shared (tenant ${text} not null, kind ${text} not null, name ${text} not null, value ${text} not null, id ${text} not null, primary key (tenant, kind, name, value, id))${clustered}`,
    'create index key_shared_owner on key_shared (tenant, kind, id)',
    `create table journal (tenant ${text} not null, lane ${int} not null, seq ${int} not null, stream ${text} not null, version ${int} not null, type ${text} not null, schema ${int} not null, at ${int} not null, recorded_at ${int} not null, actor ${text} not null, cause ${text}, commit_key ${text} not null, data ${json} not null, primary key (tenant, lane, seq))${clustered}`,
    'create unique index journal_stream on journal (tenant, stream, version)',
    `create table receipt (tenant ${text} not null, key ${text} not null, fingerprint ${text}, seq ${int} not null, at ${int} not null, primary key (tenant, key))${clustered}`,
    `create table work (tenant ${text} not null, queue ${text} not null, id ${text} not null, due_at ${int} not null, leased ${int} not null, visible_at ${int} not null, token ${text}, attempt ${int} not null, payload ${json} not null, primary key (tenant, queue, id))${clustered}`,
    'create index work_visible on work (queue, leased, visible_at, id, tenant)',
    `create table follower (consumer ${text} not null, tenant ${text} not null, lane ${int} not null, seq ${int} not null, visible_at ${int} not null, token ${text}, attempt ${int} not null, primary key (consumer, tenant, lane))${clustered}`,
  ]
}
