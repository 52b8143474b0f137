import { type CustomerId, isId, type TicketId } from '@caseload/core'
import type { Doc } from '@caseload/storage'
import type { DeskEvent } from '../plans/plan.ts'

/** What of a stored ticket says whose it is. */
export interface TicketTies {
  /** Who asks; null where nobody is known. */
  readonly requesterId: CustomerId | null
  /** The ticket it goes on in; null where it is not merged. */
  readonly mergedInto: TicketId | null
  /** The tickets that go on in it. */
  readonly mergedFrom: readonly TicketId[]
}

/**
 * Reads what of a stored ticket says whose it is, whatever version stored it: nothing that an erasure needs is left out because something else cannot be read.
 *
 * @param doc - The stored ticket.
 * @returns The ties; none where there are none.
 *
 * @example
 * ```ts
 * import { ticketTies } from '@caseload/planner'
 *
 * const ref = { kind: 'ticket', id: 'tkt_1' }
 * ticketTies({ ref, version: 1, doc: { requesterId: 'cus_1', mergedFrom: ['tkt_2'] } })
 * // => { requesterId: 'cus_1', mergedInto: null, mergedFrom: ['tkt_2'] }
 * ```
 */
export function ticketTies({ doc }: Doc): TicketTies {
  const requester = property(doc, 'requesterId')
  const into = property(property(doc, 'mergedInto'), 'ticketId')
  const from = property(doc, 'mergedFrom')
  return {
    requesterId: typeof requester === 'string' && isId('cus', requester) ? requester : null,
    mergedInto: isTicketId(into) ? into : null,
    mergedFrom: Array.isArray(from) ? from.filter(isTicketId) : [],
  }
}

/**
 * The tickets that a ticket was made from, and those that were made from it, by a split or as a follow-up: whoever asks of one of them asks of the other, known or not. Links that people made count for nothing.
 *
 * @param events - Of one ticket, in order.
 */
export function madeWith(events: readonly DeskEvent[]): readonly TicketId[] {
  const ids = events.flatMap((event): readonly TicketId[] => {
    switch (event.type) {
      case 'messages-split-off':
        return [event.data.to]
      case 'message-taken-over':
        return [event.data.from]
      case 'ticket-linked': {
        const { relation, otherId } = event.data
        const follows = relation === 'follow-up-of' ? event.stream : relation === 'followed-up-by' ? otherId : null
        // A follow-up has the token of the command that made it and linked it.
        return follows !== null && event.cause === `cmd_${follows.slice('tkt_'.length)}` ? [otherId] : []
      }
      default:
        return []
    }
  })
  return [...new Set(ids)]
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}

function isTicketId(value: unknown): value is TicketId {
  return typeof value === 'string' && isId('tkt', value)
}
