import type { TicketId } from '@caseload/core'
import type { Ref } from '@caseload/storage'

/** The document of a ticket. */
export function ref(id: TicketId): Ref {
  return { kind: 'ticket', id }
}
