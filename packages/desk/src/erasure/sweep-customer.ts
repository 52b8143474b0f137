import { type CustomerId, newId, type TenantId, type TicketId } from '@caseload/core'
import { contentRefs, removals, sweepSize, textKinds } from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { type CommandProblem, contended } from '../problems.ts'
import { ticketsOfCustomer } from './tickets-of-customer.ts'

/** What a sweep took away. */
export interface Swept {
  /** Tickets looked at. */
  readonly tickets: number
  /** Documents removed. */
  readonly documents: number
}

/** Removes all text of a customer's tickets, and what they wrote on others, in bounded commits, and looks again until a look finds nothing. */
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
  const tickets = await ticketsOfCustomer(engine, tenant, customerId)
  if (tickets.isErr()) return err(tickets.error)
  let documents = 0
  for (const ticketId of tickets.value) {
    const removed = await sweep(engine, tenant, () => textsOf(engine, tenant, ticketId))
    if (removed.isErr()) return err(removed.error)
    documents += removed.value
  }
  const elsewhere = await sweep(engine, tenant, () => writtenElsewhere(engine, tenant, customerId))
  if (elsewhere.isErr()) return err(elsewhere.error)
  return ok({ tickets: tickets.value.length, documents: documents + elsewhere.value })
}

/** Removes what is found, a hundred documents a commit, until nothing is found any more. */
async function sweep(
  engine: Engine,
  tenant: TenantId,
  find: () => Promise<Result<readonly Doc[], CommandProblem>>,
): Promise<Result<number, CommandProblem>> {
  let removed = 0
  for (let conflicts = 0; conflicts < attemptLimit; ) {
    const found = await find()
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

/** Messages of theirs on other people's tickets. */
async function writtenElsewhere(
  { store }: Engine,
  tenant: TenantId,
  customerId: CustomerId,
): Promise<Result<readonly Doc[], CommandProblem>> {
  const key = { name: 'author', value: customerId }
  const page = await store.find(tenant, { kind: 'message', key, limit: sweepSize })
  return page.isErr() ? err(page.error) : ok(page.value.items)
}
