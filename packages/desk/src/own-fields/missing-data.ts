import type { Hidden } from '@caseload/access'
import { isDone, type MissingData, type Ticket } from '@caseload/lifecycle'
import { missingSeenBy, ticketResource, type UnseenMissing } from '@caseload/planner'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'

/** What is not known of a ticket, as it is told in an answer. */
export interface MissingToTell {
  /** What is missing of what the actor sees. */
  readonly missing: readonly MissingData[]
  /** That something else is missing, too. */
  readonly missingUnseen: UnseenMissing | null
}

const ending = ['resolve', 'close', 'change-status'] as const

/**
 * What is not known of a ticket and will be asked for: by the catalogue for its kind, and by fields of the desk's own that are required by now. A field that is hidden from whoever asks is not told to be missing, since that tells whether it
 * has a value. Whoever opened the ticket just now knows what they did not say, and is asked it: nobody else could answer.
 */
export function missingData(
  { policiesOf, clock }: Engine,
  { tenant, actor }: Scope,
  ticket: Ticket,
  hidden: ReadonlyMap<string, Hidden>,
  justOpened: boolean,
): MissingToTell {
  const policies = policiesOf(tenant)
  const { access, catalogue, fields } = policies
  // Nothing has to be known to end a ticket without a solution, so of one that ended so nothing is missing.
  if (isDone(ticket.category) && ticket.outcome !== null && ticket.outcome !== 'solved')
    return { missing: [], missingUnseen: null }
  const asked = catalogue?.missing(ticket, 'closing') ?? []
  const required = fields.missing(ticket, clock.now()).filter(({ field }) => !asked.some((other) => other.field === field))
  const first = justOpened ? asked : []
  const told = missingSeenBy(justOpened ? required : [...asked, ...required], hidden, policies, actor)
  const missing = [...first, ...told.missing]
  if (told.unseen === null) return { missing, missingUnseen: null }
  const resource = ticketResource(ticket)
  const isRefused = ending.some((command) => access.may(actor, `ticket/${command}`, resource).allowed)
  return { missing, missingUnseen: isRefused ? told.unseen : null }
}
