import { deriveId, type TicketId } from '@caseload/core'
import { afterwards, isDone, linkedBy, type MergedTree, type SolutionTold, type Ticket } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { readDocument } from '../documents/stored-document.ts'
import type { DeskRequest, TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { statementRefs } from './agreed-before.ts'
import { personalFieldsRefs } from './carried-fields.ts'

/** Most generations of parents and children. */
export const mostGenerations = 10

/** Of a command to a ticket and of a log: what has to be read beside what was read so far, see `furtherReads`. */
export function linkedReads(request: DeskRequest, loaded: Loaded): readonly Ref[] {
  if (request.type === 'record-history') return relativesOf(loaded, request.ticketId)
  if (request.type !== 'ticket-command') return []
  const ticket = ticketIn(loaded, request.ticketId)
  if (ticket === null) return []
  const wanted = [...forCommand(request, ticket, loaded), ...relatives(survivorIn(loaded, ticket))]
  return missing(loaded, wanted)
}

/** Parents and children of a ticket that was read: what has to be told when it is closed or comes back. */
export function relativesOf(loaded: Loaded, ticketId: TicketId): readonly Ref[] {
  const ticket = ticketIn(loaded, ticketId)
  return ticket === null ? [] : missing(loaded, relatives(ticket))
}

function forCommand(request: TicketRequest, ticket: Ticket, loaded: Loaded): readonly Ref[] {
  const { command, commandId } = request
  switch (command.type) {
    case 'link': {
      const elder = command.relation === 'child-of' ? command.otherId : command.relation === 'parent-of' ? ticket.id : null
      return [ref(command.otherId), ...(elder === null ? [] : ancestorsOf(loaded, elder).map(ref))]
    }
    case 'confirm-problem':
      return [...statementRefs(request, ticket), ...survivors(loaded, ticket).map(ref)]
    case 'unlink':
      return [ref(command.otherId)]
    case 'merge-into':
      return mergeReads(command.survivorId, ticket, loaded).map(ref)
    case 'unmerge':
      return survivors(loaded, ticket).map(ref)
    case 'start-checklist':
      return [{ kind: 'checklist-wording', id: ticket.id }]
    case 'set-field':
      return command.personal === true ? [{ kind: 'personal-fields', id: ticket.id }] : []
    case 'split':
      return [
        ref(command.newTicketId),
        { kind: 'ticket-content', id: ticket.id },
        ...personalFieldsRefs(ticket),
        ...command.messageIds.map((id) => ({ kind: 'message', id })),
      ]
    case 'tell-solution':
      return toldReads(command.told, loaded)
    case 'resolve':
      return [...toldReads(command.told, loaded), ...(command.incidents === 'resolve' ? absorbedBy(loaded, ticket).map(ref) : [])]
    case 'reply':
    case 'note':
    case 'receive-reply':
    case 'reopen':
    case 'reject-resolution':
    case 'record-check-back': {
      const going = survivorIn(loaded, ticket)
      const returning = bringsBack(command) && isDone(going.category)
      const next = returning ? newFollowUpReads(deriveId('tkt', commandId), going) : []
      const followUps = returning ? followUpReads(loaded, going) : []
      const said =
        followUps.length > 0 && command.type === 'receive-reply' ? [{ kind: 'message', id: deriveId('msg', commandId) }] : []
      return [...survivors(loaded, ticket).map(ref), ...next, ...followUps, ...said]
    }
    default:
      return survivors(loaded, ticket).map(ref)
  }
}

/** The ticket that the message stands on which told the requester, and where that one goes on. */
function toldReads(told: SolutionTold | undefined, loaded: Loaded): readonly Ref[] {
  const doc = told?.by === 'message' ? loadedDocument(loaded, { kind: 'message', id: told.messageId }) : null
  const message = doc === null ? null : readDocument('message', doc).unwrapOr(null)
  if (message === null) return []
  const ticket = ticketIn(loaded, message.ticketId)
  return [ref(message.ticketId), ...(ticket === null ? [] : survivors(loaded, ticket).map(ref))]
}

/** The tickets that go on in one, over however many merges, as far as was read; those named last may not have been read yet. */
export function absorbedBy(loaded: Loaded, { mergedFrom }: Pick<Ticket, 'mergedFrom'>): readonly TicketId[] {
  return mergedFrom.flatMap((id) => [id, ...absorbedBy(loaded, ticketIn(loaded, id) ?? { mergedFrom: [] })])
}

/** What goes on in one of two tickets once the other is merged into it, as far as was read. */
export function treeAfterMerge(loaded: Loaded, survivor: Ticket, merged: Ticket): MergedTree {
  const tickets = absorbedBy(loaded, survivor).length + absorbedBy(loaded, merged).length + 1
  return { tickets, longestWay: Math.max(longestWayTo(loaded, survivor), longestWayTo(loaded, merged) + 1) }
}

function longestWayTo(loaded: Loaded, { mergedFrom }: Pick<Ticket, 'mergedFrom'>): number {
  return mergedFrom.reduce(
    (longest, id) => Math.max(longest, 1 + longestWayTo(loaded, ticketIn(loaded, id) ?? { mergedFrom: [] })),
    0,
  )
}

/** The survivor, and what goes on in either already: enough of it to see that it is too many. */
function mergeReads(survivorId: TicketId, ticket: Ticket, loaded: Loaded): readonly TicketId[] {
  const survivor = ticketIn(loaded, survivorId)
  const there = survivor === null ? [] : absorbedBy(loaded, survivor).slice(0, enough)
  return [survivorId, ...there, ...absorbedBy(loaded, ticket).slice(0, enough)]
}

/** More tickets than go on in one. */
const enough = 200

/** What a ticket that follows another is made from. */
function newFollowUpReads(followUp: TicketId, followed: Ticket): readonly Ref[] {
  return [ref(followUp), { kind: 'ticket-content', id: followed.id }, ...personalFieldsRefs(followed)]
}

/** Most tickets that follow one another and are read for one message. */
const mostFollowing = 100

/** What follows a ticket up, one after another, and what changes with those; the last may not have been read yet. */
export function followUpReads(loaded: Loaded, ticket: Ticket): readonly Ref[] {
  const refs = new Map<TicketId, readonly Ref[]>()
  for (let next = afterwards(ticket); next !== null && !refs.has(next) && refs.size < mostFollowing; ) {
    const followUp: Ticket | null = ticketIn(loaded, next)
    refs.set(next, [ref(next), ...(followUp === null ? [] : relatives(followUp))])
    next = followUp === null ? null : afterwards(followUp)
  }
  return [...refs.values()].flat()
}

/** Whether a command wants a ticket that is done to come back, or else another in its place. */
export function bringsBack(command: TicketRequest['command']): boolean {
  if (command.type === 'record-check-back') return command.answer === 'does-not-work'
  return command.type === 'receive-reply' || command.type === 'reopen' || command.type === 'reject-resolution'
}

/** The tickets a merged one goes on in, one after another; the last may not have been read yet. */
export function survivors(loaded: Loaded, ticket: Ticket): readonly TicketId[] {
  const ids: TicketId[] = []
  for (let next = ticket.mergedInto; next !== null && !ids.includes(next.ticketId); ) {
    ids.push(next.ticketId)
    next = ticketIn(loaded, next.ticketId)?.mergedInto ?? null
  }
  return ids
}

/** Where a ticket goes on, as far as was read: itself, where it is not merged; the last of the way that was read, where that one goes on further. */
export function survivorIn(loaded: Loaded, ticket: Ticket): Ticket {
  return survivors(loaded, ticket).reduce((last, id) => ticketIn(loaded, id) ?? last, ticket)
}

/** The tickets between a merged one and where it goes on, both left out. */
export function waypointsIn(loaded: Loaded, ticket: Ticket): readonly TicketId[] {
  return survivors(loaded, ticket).slice(0, -1)
}

/** The parents of a ticket, one above another, itself first; the last may not have been read yet. */
export function ancestorsOf(loaded: Loaded, ticketId: TicketId): readonly TicketId[] {
  const ids: TicketId[] = []
  let next: TicketId | undefined = ticketId
  while (next !== undefined && !ids.includes(next) && ids.length <= mostGenerations) {
    ids.push(next)
    const ticket: Ticket | null = ticketIn(loaded, next)
    next = ticket === null ? undefined : linkedBy(ticket, 'child-of')[0]
  }
  return ids
}

function relatives(ticket: Ticket): readonly Ref[] {
  return [...linkedBy(ticket, 'child-of'), ...linkedBy(ticket, 'parent-of')].map(ref)
}

/** A ticket among what was read; null where it was not read, does not exist or cannot be read. */
export function ticketIn(loaded: Loaded, id: TicketId): Ticket | null {
  const doc = loadedDocument(loaded, ref(id))
  return doc === null ? null : readDocument('ticket', doc).unwrapOr(null)
}

function ref(id: TicketId): Ref {
  return { kind: 'ticket', id }
}

function missing(loaded: Loaded, wanted: readonly Ref[]): readonly Ref[] {
  const seen = new Set<string>()
  return wanted.filter(({ kind, id }) => {
    const name = `${kind}/${id}`
    if (seen.has(name) || loadedDocument(loaded, { kind, id }) !== null) return false
    seen.add(name)
    return true
  })
}
