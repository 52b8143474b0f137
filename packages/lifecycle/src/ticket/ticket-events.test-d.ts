import type { Decider } from '@caseload/core'
import type { Result } from 'neverthrow'
import { describe, expectTypeOf, it } from 'vitest'
import type { StatusCategory } from '../workflow/status-category.ts'
import type { decideTicket } from './decide-ticket.ts'
import type { Ticket } from './ticket.ts'
import type { TicketCommand, TicketCommandType, ticketCommandTypes } from './ticket-commands.ts'
import type { ticketDecider } from './ticket-decider.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { GuardFailed, TicketRejection } from './ticket-rejections.ts'

describe('events', () => {
  it('are told apart by type', () => {
    const read = (event: TicketEvent): StatusCategory | null => {
      if (event.type === 'ticket-status-changed') {
        expectTypeOf(event.data.toCategory).toEqualTypeOf<StatusCategory>()
        return event.data.toCategory
      }
      // @ts-expect-error Not every event has a category it leads to.
      return event.data.toCategory
    }
    expectTypeOf(read).returns.toEqualTypeOf<StatusCategory | null>()
  })

  it('hold no undefined', () => {
    type Values<T> = T extends object ? { [K in keyof T]: Values<T[K]> }[keyof T] : T
    expectTypeOf<Extract<Values<TicketEvent['data']>, undefined>>().toBeNever()
  })
})

describe('refusals', () => {
  it('are told apart by kind', () => {
    expectTypeOf<Extract<TicketRejection, { kind: 'ticket/guard-failed' }>>().toEqualTypeOf<GuardFailed>()
    expectTypeOf<TicketRejection['allowedNow'][number]['command']>().toEqualTypeOf<TicketCommandType>()
  })

  it('come as values', () => {
    expectTypeOf<ReturnType<typeof decideTicket>>().toEqualTypeOf<Result<readonly TicketEvent[], TicketRejection>>()
  })
})

describe('commands', () => {
  it('are all listed', () => {
    expectTypeOf<(typeof ticketCommandTypes)[number]>().toEqualTypeOf<TicketCommand['type']>()
  })

  it('to a status need its name', () => {
    // @ts-expect-error `toStatus` is missing.
    const command: TicketCommand = { type: 'change-status' }
    expectTypeOf(command).toExtend<TicketCommand>()
  })
})

it('fits whatever works with deciders', () => {
  expectTypeOf<ReturnType<typeof ticketDecider>>().toExtend<
    Pick<Decider<Ticket | null, TicketCommand, never, TicketEvent, TicketRejection>, 'evolve' | 'initialState'>
  >()
})
