import type { TenantId } from '@caseload/core'
import { type JsonText, type KeyValue, type Ref, type StorageTaken, storageTaken, type Write } from '@caseload/storage'
import { asInt, asText, textIn } from '../executor/row.ts'
import type { SqlScript, SqlStatement } from '../executor/sql-executor.ts'
import { change, insertNew, listsOf, select, selectLists } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { tableOf } from './document-steps.ts'

const keyColumns = ['apart', 'name', 'value'] as const
const uniqueOf = 'select 1 as apart, name, value from {key_unique} where tenant = ? and kind = ? and id = ?'
const sharedOf = 'select 0 as apart, name, value from {key_shared} where tenant = ? and kind = ? and id = ?'
const bothOf = `${uniqueOf} union all ${sharedOf}`
const dropUnique = 'delete from {key_unique} where tenant = ? and kind = ? and name = ? and value = ?'
const dropShared = 'delete from {key_shared} where tenant = ? and kind = ? and name = ? and value = ? and id = ?'
const holderOf = 'select id from {key_unique} where tenant = ? and kind = ? and name = ? and value = ?'

const none: ReadonlySet<KeyValue> = new Set()

interface Addition {
  readonly table: KindTable
  readonly ref: Ref
  readonly key: KeyValue
}

/**
 * Brings the look-up values of written documents up to date. What goes, goes first, so that two documents can swap a unique value; and only what differs is
 * touched, since most writes leave their keys alone.
 */
export function* writeKeys(
  { tables, addUnique, addShared }: Vocabulary,
  tenant: TenantId,
  writes: readonly Write<JsonText>[],
): SqlScript<StorageTaken | null> {
  const additions: Addition[] = []
  for (const write of writes) {
    const table = tableOf(tables, write.ref)
    if (!table.hasUniqueKeys && !table.hasSharedKeys) continue
    const wanted = write.op === 'put' ? (write.keys ?? []) : []
    const kept = write.version === 0 ? none : yield* dropOthers(table, tenant, write.ref, wanted)
    for (const key of wanted) if (!kept.has(key)) additions.push({ table, ref: write.ref, key })
  }
  for (const { table, ref, key } of additions) {
    const { kind, id } = ref
    if (!table.uniqueKeys.has(key.name)) {
      yield insertNew(addShared, tenant, kind, key.name, key.value, id)
      continue
    }
    const { changes } = yield insertNew(addUnique, tenant, kind, key.name, key.value, id)
    if (changes === 1) continue
    const { rows } = yield select(holderOf, tenant, kind, key.name, key.value)
    return storageTaken({ kind, id: rows[0] === undefined ? id : textIn(rows[0], 'id') }, key.name, ref)
  }
  return null
}

/** Takes away the values a document is no longer to have and gives those it keeps. */
function* dropOthers(
  table: KindTable,
  tenant: TenantId,
  { kind, id }: Ref,
  wanted: readonly KeyValue[],
): SqlScript<ReadonlySet<KeyValue>> {
  const kept = new Set<KeyValue>()
  for (const row of listsOf(yield keysOf(table, tenant, kind, id), keyColumns)) {
    const unique = asInt(row[0], 'apart') === 1
    const name = asText(row[1], 'name')
    const value = asText(row[2], 'value')
    // A name that was unique once and is not now, or the other way round, has its value in the other table, and moves over.
    const same =
      table.uniqueKeys.has(name) === unique ? wanted.find((key) => key.name === name && key.value === value) : undefined
    if (same !== undefined) kept.add(same)
    else if (unique) yield change(dropUnique, tenant, kind, name, value)
    else yield change(dropShared, tenant, kind, name, value, id)
  }
  return kept
}

function keysOf({ hasUniqueKeys, hasSharedKeys }: KindTable, tenant: TenantId, kind: string, id: string): SqlStatement {
  if (hasUniqueKeys && hasSharedKeys) return selectLists(bothOf, tenant, kind, id, tenant, kind, id)
  return selectLists(hasUniqueKeys ? uniqueOf : sharedOf, tenant, kind, id)
}
