import { actorRef, type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { checkAttributes, isCode } from './check-command.ts'
import type { Attributes, Ticket } from './ticket.ts'
import type { TicketContext } from './ticket-context.ts'
import type { ActivityRecorded } from './ticket-events.ts'

/** What a row of an imported log says happened. */
export interface Activity {
  /** The log's own name for it: 1 to 200 characters, no control characters, no blanks at the ends; never free text of people. */
  readonly code: string
  /** Further codes of the row, e.g. the group; none where absent. */
  readonly attributes?: Attributes
}

/**
 * The event that keeps a row of an imported log, so that variants and counts can be told from the journal alone. It changes nothing but when the ticket was last touched.
 *
 * @param ticket - The ticket the row is about.
 * @param activity - What the row says.
 * @param context - Who did it, and when; an instant before the ticket's last event is held there.
 * @returns The event; `input/invalid` where the code or a field is out of range.
 *
 * @example
 * ```ts
 * import { instant } from '@caseload/core'
 * import { recordActivity } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(7) } as const
 * recordActivity(exampleTicket(), { code: 'Accepted/In Progress' }, context)._unsafeUnwrap()
 * // => { type: 'activity-recorded', at: 7, actor: 'agent:agt_ada', data: { code: 'Accepted/In Progress', attributes: {} } }
 * recordActivity(exampleTicket(), { code: '' }, context)._unsafeUnwrapErr().issues[0]?.path // => 'code'
 * ```
 */
export function recordActivity(
  ticket: Ticket,
  { code, attributes = {} }: Activity,
  { actor, now }: TicketContext,
): Result<ActivityRecorded, InvalidInput> {
  if (!isCode(code, 200))
    return err(invalidInput([inputIssue(['code'], '1 to 200 characters, no control characters, no blanks at the ends')]))
  const fault = checkAttributes(attributes)
  if (fault !== null) return err(invalidInput([inputIssue(fault.path.split('.'), fault.expected)]))
  const at = now > ticket.updatedAt ? now : ticket.updatedAt
  return ok({ type: 'activity-recorded', at, actor: actorRef(actor), data: { code, attributes } })
}
