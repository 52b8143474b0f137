import { type InvalidInput, inputIssue, invalidInput, type TenantId } from '@caseload/core'
import type { Doc, Page, Query, Ref } from '@caseload/storage'
import { err, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'

/** Documents of the application's own kinds by identity. The desk's own are seen through its questions, which know who may see what. */
export async function loadOwn(
  { store, ownKinds }: Engine,
  tenant: Result<TenantId, InvalidInput>,
  refs: readonly Ref[],
): Promise<Result<readonly (Doc | null)[], QueryProblem>> {
  if (tenant.isErr()) return err(tenant.error)
  const foreign = refs.findIndex(({ kind }) => !ownKinds.has(kind))
  return foreign < 0 ? store.load(tenant.value, refs) : err(notOwn([foreign, 'kind']))
}

/** Documents of one of the application's own kinds by condition. */
export async function findOwn(
  { store, ownKinds }: Engine,
  tenant: Result<TenantId, InvalidInput>,
  query: Query,
): Promise<Result<Page<Doc>, QueryProblem>> {
  if (tenant.isErr()) return err(tenant.error)
  return ownKinds.has(query.kind) ? store.find(tenant.value, query) : err(notOwn(['kind']))
}

function notOwn(path: readonly PropertyKey[]): InvalidInput {
  return invalidInput([inputIssue(path, 'a kind that was given to createDesk in kinds')])
}
