import { isId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Workflow } from '../../workflow/workflow.ts'
import { woken } from '../attention/decide-attention.ts'
import { keptBy } from '../promise/decide-promises.ts'
import type { Ticket } from '../ticket.ts'
import type { AddNote, ReceiveReply, Reply, RequestInformation } from '../ticket-commands.ts'
import type { MessageAdded, MessageAddedData, TicketEvent } from '../ticket-events.ts'
import { closedWhenConfirmed } from '../told/closed-when-confirmed.ts'
import { toldByReply } from '../told/solution-told.ts'
import type { Denial } from './denial.ts'
import { decideMove } from './move.ts'
import type { Party } from './passage.ts'
import { react } from './react.ts'
import { happened, type Situation } from './situation.ts'

type Message = Omit<MessageAddedData, 'direction' | 'teamId' | 'authorTeamId'>

/** Which way a message went. */
export function directionOf({ author, visibility }: Pick<Message, 'author' | 'visibility'>): MessageAddedData['direction'] {
  if (visibility === 'internal') return 'internal'
  return author === 'requester' ? 'inbound' : 'outbound'
}

function messageAdded(situation: Situation, message: Message): MessageAdded {
  const { messageId, visibility, author, automatic, channel } = message
  const { teamId } = situation.ticket
  return happened(situation, 'message-added', {
    messageId,
    direction: directionOf(message),
    visibility,
    author,
    automatic,
    teamId,
    authorTeamId: authorTeam(situation, message),
    channel,
  })
}

/** Which other team an agent works in; null where it is the ticket's own, too. */
function authorTeam({ actor, ticket }: Situation, { author }: Message): MessageAddedData['authorTeamId'] {
  const teams = author === 'agent' && ticket.teamId !== null ? (actor.teams ?? []) : []
  const [first] = teams.filter((team) => isId('team', team)).sort()
  return first === undefined || teams.some((team) => team === ticket.teamId) ? null : first
}

/** What an answer to the requester leads to. */
export function decideReply(situation: Situation, command: Reply): Result<readonly TicketEvent[], Denial> {
  const { workflow, ticket, actor } = situation
  const reaction = workflow.onAgentReply[ticket.category]
  // The system's messages are receipts and reminders: they neither open a ticket nor ask for leave.
  const answers = actor.kind === 'agent' || actor.kind === 'bot'
  if (answers && reaction.do === 'refuse' && situation.enforced)
    return err({ kind: 'ticket/reply-refused', category: ticket.category })
  const { messageId, channel = ticket.channel, automatic = false } = command
  const added = messageAdded(situation, { messageId, visibility: 'public', author: actor.kind, automatic, channel })
  if (!answers || automatic) return ok([added])
  const events = react(situation, reaction, actor, 'reply', [added, ...answering(situation, messageId)])
  return ok(events.some(({ type }) => type === 'solution-told') ? closedWhenConfirmed(situation, 'reply', events) : events)
}

/** What a note among staff leads to. */
export function decideNote(situation: Situation, { messageId }: AddNote): Result<readonly TicketEvent[], Denial> {
  const { channel } = situation.ticket
  return ok([
    messageAdded(situation, { messageId, visibility: 'internal', author: situation.actor.kind, automatic: false, channel }),
  ])
}

/**
 * Whether a ticket takes no messages of its requester: where the workflow says so, and where the message would have to bring the ticket back and a closed parent
 * keeps it closed. A message that nobody would look at is better refused than recorded.
 */
export function refusesRequester(workflow: Workflow, { category, parentClosed }: Ticket): boolean {
  const reaction = workflow.onRequesterReply[category]
  return reaction.do === 'refuse' || (reaction.do === 'move' && category === 'closed' && parentClosed)
}

/** What a message from the requester leads to, whoever takes it in. */
export function decideReceiveReply(situation: Situation, command: ReceiveReply): Result<readonly TicketEvent[], Denial> {
  const { workflow, ticket, actor } = situation
  const reaction = workflow.onRequesterReply[ticket.category]
  if (refusesRequester(workflow, ticket) && situation.enforced)
    return err({ kind: 'ticket/reply-refused', category: ticket.category })
  const { messageId, channel = ticket.channel, automatic = false } = command
  const added = messageAdded(situation, { messageId, visibility: 'public', author: 'requester', automatic, channel })
  const party: Party = actor.kind === 'requester' ? actor : { kind: 'requester' }
  if (automatic) return ok([added])
  return ok(react(situation, reaction, party, 'receive-reply', [added, ...woken(situation, 'receive-reply')]))
}

/** What asking the requester for something leads to. */
export function decideRequestInformation(
  situation: Situation,
  command: RequestInformation,
): Result<readonly TicketEvent[], Denial> {
  const { messageId } = command
  const moved = decideMove(situation, command)
  if (messageId === null || moved.isErr()) return moved
  const { ticket, actor } = situation
  const asked = { messageId, visibility: 'public', author: actor.kind, automatic: false, channel: ticket.channel } as const
  return ok([messageAdded(situation, asked), ...answering(situation, messageId), ...moved.value])
}

/** What a public message says beside its words: an agent's keeps what was promised, and tells of a solution that is not told yet. */
function answering(situation: Situation, messageId: Reply['messageId']): readonly TicketEvent[] {
  const kept = situation.actor.kind === 'agent' ? keptBy(situation, messageId) : []
  return [...kept, ...toldByReply(situation, messageId)]
}
