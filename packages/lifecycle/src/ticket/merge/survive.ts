import { actorRef, type TicketId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Workflow } from '../../workflow/workflow.ts'
import { allTakenOver, carryObstacle, givenBack } from '../carry-over/decide-carry-over.ts'
import { cameThrough } from '../carry-over/evolve-carry-over.ts'
import { refuse } from '../decide/refuse.ts'
import { clamped, happened, type TicketContext } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { MessageRedirected } from './merge-events.ts'
import type { MergeObstacle, MergeRefused } from './merge-rejections.ts'

/** Most tickets that go on in one, over however many others: what is decided about one of them is decided in one step with all of its way. */
const mostMerged = 100
/** Most merges one after another: a ticket in between is written with the one that leaves it. */
const longestWay = 50

/** What goes on in a survivor once a merge is done. */
export interface MergedTree {
  /** How many tickets go on there, directly or over others. */
  readonly tickets: number
  /** How many merges the longest way there has. */
  readonly longestWay: number
}

/**
 * What absorbing another ticket means for the one that goes on: the other half of `merge-into`.
 *
 * A survivor is never merged itself, so merges form a forest: no ticket ever goes on in itself, over however many others.
 *
 * @param workflow - The rules of the ticket that is merged.
 * @param survivor - The ticket that goes on; not mutated.
 * @param merged - The ticket that goes on in it.
 * @param context - Who merges, and when.
 * @param tree - What then goes on in the survivor; what the two know of themselves where absent.
 * @returns One event for the survivor, and one more where something is open on the merged ticket: its promises, follow-ups and approvals are owed by the survivor, as they stand; `ticket/merge-refused` with the reason, as a refusal to the merged ticket.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { absorbTicket, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const opened = (id: string, requester: string) => {
 *   const [ticketId, requesterId] = [orThrow(parseId('tkt', id)), orThrow(parseId('cus', requester))]
 *   const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId, message: null } as const
 *   return orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * }
 * const [first, second, third] = [opened('tkt_1', 'cus_eve'), opened('tkt_2', 'cus_eve'), opened('tkt_3', 'cus_mia')]
 * first && second && absorbTicket(workflow, first, second, context).isOk() // => true
 * first && third && absorbTicket(workflow, first, third, context)._unsafeUnwrapErr().reason // => 'other-requester'
 * ```
 */
export function absorbTicket(
  workflow: Workflow,
  survivor: Ticket,
  merged: Ticket,
  context: TicketContext,
  tree: MergedTree = { tickets: survivor.mergedFrom.length + merged.mergedFrom.length + 1, longestWay: 1 },
): Result<readonly TicketEvent[], MergeRefused> {
  const reason = obstacle(survivor, merged, tree)
  if (reason === null) {
    const stamp = stampOf(survivor, context)
    return ok([happened(stamp, 'ticket-absorbed', { ticketId: merged.id }), ...allTakenOver(stamp, survivor, merged)])
  }
  const denial = { kind: 'ticket/merge-refused', survivorId: survivor.id, reason } as const
  const { message, command, status, allowedNow } = refuse(denial, workflow, merged, 'merge-into', context.actor, context.now)
  return err({ ...denial, message, command, status, allowedNow })
}

function obstacle(survivor: Ticket, merged: Ticket, tree: MergedTree): MergeObstacle | null {
  if (survivor.id === merged.id) return 'itself'
  if (survivor.mergedInto !== null) return 'survivor-merged'
  if (survivor.category === 'closed') return 'survivor-closed'
  if (merged.requesterId !== null && merged.requesterId !== survivor.requesterId) return 'other-requester'
  const isTooMany = tree.tickets > mostMerged || tree.longestWay > longestWay
  return isTooMany ? 'too-many' : carryObstacle(survivor, merged)
}

/**
 * What the end of a merge means for the ticket that went on: the other half of `unmerge`.
 *
 * Each ticket of the way it went on by is asked, since what is owed may have gone further with one of them.
 *
 * @param survivor - The ticket that went on; not mutated.
 * @param ticketId - The ticket that goes on by itself.
 * @param context - Who takes the merge back, and when.
 * @returns One event, and one before it where it gives back what came with the other and is still open; none where nothing of the other went on there.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { absorbTicket, releaseTicket, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [ticketId, otherId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const merged = ticket && { ...ticket, id: otherId }
 * const survivor = ticket && merged && orThrow(absorbTicket(workflow, ticket, merged, context)).reduce<Ticket | null>(evolveTicket, ticket)
 * survivor && releaseTicket(survivor, otherId, context).map(({ type }) => type) // => ['ticket-released']
 * ticket && releaseTicket(ticket, otherId, context) // => []
 * ```
 */
export function releaseTicket(survivor: Ticket, ticketId: TicketId, context: TicketContext): readonly TicketEvent[] {
  if (!survivor.mergedFrom.includes(ticketId) && !holdsOf(survivor, ticketId)) return []
  const stamp = stampOf(survivor, context)
  return [...givenBack(stamp, survivor, ticketId), happened(stamp, 'ticket-released', { ticketId })]
}

/** Whether something came through a ticket and is, or was, owed here. */
function holdsOf({ takenOver, passedOn }: Ticket, ticketId: TicketId): boolean {
  return [...takenOver, ...passedOn].some((each) => cameThrough(each, ticketId))
}

/**
 * That a message comes to a survivor instead of the ticket it was addressed to; to be recorded before the message.
 *
 * @param survivor - The ticket that takes it; not mutated.
 * @param data - Which message, and for whom it was.
 * @param context - Who brings it, and when.
 *
 * @example
 * ```ts
 * import { instant, orThrow, parseId } from '@caseload/core'
 * import { messageRedirected, compileWorkflow, decideTicket, evolveTicket, standardWorkflow, type Ticket } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const [ticketId, otherId] = [orThrow(parseId('tkt', 'tkt_1')), orThrow(parseId('tkt', 'tkt_2'))]
 * const open = { type: 'open', ticketId, number: 1, kind: 'incident', channel: 'phone', requesterId: null, message: null } as const
 * const ticket = orThrow(decideTicket(workflow, null, open, context)).reduce<Ticket | null>(evolveTicket, null)
 * const data = { messageId: orThrow(parseId('msg', 'msg_7')), addressedTo: otherId }
 * const after = ticket && evolveTicket(ticket, messageRedirected(ticket, data, context))
 * after?.redirected // => [{ ticketId: orThrow(parseId('tkt', 'tkt_2')), messages: 1 }]
 * ```
 */
export function messageRedirected(survivor: Ticket, data: MessageRedirected['data'], context: TicketContext): MessageRedirected {
  return happened(stampOf(survivor, context), 'message-redirected', data)
}

function stampOf(ticket: Ticket, { actor, now }: TicketContext) {
  return { at: clamped(ticket, now), by: actorRef(actor) }
}
