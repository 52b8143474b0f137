import { type Actor, actorRef } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Workflow, WorkflowStatus } from '../../workflow/workflow.ts'
import type { OpenTicket } from '../ticket-commands.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { Denial } from './denial.ts'
import { directionOf } from './messages.ts'
import { changesOf, labels } from './particulars.ts'
import { happened, type TicketContext } from './situation.ts'

/** What a new ticket leads to. */
export function decideOpening(
  workflow: Workflow,
  command: OpenTicket,
  { actor, now }: TicketContext,
  enforced: boolean,
): Result<readonly TicketEvent[], Denial> {
  const first = firstStatus(workflow, command.toStatus, enforced)
  if (first.isErr()) return err(first.error)
  const overreach = notTheRequesters(command, actor) ?? badMessage(command.message, actor)
  if (overreach !== null) return err(overreach)
  const { ticketId, number, kind, channel, requesterId, message } = command
  const {
    priority = 'normal',
    impact = null,
    urgency = null,
    topic = null,
    level = 1,
    assigneeId = null,
    catalogue = null,
  } = command
  const teamId = command.teamId ?? catalogue?.teamId ?? null
  const stamp = { at: now, by: actorRef(actor) }
  const opened = happened(stamp, 'ticket-opened', {
    ...{ ticketId, number, workflow: { id: workflow.id, version: workflow.version } },
    catalogue: catalogue === null ? null : { id: catalogue.id, version: catalogue.version },
    ...{ status: first.value.id, category: first.value.category, kind, channel, requesterId },
    ...{ priority, impact, urgency, topic, level, teamId, assigneeId },
    tags: labels(command.tags ?? []),
    attributes: changesOf({}, command.attributes ?? {}),
  })
  const personal = (command.personalFields ?? [])
    .toSorted()
    .map((field) => happened(stamp, 'personal-field-set', { field, known: true }))
  if (message === null) return ok([opened, ...personal])
  const { messageId, visibility, author, automatic } = message
  const data = { messageId, direction: directionOf(message), visibility, author, automatic, teamId, authorTeamId: null, channel }
  return ok([opened, happened(stamp, 'message-added', data), ...personal])
}

function firstStatus(workflow: Workflow, name: string | undefined, enforced: boolean): Result<WorkflowStatus, Denial> {
  const [standard] = workflow.initial
  if (name === undefined)
    return standard === undefined ? err({ kind: 'ticket/no-such-category', expected: ['new'] }) : ok(standard)
  const status = workflow.statuses.get(name)
  if (status === undefined) return err({ kind: 'ticket/unknown-status', toStatus: name })
  return enforced && !workflow.initial.includes(status) ? err({ kind: 'ticket/no-transition', toStatus: name }) : ok(status)
}

/** A requester says what is wrong and how bad it is; who works on it and what comes first is the desk's to say. */
function notTheRequesters(command: OpenTicket, actor: Actor): Denial | null {
  if (actor.kind !== 'requester') return null
  const { priority, level, teamId = null, assigneeId = null } = command
  const path =
    priority !== undefined
      ? 'priority'
      : level !== undefined
        ? 'level'
        : teamId !== null
          ? 'teamId'
          : assigneeId !== null
            ? 'assigneeId'
            : null
  return path === null ? null : { kind: 'ticket/invalid-command', path, expected: 'nothing, where a requester opens the ticket' }
}

/** The first message is the requester's or the opener's own; only the system, which imports and relays, may name anybody. */
function badMessage(message: OpenTicket['message'], actor: Actor): Denial | null {
  if (message === null) return null
  const { author, visibility } = message
  if (author !== 'requester' && author !== actor.kind && actor.kind !== 'system') {
    const expected = actor.kind === 'requester' ? 'requester' : `requester or ${actor.kind}`
    return { kind: 'ticket/invalid-command', path: 'message.author', expected }
  }
  if (author === 'requester' && visibility === 'internal') {
    return { kind: 'ticket/invalid-command', path: 'message.visibility', expected: 'public, since the requester wrote it' }
  }
  return null
}
