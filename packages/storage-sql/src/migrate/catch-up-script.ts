import type { TenantId } from '@caseload/core'
import { backfilledField, type ReadProblem, storageCorrupt, storageUnavailable } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { intIn, textIn } from '../executor/row.ts'
import type { SqlRow, SqlScript, SqlValue } from '../executor/sql-executor.ts'
import { change, insertNew, select } from '../executor/statement.ts'
import { columnName, isBehind, type KindTable } from '../tables/kind-table.ts'
import { sqlValueOf } from '../tables/sql-value-of.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'

const batch = 500
const columns = 'tenant, id, version, declared, doc'

type Words = Pick<Vocabulary, 'addUnique' | 'addShared'>

/** Brings some documents up to the present declaration that were written by an earlier one, of one tenant or of all; says whether there may be more. */
export function* catchUpScript(words: Words, table: KindTable, tenant: TenantId | '*'): SqlScript<Result<boolean, ReadProblem>> {
  const those = tenant === '*' ? '' : 'tenant = ? and '
  const sql = `select ${columns} from {${table.table}} where ${those}${isBehind(table)} limit ${batch}`
  const { rows } = yield select(sql, ...(tenant === '*' ? [] : [tenant]))
  for (const row of rows) {
    const problem = yield* bringUp(words, table, row)
    if (problem !== null) return err(problem)
  }
  return ok(rows.length === batch)
}

/** Walks all documents of a kind in batches, so that memory does not grow with their number; for a declaration whose index is not made yet. */
export function* catchUpAll(words: Words, table: KindTable): SqlScript<ReadProblem | null> {
  const sql = `select ${columns} from {${table.table}} where (tenant > ? or (tenant = ? and id > ?)) and ${isBehind(table)} order by tenant, id limit ${batch}`
  let [tenant, id] = ['', '']
  for (;;) {
    const { rows } = yield select(sql, tenant, tenant, id)
    for (const row of rows) {
      tenant = textIn(row, 'tenant')
      id = textIn(row, 'id')
      const problem = yield* bringUp(words, table, row)
      if (problem !== null) return problem
    }
    if (rows.length < batch) return null
  }
}

/** Only as it was read: whoever has written the document since has decided about it, and if that was an earlier declaration, it is behind still. */
function* bringUp(words: Words, table: KindTable, row: SqlRow): SqlScript<ReadProblem | null> {
  const [tenant, id, declared] = [textIn(row, 'tenant'), textIn(row, 'id'), intIn(row, 'declared')]
  const { fields = [], keys = [] } = table.lacks[declared] ?? {}
  const values: SqlValue[] = []
  for (const name of fields) {
    const spec = table.spec.fields[name]
    const value = spec === undefined ? undefined : backfilledField(name, spec, textIn(row, 'doc'))
    if (value === undefined) {
      return storageCorrupt({ kind: table.kind, id }, `a value for the new field ${name}; give it a backfill`)
    }
    values.push(sqlValueOf(value))
  }
  const sets = fields.map((name) => `, ${columnName(name)} = ?`).join('')
  const sql = `update {${table.table}} set declared = ${table.number}${sets} where tenant = ? and id = ? and version = ? and declared = ?`
  const { changes } = yield change(sql, ...values, tenant, id, intIn(row, 'version'), declared)
  if (changes !== 1) return null
  for (const name of keys) {
    const problem = yield* moveKey(words, table, tenant, id, name)
    if (problem !== null) return problem
  }
  return null
}

/** Moves the values of a name that is unique now and was shared, or the other way round, to where they are looked for. */
function* moveKey(
  { addUnique, addShared }: Words,
  { kind, uniqueKeys }: KindTable,
  tenant: string,
  id: string,
  name: string,
): SqlScript<ReadProblem | null> {
  const unique = uniqueKeys.has(name)
  const from = unique ? 'key_shared' : 'key_unique'
  const owned = 'tenant = ? and kind = ? and id = ? and name = ?'
  const { rows } = yield select(`select value from {${from}} where ${owned}`, tenant, kind, id, name)
  for (const row of rows) {
    const value = textIn(row, 'value')
    const { changes } = yield insertNew(unique ? addUnique : addShared, tenant, kind, name, value, id)
    if (changes === 1 || !unique) continue
    const holder = 'select id from {key_unique} where tenant = ? and kind = ? and name = ? and value = ?'
    const held = yield select(holder, tenant, kind, name, value)
    if (held.rows[0] !== undefined && textIn(held.rows[0], 'id') === id) continue
    return storageUnavailable('schema', `${kind}.${name} is declared unique, and several documents have one value`)
  }
  if (rows.length > 0) yield change(`delete from {${from}} where ${owned}`, tenant, kind, id, name)
  return null
}
