import { type Explanation, explanation } from '@caseload/core'
import { type TicketCommandType, type TicketEvent, ticketCommandRules } from '@caseload/lifecycle'
import { afterChange, type PendingChange, type PendingChanges } from '../linked/pending-changes.ts'
import type { Policies } from '../policies/policies.ts'
import { catalogueRefusal } from './data-missing.ts'

/** Changes without the moves that were held back, and why. */
export interface HeldBack {
  /** What happens all the same. */
  readonly changes: PendingChanges
  /** One account for each move that does not happen. */
  readonly explanations: readonly Explanation[]
}

/**
 * Holds back moves to resolved or closed by which the workflow would only have reacted (to a message, an assignment, a requester who confirms) while something is missing that has to be known by then: what was said or done has its
 * own reason to be recorded, so nobody is refused for what the desk has yet to find out.
 */
export function heldBackMoves(changes: PendingChanges, policies: Policies): HeldBack {
  let kept = changes
  const explanations: Explanation[] = []
  for (const [ticketId, change] of changes) {
    const moved = change.happened.findLast((event) => event.type === 'ticket-status-changed')
    const after = afterChange(change)
    if (moved === undefined || after === null || !isReaction(moved.data.cause)) continue
    const refused = catalogueRefusal(after, moved, policies)
    if (refused === null) continue
    kept = new Map([...kept, [ticketId, before(change, moved)]])
    const missing = refused.kind === 'ticket/data-missing' ? refused.missing.map(({ field }) => field) : []
    explanations.push(explanation('planner/move-held-back', { to: moved.data.to, missing }))
  }
  return { changes: kept, explanations }
}

/** A reaction stands last, with what follows from it. */
function before(change: PendingChange, moved: TicketEvent): PendingChange {
  return { ...change, happened: change.happened.slice(0, change.happened.indexOf(moved)) }
}

function isReaction(cause: TicketCommandType | 'observed'): boolean {
  return cause !== 'observed' && cause !== 'merge-into' && cause !== 'unmerge' && ticketCommandRules[cause].to === null
}
