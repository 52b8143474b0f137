import {
  type ProcessLog,
  processLogFold,
  type StreamProblem,
  type TicketFacts,
  type TicketJournalEvent,
  ticketFactsFold,
} from '@caseload/analytics'
import { ok, type Result } from 'neverthrow'

/** What the workflow would have refused, once. */
export interface Deviation {
  /** Why it would have. */
  readonly reason: string
  /** What was done. */
  readonly command: string
  /** Status before. */
  readonly from: string
  /** Status after. */
  readonly to: string
}

/** A tenant's journal, boiled down as it is read. */
export interface JournalFold {
  /** Takes in the next event. */
  add(event: TicketJournalEvent): Result<void, StreamProblem>
  /** One row per ticket, at the time of the last event. */
  facts(): readonly TicketFacts[]
  /** The rows of the imported log, as the journal tells them. */
  steps(): ProcessLog
  /** Every deviation. */
  deviations(): readonly Deviation[]
}

/** Begins to read a journal. */
export function journalFold(): JournalFold {
  const facts = ticketFactsFold()
  const steps = processLogFold({ group: 'group', resource: 'resource' })
  const deviations: Deviation[] = []
  return {
    add: (event) => {
      if (event.type === 'deviation-recorded') {
        const { reason, command, from, to } = event.data
        deviations.push({ reason, command, from, to })
      }
      return facts.add(event).andThen(() => (event.type === 'activity-recorded' ? steps.add(event) : ok(undefined)))
    },
    facts: () => facts.finish(),
    steps: () => steps.finish(),
    deviations: () => deviations,
  }
}
