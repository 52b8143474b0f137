import { describe, expectTypeOf, it } from 'vitest'
import type { CustomerId, DomainEvent, EventEnvelope, Instant, TenantId, TicketId } from './index.ts'

describe('given branded values', () => {
  it('keeps identities of different entities apart', () => {
    expectTypeOf<TicketId>().not.toExtend<CustomerId>()
    expectTypeOf<TicketId>().toExtend<string>()
    expectTypeOf<string>().not.toExtend<TicketId>()
    expectTypeOf<`tkt_${string}`>().not.toExtend<TicketId>()
  })
  it('takes no bare number for an instant and no bare text for a tenant', () => {
    expectTypeOf<number>().not.toExtend<Instant>()
    expectTypeOf<Instant>().toExtend<number>()
    expectTypeOf<string>().not.toExtend<TenantId>()
  })
})

describe('given an event', () => {
  it('keeps its particulars in an envelope', () => {
    type Opened = DomainEvent<'ticket-opened', { readonly kind: string }>
    expectTypeOf<EventEnvelope<Opened>['data']>().toEqualTypeOf<{ readonly kind: string }>()
    expectTypeOf<EventEnvelope<Opened>['type']>().toEqualTypeOf<'ticket-opened'>()
  })
})
