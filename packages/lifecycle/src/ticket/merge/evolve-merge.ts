import type { Instant } from '@caseload/core'
import { withoutThose } from '../carry-over/evolve-carry-over.ts'
import type { Ticket } from '../ticket.ts'
import type { MergeEvent } from './merge-events.ts'
import type { MergedInto, MergePart } from './merge-part.ts'

/** A ticket after one more fact about merges; `at` is when it counts as having happened. Total. */
export function evolveMerge(ticket: Ticket, event: MergeEvent, at: Instant): Partial<Ticket> {
  switch (event.type) {
    case 'ticket-merged':
      return { mergedInto: { ticketId: event.data.survivorId, at, before: standing(ticket) } }
    case 'ticket-unmerged':
      return restored(ticket)
    case 'ticket-absorbed':
      return { mergedFrom: [...ticket.mergedFrom.filter((id) => id !== event.data.ticketId), event.data.ticketId].sort() }
    case 'ticket-released':
      return {
        ...withoutThose(ticket, event.data.ticketId),
        mergedFrom: ticket.mergedFrom.filter((id) => id !== event.data.ticketId),
      }
    case 'message-redirected':
      return { redirected: counted(ticket.redirected, event.data.addressedTo) }
  }
}

function standing(ticket: Ticket): MergedInto['before'] {
  const { status, category, pausedFrom, outcome, resolutionCode, resolvedAt, reopenCount } = ticket
  return { status, category, pausedFrom, outcome, resolutionCode, resolvedAt, reopenCount }
}

/** That the merge closed it and its end opens it again counts neither as a resolution nor as a reopening. */
function restored({ mergedInto }: Ticket): Partial<Ticket> {
  if (mergedInto === null) return {}
  const { pausedFrom, outcome, resolutionCode, resolvedAt, reopenCount } = mergedInto.before
  return { mergedInto: null, passedOn: [], pausedFrom, outcome, resolutionCode, resolvedAt, reopenCount }
}

function counted(redirected: MergePart['redirected'], ticketId: MergePart['mergedFrom'][number]): MergePart['redirected'] {
  const messages = redirected.find((each) => each.ticketId === ticketId)?.messages ?? 0
  return [...redirected.filter((each) => each.ticketId !== ticketId), { ticketId, messages: messages + 1 }].sort((a, b) =>
    a.ticketId < b.ticketId ? -1 : 1,
  )
}
