import type { TicketId } from '@caseload/core'
import type { UnfitTicket } from '@caseload/planner'
import type { FieldsReport, ListedUnfitTicket, UnfitCount } from './fields-report.ts'

/** Counts tickets with values that do not fit; one that is seen again counts as it was seen last. */
export interface UnfitTally {
  /** Counts some. */
  add(unfit: readonly UnfitTicket[]): void
  /** How many there are. */
  readonly size: number
  /** What they come to. */
  report(limit: number): Pick<FieldsReport, 'unfit' | 'byField' | 'listed'>
}

const none = { replaced: 0, cleared: 0, moved: 0, kept: 0 } as const

/** Nothing is counted yet. Of tickets beyond the first `most` only the numbers are kept, so that no report grows with the store. */
export function unfitTally(most: number): UnfitTally {
  const listed = new Map<TicketId, ListedUnfitTicket>()
  const seen = new Set<TicketId>()
  const counts = new Map<string, UnfitCount>()
  return {
    add(unfit) {
      for (const { ticket, values } of unfit) {
        const { id: ticketId, number } = ticket
        if (seen.has(ticketId)) continue
        seen.add(ticketId)
        if (listed.size < most) listed.set(ticketId, { ticketId, number, values })
        for (const { field, outcome } of values) {
          const count = counts.get(field) ?? { field, ...none }
          counts.set(field, { ...count, [outcome]: count[outcome] + 1 })
        }
      }
    },
    get size() {
      return seen.size
    },
    report: (limit) => ({
      unfit: seen.size,
      byField: [...counts.values()].sort((a, b) => (a.field < b.field ? -1 : 1)),
      listed: [...listed.values()].slice(0, limit),
    }),
  }
}
