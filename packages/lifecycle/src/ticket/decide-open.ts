import { actorRef } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Workflow } from '../workflow/workflow.ts'
import { evolveTicket } from './evolve-ticket.ts'
import { type DecisionMode, Happening } from './happening.ts'
import { sortedTags } from './reassess.ts'
import type { RefusalFacts } from './refusal.ts'
import type { Attributes } from './ticket.ts'
import type { OpenTicket } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { DeviationRecorded, TicketEvent, TicketOpened } from './ticket-events.ts'

/** The events an opening leads to, or why there is none in the status asked for. */
export function decideOpen(
  workflow: Workflow,
  command: OpenTicket,
  context: TicketContext,
  mode: DecisionMode,
): Result<readonly TicketEvent[], RefusalFacts> {
  const { initial } = workflow.document
  const status = command.toStatus ?? initial[0] ?? ''
  const category = workflow.statuses.get(status)?.category
  if (category === undefined) return err({ kind: 'ticket/unknown-status', toStatus: status })
  const regular = initial.includes(status)
  if (!regular && mode === 'enforced') return err({ kind: 'ticket/no-transition', toStatus: status })
  const { ticketId, number, kind, channel, requesterId, message } = command
  const stamp = { at: context.now, actor: actorRef(context.actor) }
  const opened: TicketOpened = {
    type: 'ticket-opened',
    ...stamp,
    data: {
      ticketId,
      number,
      workflow: { id: workflow.id, version: workflow.version },
      status,
      category,
      kind,
      channel,
      requesterId,
      priority: command.priority ?? 'normal',
      impact: command.impact ?? null,
      urgency: command.urgency ?? null,
      topic: command.topic ?? null,
      level: command.level ?? 1,
      teamId: command.teamId ?? null,
      assigneeId: command.assigneeId ?? null,
      tags: sortedTags(command.tags ?? []),
      attributes: present(command.attributes ?? {}),
    },
  }
  const deviation: DeviationRecorded = {
    type: 'deviation-recorded',
    ...stamp,
    data: { reason: 'no-transition', command: 'open', from: status, to: status },
  }
  const begun: readonly TicketEvent[] = regular ? [opened] : [opened, deviation]
  const ticket = evolveTicket(null, opened)
  if (ticket === null) return ok(begun)
  const happening = new Happening(workflow, ticket, 'open', context, mode)
  if (message !== null) {
    const { messageId, author, visibility, automatic } = message
    const direction = author === 'requester' ? 'inbound' : visibility === 'internal' ? 'internal' : 'outbound'
    happening.message({ messageId, direction, visibility, author, automatic, channel })
  }
  if (ticket.assigneeId !== null) happening.react(workflow.document.onAssign)
  return ok([...begun, ...happening.events])
}

/** A field that is null at the beginning is a field that is not there. */
function present(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))
}
