import type { TenantId } from '@caseload/core'
import { type Commit, compareText, type JsonText, type KeyValue, type PutWrite } from '@caseload/storage'
import type { SqlValue } from '../executor/sql-executor.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import type { CommitParts } from './commit-parts.ts'

/** So many values come first in every statement: tenant, key, fingerprint, the store's clock. */
export const commonValues = 4

/** The values of a commit's statement, in the order in which `commitText` takes them. */
export function commitValues(
  tenant: TenantId,
  { key, fingerprint }: Commit<JsonText>,
  storeNow: number,
  { leases, documents, firsts, events, work }: CommitParts,
): readonly SqlValue[] {
  const values: SqlValue[] = [tenant, key, fingerprint ?? null, storeNow]
  for (const { handle, to } of leases) {
    if (handle.of === 'work') values.push(handle.queue, handle.id, handle.secret)
    else values.push(handle.consumer, handle.secret, to)
  }
  for (const document of documents) {
    if (document.put === null) values.push(document.held.ref.id, document.held.version)
    else putValues(values, document.table, document.put)
  }
  for (const { stream, version } of firsts) values.push(stream, version - 1)
  for (const { stream, version, type, schema, at, recordedAt, actor, cause, data } of events) {
    values.push(stream, version, type, schema, at, recordedAt, actor, cause, data)
  }
  for (const item of work) {
    if (item.op === 'cancel') values.push(item.queue, item.id)
    if (item.op === 'schedule') values.push(item.queue, item.id, item.dueAt, item.payload)
  }
  return values
}

function putValues(values: SqlValue[], table: KindTable, put: PutWrite<JsonText>): void {
  const { ref, version, doc, fields } = put
  values.push(ref.id)
  if (version !== 0) values.push(version)
  values.push(doc)
  for (const { name } of table.fields) values.push(sqlValueOf(fields[name] ?? null))
  if (!table.hasUniqueKeys && !table.hasSharedKeys) return
  const { unique, shared } = keysApart(table, put)
  if (version === 0) {
    for (const { name, value } of unique) values.push(name, value)
    for (const { name, value } of shared) values.push(name, value)
    return
  }
  if (table.hasUniqueKeys) values.push(keysText(unique))
  if (table.hasSharedKeys) values.push(keysText(shared))
}

interface KeysApart {
  readonly unique: readonly KeyValue[]
  readonly shared: readonly KeyValue[]
}

/** The look-up values that no other document may have, and those that several may have. */
export function keysApart({ uniqueKeys }: KindTable, { keys = [] }: PutWrite<JsonText>): KeysApart {
  const unique: KeyValue[] = []
  const shared: KeyValue[] = []
  for (const key of keys) (uniqueKeys.has(key.name) ? unique : shared).push(key)
  return { unique, shared }
}

/** Look-up values as the engine lists those of a document. */
function keysText(keys: readonly KeyValue[]): string {
  const [only] = keys
  if (keys.length === 1 && only !== undefined) return keyText(only)
  return keys
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.value, b.value))
    .map(keyText)
    .join(' ')
}

function keyText({ name, value }: KeyValue): string {
  return `${name} ${characters(value)} ${value}`
}

/** A pair of surrogates is one character. */
function characters(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length; index += 1) if ((text.charCodeAt(index) & 0xfc00) === 0xdc00) count -= 1
  return count
}
