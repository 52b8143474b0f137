import { customerSeenBy, readDocument, type SeenCustomer } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { lookingAs } from '../access/permit.ts'
import { type PurposeOptions, readPurpose, shownAndRecorded } from '../access/read-for-purpose.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import { readId, type Scope } from '../scope.ts'

/** A customer by identity, as an actor sees them who may read customers. */
export async function oneCustomer(
  engine: Engine,
  scope: Scope,
  customerId: string,
  options: PurposeOptions,
): Promise<Result<SeenCustomer | null, QueryProblem>> {
  const id = readId('cus', 'customerId', customerId)
  if (id.isErr()) return err(id.error)
  const purpose = readPurpose(options)
  if (purpose.isErr()) return err(purpose.error)
  const loaded = await engine.store.load(scope.tenant, [{ kind: 'customer', id: id.value }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  if (doc === null) return ok(null)
  const customer = readDocument('customer', doc)
  if (customer.isErr()) return err(customer.error)
  const sight = customerSeenBy(customer.value, lookingAs(engine, scope, purpose.value))
  return shownAndRecorded(engine, scope, sight, { resource: 'customer', id: id.value, purpose: purpose.value })
}
