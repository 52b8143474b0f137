import { type IdSource, newId, type TenantId } from '@caseload/core'
import { readDocument, ticketNumberRef, writeTicketNumberCounter } from '@caseload/planner'
import type { Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { type Contended, contended, type DeskFault } from '../problems.ts'
import { attemptLimit } from './attempts.ts'

/** Hands out ticket numbers, each once per tenant; a number that is not used leaves a gap. */
export interface TicketNumbers {
  /** The next number. */
  draw(tenant: TenantId): Promise<Result<number, DeskFault | Contended>>
  /** Throws away what is left of the present block, since somebody else used one of its numbers. */
  discard(tenant: TenantId): void
  /** Makes sure that no number up to this one is ever drawn. */
  skipTo(tenant: TenantId, number: number): Promise<Result<void, DeskFault | Contended>>
}

interface Block {
  next: number
  readonly end: number
}

/**
 * Numbers drawn in blocks, each by a commit of its own ("hi-lo"): the counter is touched once per block, so tickets opened at the same moment do not conflict on it.
 *
 * @param store - Where the counter stands.
 * @param ids - Keys for the commits that draw blocks.
 * @param size - Numbers per block, and so the largest gap a restart leaves.
 */
export function ticketNumbers(store: Store, ids: IdSource, size: number): TicketNumbers {
  const blocks = new Map<TenantId, Block>()
  const pending = new Map<TenantId, Promise<Result<void, DeskFault | Contended>>>()

  const advance = async (tenant: TenantId, atLeast: number, count: number): Promise<Result<Block, DeskFault | Contended>> => {
    for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
      const loaded = await store.load(tenant, [ticketNumberRef])
      if (loaded.isErr()) return err(loaded.error)
      const doc = loaded.value[0] ?? null
      const counter = doc === null ? ok({ next: 1 }) : readDocument('counter', doc)
      if (counter.isErr()) return err(counter.error)
      const first = Math.max(counter.value.next, atLeast)
      if (count === 0 && first === counter.value.next) return ok({ next: first, end: first })
      const write = writeTicketNumberCounter(doc, first + count)
      const committed = await store.commit(tenant, { key: newId('cmd', ids), writes: [write], events: [] })
      if (committed.isOk()) return ok({ next: first, end: first + count })
      if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    }
    return err(contended(attemptLimit))
  }

  const refill = async (tenant: TenantId): Promise<Result<void, DeskFault | Contended>> => {
    const block = await advance(tenant, 1, size)
    pending.delete(tenant)
    if (block.isErr()) return err(block.error)
    blocks.set(tenant, block.value)
    return ok(undefined)
  }

  return {
    draw: async (tenant) => {
      for (;;) {
        const block = blocks.get(tenant)
        if (block !== undefined && block.next < block.end) {
          block.next += 1
          return ok(block.next - 1)
        }
        const refilling = pending.get(tenant) ?? refill(tenant)
        pending.set(tenant, refilling)
        const refilled = await refilling
        if (refilled.isErr()) return err(refilled.error)
      }
    },
    discard: (tenant) => {
      blocks.delete(tenant)
    },
    skipTo: async (tenant, number) => {
      const block = blocks.get(tenant)
      if (block !== undefined && block.next <= number) blocks.delete(tenant)
      return (await advance(tenant, number + 1, 0)).map(() => undefined)
    },
  }
}
