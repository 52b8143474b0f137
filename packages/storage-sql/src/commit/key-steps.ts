import type { TenantId } from '@caseload/core'
import { type JsonText, type KeyValue, type Ref, type StorageTaken, storageTaken, type Write } from '@caseload/storage'
import { asInt, asText, textIn } from '../executor/row.ts'
import type { SqlOutcome, SqlScript, SqlStatement } from '../executor/sql-executor.ts'
import { carryOut, insertNew, listsOf, select, selectLists } from '../executor/statement.ts'
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

const noKeys: readonly HeldKey[] = []

/** A look-up value that a document has. */
interface HeldKey extends KeyValue {
  /** Whether it stands among the unique ones. */
  readonly unique: boolean
}

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
    const { ref, version } = write
    const table = tableOf(tables, ref)
    if (!table.hasUniqueKeys && !table.hasSharedKeys) continue
    const wanted = write.op === 'put' ? (write.keys ?? noKeys) : noKeys
    const held = version === 0 ? noKeys : heldKeys(yield keysOf(table, tenant, ref.kind, ref.id))
    for (const key of held) if (!wanted.some((other) => isSame(table, key, other))) yield drop(tenant, ref, key)
    for (const key of wanted) if (!held.some((other) => isSame(table, other, key))) additions.push({ table, ref, key })
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

/** A name that was unique once and is not now, or the other way round, has its value in the other table, and moves over. */
function isSame({ uniqueKeys }: KindTable, held: HeldKey, wanted: KeyValue): boolean {
  return held.name === wanted.name && held.value === wanted.value && held.unique === uniqueKeys.has(held.name)
}

function drop(tenant: TenantId, { kind, id }: Ref, { unique, name, value }: HeldKey): SqlStatement {
  return unique ? carryOut(dropUnique, [tenant, kind, name, value]) : carryOut(dropShared, [tenant, kind, name, value, id])
}

function heldKeys(outcome: SqlOutcome): readonly HeldKey[] {
  return listsOf(outcome, keyColumns).map((row) => ({
    unique: asInt(row[0], 'apart') === 1,
    name: asText(row[1], 'name'),
    value: asText(row[2], 'value'),
  }))
}

function keysOf({ hasUniqueKeys, hasSharedKeys }: KindTable, tenant: TenantId, kind: string, id: string): SqlStatement {
  if (hasUniqueKeys && hasSharedKeys) return selectLists(bothOf, tenant, kind, id, tenant, kind, id)
  return selectLists(hasUniqueKeys ? uniqueOf : sharedOf, tenant, kind, id)
}
