import type { TenantId } from '@caseload/core'
import type { Answer, Doc, JsonText, ReadProblem, Ref } from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { asJsonText, jsonTextIn } from '../executor/json-text-in.ts'
import { asInt, intIn, textIn } from '../executor/row.ts'
import type { SqlExecutor, SqlFailure, SqlOutcome, SqlRow, SqlScript, SqlValue } from '../executor/sql-executor.ts'
import { sqlFailure } from '../executor/sql-failure.ts'
import { listsOf, select, selectOne } from '../executor/statement.ts'
import { storageProblemOf } from '../executor/storage-problem-of.ts'
import type { KindTable } from '../tables/kind-table.ts'
import { among } from './sql-condition.ts'

/** Loads documents of any kinds in one statement, and so as of one moment. */
export function* loadScript(
  tables: ReadonlyMap<string, KindTable>,
  tenant: TenantId,
  refs: readonly Ref[],
): SqlScript<readonly (Doc<JsonText> | null)[]> {
  const wanted = new Map<string, string[]>()
  for (const { kind, id } of refs) {
    const ids = wanted.get(kind)
    if (ids === undefined) wanted.set(kind, [id])
    else ids.push(id)
  }
  const found = new Map<string, Doc<JsonText>>()
  const parts: string[] = []
  const params: SqlValue[] = []
  for (const [kind, ids] of wanted) {
    const table = tables.get(kind)
    if (table === undefined) continue
    const any = among('id', ids)
    // Kinds have lower-case letters, digits and `-` only.
    parts.push(`select '${kind}' as kind, id, version, doc from {${table.table}} where tenant = ? and ${any.sql}`)
    params.push(tenant, ...any.params)
  }
  if (parts.length === 0) return refs.map(() => null)
  const { rows } = yield select(parts.join(' union all '), ...params)
  for (const row of rows) {
    const kind = textIn(row, 'kind')
    const doc = docIn(kind, row)
    found.set(`${kind}/${doc.ref.id}`, doc)
  }
  return refs.map(({ kind, id }) => found.get(`${kind}/${id}`) ?? null)
}

/** Loads one document: the read that is asked for most. */
export function loadOne(
  executor: SqlExecutor,
  tables: ReadonlyMap<string, KindTable>,
  tenant: TenantId,
  ref: Ref,
): Answer<readonly [Doc<JsonText> | null], ReadProblem> {
  const outcome = executor.query(tenant, selectOne(tables.get(ref.kind)?.load ?? '', [tenant, ref.id]))
  if (!('then' in outcome)) return readOne(outcome, ref)
  // Neither `map` nor an async function, which wait three turns for what comes in one.
  return new ResultAsync(Promise.resolve(outcome.then<LoadedOne, never>((result) => readOne(result, ref))))
}

type LoadedOne = Result<readonly [Doc<JsonText> | null], ReadProblem>

const loaded = ['version', 'doc'] as const

function readOne(outcome: Result<SqlOutcome, SqlFailure>, { kind, id }: Ref): LoadedOne {
  if (outcome.isErr()) return err(storageProblemOf(outcome.error))
  try {
    const [row] = listsOf(outcome.value, loaded)
    if (row === undefined) return ok([null])
    return ok([{ ref: { kind, id }, version: asInt(row[0], 'version'), doc: asJsonText(row[1], 'doc') }])
  } catch (cause) {
    // A value that cannot have been stored.
    return err(storageProblemOf(sqlFailure('other', cause)))
  }
}

/** A document from a row with its id, version and text. */
export function docIn(kind: string, row: SqlRow): Doc<JsonText> {
  return { ref: { kind, id: textIn(row, 'id') }, version: intIn(row, 'version'), doc: jsonTextIn(row, 'doc') }
}
