import type { Instant, TenantId } from '@caseload/core'
import { newId } from '@caseload/core'
import { eraseQueue } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { carryOut } from '../engine/carry-out.ts'
import type { Engine } from '../engine/engine.ts'
import { type CommandProblem, customerAbsent } from '../problems.ts'
import { readId, type Scope } from '../scope.ts'
import { sweepCustomer } from './sweep-customer.ts'

/** What erasing a person took away. */
export interface EraseReport {
  /** The identity, which is all that is left. */
  readonly customerId: string
  /** When the profile was erased; of the first time, where it was done again. */
  readonly erasedAt: Instant
  /** Tickets of theirs whose texts were looked for. */
  readonly tickets: number
  /** Documents with text that were removed: messages, subjects, remarks. */
  readonly documents: number
}

/** Erases a person: first the profile, so that nobody new is taken for them; then the texts; then the bytes on the disk. */
export async function eraseCustomer(
  engine: Engine,
  scope: Scope,
  customerId: string,
): Promise<Result<EraseReport, CommandProblem>> {
  const id = readId('cus', 'customerId', customerId)
  if (id.isErr()) return err(id.error)
  const { tenant, actor } = scope
  const commandId = newId('cmd', engine.ids)
  const request = { type: 'erase-customer', commandId, customerId: id.value } as const
  const erased = await carryOut(engine, { tenant, actor, request, at: null, mayBeRepeated: false })
  if (erased.isErr()) return err(erased.error)
  const erasedAt = erased.value.customer?.erasedAt ?? null
  if (erasedAt === null) return err(customerAbsent(customerId))
  const swept = await sweepCustomer(engine, tenant, id.value)
  if (swept.isErr()) return err(swept.error)
  const finished = await forget(engine, tenant, id.value)
  if (finished.isErr()) return err(finished.error)
  const scrubbed = await engine.admin.scrub()
  if (scrubbed.isErr()) return err(scrubbed.error)
  return ok({ customerId, erasedAt, ...swept.value })
}

/** The work item that would have finished an interrupted erasure is no longer needed. */
async function forget({ store, ids }: Engine, tenant: TenantId, customerId: string): Promise<Result<void, CommandProblem>> {
  const work = [{ op: 'cancel', queue: eraseQueue, id: customerId }] as const
  const committed = await store.commit(tenant, { key: newId('cmd', ids), writes: [], events: [], work })
  return committed.isErr() ? err(committed.error) : ok(undefined)
}
