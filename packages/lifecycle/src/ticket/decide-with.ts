import { err, ok, type Result } from 'neverthrow'
import type { Workflow } from '../workflow/workflow.ts'
import { checkCommand } from './check-command.ts'
import { commandTable } from './command-table.ts'
import { decideOpen } from './decide-open.ts'
import { destination } from './destination.ts'
import { type DecisionMode, Happening } from './happening.ts'
import { reclassified, reprioritised } from './reassess.ts'
import { receiveReplyFault } from './receive-reply.ts'
import { type RefusalFacts, refusal } from './refusal.ts'
import type { Ticket } from './ticket.ts'
import type { OpenTicket, TicketCommand } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { TicketRejection } from './ticket-rejections.ts'

/** The one decision behind `decideTicket` and `decideObserved`. */
export function decideWith(
  workflow: Workflow,
  ticket: Ticket | null,
  command: TicketCommand,
  context: TicketContext,
  mode: DecisionMode,
): Result<readonly TicketEvent[], TicketRejection> {
  const refuse = (facts: RefusalFacts): Result<never, TicketRejection> =>
    err(refusal(facts, workflow, ticket, command.type, context))
  const fault = checkCommand(command)
  if (fault !== null) return refuse({ kind: 'ticket/invalid-command', ...fault })
  if (ticket === null) {
    if (command.type !== 'open') return refuse({ kind: 'ticket/not-opened' })
    const opened = decideOpen(workflow, command, context, mode)
    return opened.isOk() ? ok(opened.value) : refuse(opened.error)
  }
  if (command.type === 'open') return refuse({ kind: 'ticket/already-opened' })
  const clamped = context.now < ticket.updatedAt ? { ...context, now: ticket.updatedAt } : context
  const happening = new Happening(workflow, ticket, command.type, clamped, mode)
  const refused = carryOut(workflow, command, clamped, happening)
  return refused === null ? ok(happening.events) : refuse(refused)
}

/** Lets a command happen step by step; the first step that must be refused ends it. */
function carryOut(
  workflow: Workflow,
  command: Exclude<TicketCommand, OpenTicket>,
  context: TicketContext,
  happening: Happening,
): RefusalFacts | null {
  const { ticket } = happening
  const rule = commandTable[command.type]
  const { kind } = context.actor
  const barred =
    (rule.by.includes(kind) ? null : happening.tolerate({ kind: 'ticket/actor-not-allowed', allowedActors: rule.by })) ??
    (rule.from.includes(ticket.category)
      ? null
      : happening.tolerate({ kind: 'ticket/not-in-this-category', category: ticket.category }))
  if (barred !== null) return barred
  switch (command.type) {
    case 'classify': {
      const event = reclassified(ticket, command)
      if (event !== null) happening.add(event)
      return null
    }
    case 'prioritise': {
      const event = reprioritised(ticket, command)
      if (event !== null) happening.add(event)
      return null
    }
    case 'assign': {
      if (command.teamId !== undefined && command.teamId !== ticket.teamId) happening.transfer(command.teamId)
      const before = happening.ticket.assigneeId
      happening.assign(command.assigneeId)
      if (before !== command.assigneeId) happening.react(workflow.document.onAssign)
      return null
    }
    case 'unassign':
      happening.unassign()
      return null
    case 'transfer':
      happening.transfer(command.teamId)
      if (command.assigneeId !== undefined && command.assigneeId !== happening.ticket.assigneeId) {
        happening.assign(command.assigneeId)
        happening.react(workflow.document.onAssign)
      }
      return null
    case 'escalate': {
      const to = command.level ?? ticket.level + 1
      if (to > 9) return { kind: 'ticket/invalid-command', path: 'level', expected: 'a support line from 1 to 9' }
      if (to !== ticket.level) happening.add({ type: 'ticket-escalated', data: { from: ticket.level, to } })
      if (command.teamId !== undefined) happening.transfer(command.teamId)
      return null
    }
    case 'reply': {
      const automatic = command.automatic ?? false
      const author = kind === 'requester' ? 'agent' : kind
      const { messageId, channel = ticket.channel } = command
      happening.message({ messageId, direction: 'outbound', visibility: 'public', author, automatic, channel })
      if (!automatic && author !== 'system') happening.react(workflow.document.onAgentReply)
      return null
    }
    case 'note': {
      const author = kind === 'requester' ? 'agent' : kind
      const { messageId } = command
      happening.message({
        messageId,
        direction: 'internal',
        visibility: 'internal',
        author,
        automatic: false,
        channel: ticket.channel,
      })
      return null
    }
    case 'receive-reply': {
      const refused = happening.tolerate(receiveReplyFault(workflow, ticket, context))
      if (refused !== null) return refused
      const { messageId, channel = ticket.channel, automatic = false } = command
      happening.message({ messageId, direction: 'inbound', visibility: 'public', author: 'requester', automatic, channel })
      if (!automatic) happening.react(workflow.document.onRequesterReply)
      return null
    }
    case 'change-status': {
      if (command.toStatus === ticket.status) return null
      const to = destination(workflow, ticket, command.type, command.toStatus)
      return typeof to === 'string' ? happening.move(to, command) : to
    }
    case 'request-information': {
      const to = destination(workflow, ticket, command.type, command.toStatus)
      if (typeof to !== 'string') return to
      if (command.messageId !== null) {
        const author = kind === 'requester' ? 'agent' : kind
        const { messageId } = command
        happening.message({
          messageId,
          direction: 'outbound',
          visibility: 'public',
          author,
          automatic: false,
          channel: ticket.channel,
        })
      }
      return happening.move(to)
    }
    case 'resolve':
    case 'cancel': {
      const to = destination(workflow, ticket, command.type, command.toStatus)
      if (typeof to !== 'string') return to
      return command.type === 'resolve'
        ? happening.move(to, command)
        : happening.move(to, { outcome: command.outcome ?? 'cancelled' })
    }
    case 'hold':
    case 'resume':
    case 'reopen':
    case 'close': {
      const to = destination(workflow, ticket, command.type, command.toStatus)
      return typeof to === 'string' ? happening.move(to) : to
    }
  }
}
