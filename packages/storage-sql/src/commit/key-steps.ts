import type { TenantId } from '@caseload/core'
import { type JsonText, type KeyValue, type Ref, type StorageTaken, storageTaken, type Write } from '@caseload/storage'
import { textIn } from '../executor/row.ts'
import type { SqlScript } from '../executor/sql-executor.ts'
import { change, insertNew, select } from '../executor/statement.ts'
import type { KindTable } from '../tables/kind-table.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { tableOf } from './document-steps.ts'

const uniqueOf = 'select name, value from {key_unique} where tenant = ? and kind = ? and id = ?'
const sharedOf = 'select name, value from {key_shared} where tenant = ? and kind = ? and id = ?'
const dropUnique = 'delete from {key_unique} where tenant = ? and kind = ? and name = ? and value = ?'
const dropShared = 'delete from {key_shared} where tenant = ? and kind = ? and name = ? and value = ? and id = ?'
const holderOf = 'select id from {key_unique} where tenant = ? and kind = ? and name = ? and value = ?'

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
    const kept = write.version === 0 ? new Set<string>() : yield* dropOthers(table, tenant, write.ref, wanted)
    for (const key of wanted) if (!kept.has(textOf(key))) additions.push({ table, ref: write.ref, key })
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
): SqlScript<ReadonlySet<string>> {
  const wantedTexts = new Set(wanted.map(textOf))
  const kept = new Set<string>()
  if (table.hasUniqueKeys) {
    const { rows } = yield select(uniqueOf, tenant, kind, id)
    for (const row of rows) {
      const key = { name: textIn(row, 'name'), value: textIn(row, 'value') }
      // A name that was unique once and is not now has its value here, and moves over.
      if (wantedTexts.has(textOf(key)) && table.uniqueKeys.has(key.name)) kept.add(textOf(key))
      else yield change(dropUnique, tenant, kind, key.name, key.value)
    }
  }
  if (table.hasSharedKeys) {
    const { rows } = yield select(sharedOf, tenant, kind, id)
    for (const row of rows) {
      const key = { name: textIn(row, 'name'), value: textIn(row, 'value') }
      if (wantedTexts.has(textOf(key)) && !table.uniqueKeys.has(key.name)) kept.add(textOf(key))
      else yield change(dropShared, tenant, kind, key.name, key.value, id)
    }
  }
  return kept
}

function textOf(key: KeyValue): string {
  return `${key.name} ${key.value}`
}
