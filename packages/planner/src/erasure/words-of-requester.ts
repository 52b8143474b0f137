import type { Actor, CustomerId } from '@caseload/core'
import { isDone, type Ticket } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { bringsBack, survivorIn, ticketIn } from '../linked/further-reads.ts'
import type { PendingChanges } from '../linked/pending-changes.ts'
import type { DeskRequest, TicketRequest } from '../requests/desk-request.ts'
import type { Loaded } from '../requests/loaded.ts'

/** Commands in which the requester has the word, whoever passes it on. */
const ofRequester: ReadonlySet<TicketRequest['command']['type']> = new Set([
  'receive-reply',
  'confirm-resolution',
  'reject-resolution',
  'record-check-back',
])

/** The customers that have to be read since a command may bring something in under their identity: the requester of the ticket it reaches, or of the one that a ticket without requester is to go on in. */
export function requesterReads(request: DeskRequest, loaded: Loaded): readonly Ref[] {
  const ticket = request.type === 'ticket-command' ? ticketIn(loaded, request.ticketId) : null
  if (request.type !== 'ticket-command' || ticket === null) return []
  const { command, body, remark } = request
  const reached = survivorIn(loaded, ticket)
  const opens = command.type === 'split' || (bringsBack(command) && isDone(reached.category))
  const says = remark !== null || (body !== null && ofRequester.has(command.type)) || isPersonal(request)
  const ids = new Set([...(opens || says ? [reached.requesterId] : []), ownerToBe(request, ticket, loaded)])
  return [...ids].flatMap((id) => (id === null ? [] : [{ kind: 'customer', id }]))
}

/**
 * The customers under whose identity a command brings something in: what they say themselves, values of personal fields, a ticket that is opened for them, and a ticket without requester that goes on in one of theirs. What
 * staff write on a ticket is theirs, not the requester's.
 */
export function broughtInFor(
  request: TicketRequest,
  ticket: Ticket,
  loaded: Loaded,
  changes: PendingChanges,
  actor: Actor,
): readonly CustomerId[] {
  const { command, body, remark } = request
  const saysSomething = body !== null || remark !== null
  const says = (saysSomething && (actor.kind === 'requester' || ofRequester.has(command.type))) || isPersonal(request)
  const { requesterId } = survivorIn(loaded, ticket)
  const ids = [...(says ? [requesterId] : []), ownerToBe(request, ticket, loaded)]
  return [...ids.flatMap((id) => (id === null ? [] : [id])), ...openedFor(changes)]
}

/** The customers for whom changes open a ticket. */
export function openedFor(changes: PendingChanges): readonly CustomerId[] {
  return [...changes.values()].flatMap(({ happened }) =>
    happened.flatMap((event) =>
      event.type === 'ticket-opened' && event.data.requesterId !== null ? [event.data.requesterId] : [],
    ),
  )
}

function isPersonal({ personal }: TicketRequest): boolean {
  return personal !== undefined && personal !== null
}

/** Whose a ticket without requester becomes by going on in another. */
function ownerToBe({ command }: TicketRequest, { requesterId }: Ticket, loaded: Loaded): CustomerId | null {
  if (command.type !== 'merge-into' || requesterId !== null) return null
  return ticketIn(loaded, command.survivorId)?.requesterId ?? null
}
