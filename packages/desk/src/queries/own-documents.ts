import { type InvalidInput, inputIssue, invalidInput, parseInput, type TenantId } from '@caseload/core'
import type { Doc, Page, Query, Ref } from '@caseload/storage'
import { err, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'

const refsSchema = z.array(z.object({ kind: z.string(), id: z.string() }))
const part = z.looseObject({})
/** What the parts of a query say is checked by the store. */
const querySchema = z.looseObject({
  kind: z.string(),
  where: z.array(part).optional(),
  key: part.optional(),
  sort: z.array(part).optional(),
})

/** Documents of the application's own kinds by identity. The desk's own are seen through its questions, which know who may see what. */
export async function loadOwn(
  { store, ownKinds }: Engine,
  tenant: Result<TenantId, InvalidInput>,
  refs: readonly Ref[],
): Promise<Result<readonly (Doc | null)[], QueryProblem>> {
  if (tenant.isErr()) return err(tenant.error)
  const parsed = parseInput(refsSchema, refs)
  if (parsed.isErr()) return err(parsed.error)
  const foreign = parsed.value.findIndex(({ kind }) => !ownKinds.has(kind))
  return foreign < 0 ? store.load(tenant.value, parsed.value) : err(notOwn([foreign, 'kind']))
}

/** Documents of one of the application's own kinds by condition. */
export async function findOwn(
  { store, ownKinds }: Engine,
  tenant: Result<TenantId, InvalidInput>,
  query: Query,
): Promise<Result<Page<Doc>, QueryProblem>> {
  if (tenant.isErr()) return err(tenant.error)
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  return ownKinds.has(parsed.value.kind) ? store.find(tenant.value, query) : err(notOwn(['kind']))
}

function notOwn(path: readonly PropertyKey[]): InvalidInput {
  return invalidInput([inputIssue(path, 'a kind that was given to createDesk in kinds')])
}
