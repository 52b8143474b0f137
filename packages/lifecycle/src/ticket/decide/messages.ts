import { err, ok, type Result } from 'neverthrow'
import type { AddNote, ReceiveReply, Reply, RequestInformation } from '../ticket-commands.ts'
import type { MessageAdded, MessageAddedData, TicketEvent } from '../ticket-events.ts'
import type { Denial } from './denial.ts'
import { decideMove } from './move.ts'
import type { Party } from './passage.ts'
import { react } from './react.ts'
import { happened, type Situation } from './situation.ts'

type Message = Omit<MessageAddedData, 'direction' | 'teamId'>

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
    channel,
  })
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
  return ok(answers && !automatic ? react(situation, reaction, actor, 'reply', [added]) : [added])
}

/** What a note among staff leads to. */
export function decideNote(situation: Situation, { messageId }: AddNote): Result<readonly TicketEvent[], Denial> {
  const { channel } = situation.ticket
  return ok([
    messageAdded(situation, { messageId, visibility: 'internal', author: situation.actor.kind, automatic: false, channel }),
  ])
}

/** What a message from the requester leads to, whoever takes it in. */
export function decideReceiveReply(situation: Situation, command: ReceiveReply): Result<readonly TicketEvent[], Denial> {
  const { workflow, ticket, actor } = situation
  const reaction = workflow.onRequesterReply[ticket.category]
  if (reaction.do === 'refuse' && situation.enforced) return err({ kind: 'ticket/reply-refused', category: ticket.category })
  const { messageId, channel = ticket.channel, automatic = false } = command
  const added = messageAdded(situation, { messageId, visibility: 'public', author: 'requester', automatic, channel })
  const party: Party = actor.kind === 'requester' ? actor : { kind: 'requester' }
  return ok(automatic ? [added] : react(situation, reaction, party, 'receive-reply', [added]))
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
  return ok([messageAdded(situation, asked), ...moved.value])
}
