import { addMs, type Instant, type MessageId } from '@caseload/core'
import type { Workflow } from '../../workflow/workflow.ts'
import { happened, type Situation } from '../decide/situation.ts'
import { keptBy } from '../promise/decide-promises.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { SolutionTold } from './told-commands.ts'
import type { SolutionWasTold } from './told-events.ts'

/**
 * What solving a ticket says of the requester: how they were told (as the command says, else by the last public message to them), and that they are asked whether it works.
 */
export function solvedAndTold(situation: Situation, how: SolutionTold | undefined, asks: boolean): readonly TicketEvent[] {
  const { workflow, ticket, at } = situation
  const { lastAnswerId } = ticket
  const recorded =
    how !== undefined
      ? told(situation, how)
      : workflow.resolution !== null && lastAnswerId !== null
        ? [solutionTold(situation, { by: 'message', messageId: lastAnswerId })]
        : []
  const confirmation = workflow.resolution?.confirmation ?? null
  if (!asks || confirmation === null || ticket.requesterId === null) return recorded
  const { silence } = confirmation
  return [...recorded, happened(situation, 'confirmation-asked', { until: silenceUntil(workflow, at), silence })]
}

/** A public message to the requester of a ticket that is resolved and not told yet: it tells them. */
export function toldByReply(situation: Situation, messageId: MessageId): readonly TicketEvent[] {
  const { workflow, ticket } = situation
  const waits =
    workflow.resolution !== null && ticket.category === 'resolved' && ticket.outcome === 'solved' && ticket.toldBy === null
  return waits ? [solutionTold(situation, { by: 'message', messageId }), ...askedAnew(situation)] : []
}

/** Whoever was asked before they were told is asked again, and silence counts from now: nobody can say of what they do not know whether it works. */
function askedAnew({ workflow, ticket, at, by }: Situation): readonly TicketEvent[] {
  const confirmation = workflow.resolution?.confirmation ?? null
  if (confirmation === null || ticket.category !== 'resolved' || ticket.confirmation !== 'asked') return []
  return [happened({ at, by }, 'confirmation-asked', { until: silenceUntil(workflow, at), silence: confirmation.silence })]
}

/** When silence is taken for an answer: when a ticket that is done since an instant closes by itself; null where it does not. */
export function silenceUntil({ autoCloseAfterMs }: Workflow, since: Instant): Instant | null {
  return autoCloseAfterMs === null ? null : addMs(since, autoCloseAfterMs)
}

/** What telling the requester leads to: they are asked again whether it works; a call or an article is an answer, so it keeps what was promised. */
export function told(situation: Situation, how: SolutionTold): readonly TicketEvent[] {
  const said = how.by === 'call' || how.by === 'article'
  return [
    solutionTold(situation, how),
    ...(said ? keptBy(situation, null) : []),
    ...(how.by === 'exempt' ? [] : askedAnew(situation)),
  ]
}

function solutionTold(situation: Situation, how: SolutionTold): SolutionWasTold {
  const messageId = how.by === 'message' ? how.messageId : null
  return happened(situation, 'solution-told', { by: how.by, messageId, reference: referenceOf(how) })
}

function referenceOf(how: SolutionTold): string | null {
  switch (how.by) {
    case 'message':
      return null
    case 'call':
      return how.call ?? null
    case 'article':
      return how.article
    case 'exempt':
      return how.reason
  }
}
