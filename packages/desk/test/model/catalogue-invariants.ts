import { evolveTicket, type Ticket } from '@caseload/lifecycle'
import { isTakenOver } from './history-moves.ts'
import type { Circumstances } from './invariants.ts'
import { type Kept, ticketStreams } from './kept.ts'

/** What does not hold of the catalogue: what the desk opened names its version, and nothing was solved of which something was not known that its kind needs. */
export function brokenCatalogue(kept: Kept, { policies: { catalogue } }: Circumstances): readonly string[] {
  if (catalogue === null) return []
  return [...ticketStreams(kept)].flatMap(([id, events]) => {
    const broken: string[] = []
    let ticket: Ticket | null = null
    for (const event of events) {
      ticket = evolveTicket(ticket, event)
      if (event.type === 'ticket-status-changed' && ticket !== null) {
        const { cause, toCategory, outcome } = event.data
        const solved = (toCategory === 'resolved' || toCategory === 'closed') && outcome === 'solved'
        // What was done elsewhere, and what only stands again as it stood, is not asked.
        if (!solved || cause === 'unmerge' || isTakenOver(event.cause)) continue
        const missing = catalogue.missing(ticket, toCategory === 'resolved' ? 'resolving' : 'closing')
        if (missing.length > 0) broken.push(`${id}#${event.version} was solved without ${missing.map(({ field }) => field)}`)
      }
    }
    return broken
  })
}
