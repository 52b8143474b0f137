import { type CustomerId, isId, newId, type TenantId, type TicketId } from '@caseload/core'
import { contentRefs, removals, sweepSize, textKinds } from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { type CommandProblem, contended } from '../problems.ts'

/** What a sweep took away. */
export interface Swept {
  /** Tickets looked at. */
  readonly tickets: number
  /** Documents removed. */
  readonly documents: number
}

/** Removes all text of a customer's tickets in bounded commits, and looks again until a look finds nothing. */
export async function sweepCustomer(
  engine: Engine,
  tenant: TenantId,
  customerId: CustomerId,
): Promise<Result<Swept, CommandProblem>> {
  let documents = 0
  for (let round = 1; round <= attemptLimit; round += 1) {
    const swept = await sweepOnce(engine, tenant, customerId)
    if (swept.isErr()) return err(swept.error)
    documents += swept.value.documents
    if (swept.value.documents === 0) return ok({ tickets: swept.value.tickets, documents })
  }
  return err(contended(attemptLimit))
}

async function sweepOnce(engine: Engine, tenant: TenantId, customerId: CustomerId): Promise<Result<Swept, CommandProblem>> {
  let tickets = 0
  let documents = 0
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<Engine['store']['find']>> = await engine.store.find(tenant, {
      kind: 'ticket',
      where: [{ field: 'requesterId', op: 'eq', value: customerId }],
      sort: [{ field: 'openedAt', dir: 'asc' }],
      limit: sweepSize,
      ...(after === null ? {} : { after }),
    })
    if (page.isErr()) return err(page.error)
    for (const { ref } of page.value.items) {
      if (!isId('tkt', ref.id)) continue
      const removed = await sweepTicket(engine, tenant, ref.id)
      if (removed.isErr()) return err(removed.error)
      documents += removed.value
      tickets += 1
    }
    after = page.value.next
  } while (after !== null)
  return ok({ tickets, documents })
}

async function sweepTicket(engine: Engine, tenant: TenantId, ticketId: TicketId): Promise<Result<number, CommandProblem>> {
  let removed = 0
  for (let conflicts = 0; conflicts < attemptLimit; ) {
    const found = await textsOf(engine, tenant, ticketId)
    if (found.isErr()) return err(found.error)
    if (found.value.length === 0) return ok(removed)
    const some = found.value.slice(0, sweepSize)
    const committed = await engine.store.commit(tenant, { key: newId('cmd', engine.ids), writes: removals(some), events: [] })
    if (committed.isOk()) removed += some.length
    else if (committed.error.kind === 'storage/conflict') conflicts += 1
    else return err(committed.error)
  }
  return err(contended(attemptLimit))
}

async function textsOf({ store }: Engine, tenant: TenantId, ticketId: TicketId): Promise<Result<readonly Doc[], CommandProblem>> {
  const content = await store.load(tenant, contentRefs(ticketId))
  if (content.isErr()) return err(content.error)
  const docs = content.value.flatMap((doc) => (doc === null ? [] : [doc]))
  for (const kind of textKinds) {
    const where = [{ field: 'ticketId', op: 'eq', value: ticketId }] as const
    const page = await store.find(tenant, { kind, where, sort: [{ field: 'position', dir: 'asc' }], limit: sweepSize })
    if (page.isErr()) return err(page.error)
    docs.push(...page.value.items)
  }
  return ok(docs)
}
