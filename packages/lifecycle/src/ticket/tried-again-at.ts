import { type ActorKind, addMs, type Instant } from '@caseload/core'
import type { Workflow, WorkflowStatus } from '../workflow/workflow.ts'
import { endingAt, endingOf } from './decide/ending.ts'
import { defaultTarget } from './decide/move.ts'
import { momentAt, type TicketMoment } from './moments.ts'
import type { Ticket } from './ticket.ts'
import { factsNamed } from './ticket-fields.ts'

const soonestMs = 900_000
const latestMs = 86_400_000
const system: ActorKind = 'system'

/**
 * When a step of time that was refused is tried again although nothing changes the ticket: at the instant at which time alone may open a way that a condition closes, to the millisecond; and anyway a quarter of an hour later, then after as
 * long again as it has waited, at most a day, since what else was in the way may be gone (other policies, say).
 *
 * @param moment - Which step.
 * @param workflow - The rules.
 * @param ticket - The ticket, which the step was refused for; not mutated.
 * @param now - When it was refused.
 * @returns The instant; null where the step is not due, or is none that rules refuse: only `auto-close` and `pending-expiry` take a way of the workflow.
 *
 * @example
 * ```ts
 * import { addMs, instant, orThrow, parseId } from '@caseload/core'
 * import { compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket, triedAgainAt } from '@caseload/lifecycle'
 *
 * const rested = { not: { field: 'resolvedAt', within: 'PT100H', of: 'past' } } as const
 * const transitions = standardWorkflow.transitions.map((way) => (way.from === 'resolved' ? { ...way, when: rested } : way))
 * const workflow = orThrow(compileWorkflow({ ...standardWorkflow, transitions }))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant('2026-03-02T08:00Z') } as const
 * const ticketId = orThrow(parseId('tkt', 'tkt_1'))
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const resolved = orThrow(decideTicket(workflow, ticket, { type: 'resolve', code: 'fixed' }, context)).reduce<Ticket | null>(evolveTicket, ticket)
 *
 * const refusedAt = addMs(context.now, 96 * 3_600_000)
 * resolved && triedAgainAt('auto-close', workflow, resolved, refusedAt) // => addMs(refusedAt, 900_000)
 * const later = addMs(context.now, 99.9 * 3_600_000)
 * resolved && triedAgainAt('auto-close', workflow, resolved, later) // => addMs(context.now, 100 * 3_600_000 + 1)
 * ```
 */
export function triedAgainAt(moment: TicketMoment, workflow: Workflow, ticket: Ticket, now: Instant): Instant | null {
  const to = targetOf(moment, workflow, ticket)
  const dueAt = to === null ? null : momentAt(moment, workflow, ticket)
  if (to === null || dueAt === null || dueAt > now) return null
  const anyway = afterWaiting(dueAt, now)
  const opens = opensAt(workflow, ticket, to, now)
  return opens !== null && opens < anyway ? opens : anyway
}

/**
 * When what was refused is tried again whatever was in its way: a quarter of an hour later, then after as long again as it has waited, at most a day.
 *
 * @param since - Since when it waits.
 * @param now - When it was refused.
 *
 * @example
 * ```ts
 * import { addMs, instant } from '@caseload/core'
 * import { afterWaiting } from '@caseload/lifecycle'
 *
 * const since = instant('2026-03-02T08:00Z')
 * afterWaiting(since, since) // => addMs(since, 900_000)
 * afterWaiting(since, addMs(since, 3_600_000)) // => addMs(since, 7_200_000)
 * ```
 */
export function afterWaiting(since: Instant, now: Instant): Instant {
  return addMs(now, Math.min(Math.max(now - since, soonestMs), latestMs))
}

function targetOf(moment: TicketMoment, workflow: Workflow, ticket: Ticket): WorkflowStatus | null {
  if (moment === 'auto-close') return defaultTarget(workflow, ticket, 'close')
  return moment === 'pending-expiry' ? defaultTarget(workflow, ticket, 'resume') : null
}

/** The earliest instant at which the condition of a way that `system` may take can change its answer. */
function opensAt({ statuses }: Workflow, ticket: Ticket, to: WorkflowStatus, now: Instant): Instant | null {
  const ending = endingAt(to, endingOf({ type: 'close' }, ticket, to))
  let earliest: Instant | null = null
  for (const { by, when } of statuses.get(ticket.status)?.ways.get(to.id) ?? []) {
    if (when === null || (by !== null && !by.includes(system))) continue
    const at = when.changesAfter(factsNamed(ticket, when.fields, ending), now)
    if (at !== null && (earliest === null || at < earliest)) earliest = at
  }
  return earliest
}
