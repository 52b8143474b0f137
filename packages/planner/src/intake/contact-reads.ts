import { isId, type TicketId } from '@caseload/core'
import { type ContactReference, isDone, type Ticket } from '@caseload/lifecycle'
import type { Doc, Ref } from '@caseload/storage'
import { readDocument } from '../documents/stored-document.ts'
import { personalFieldsRefs } from '../linked/carried-fields.ts'
import { followUpReads, relativesOf, survivorIn, ticketIn } from '../linked/further-reads.ts'
import { ref } from '../linked/ticket-ref.ts'
import type { Policies } from '../policies/policies.ts'
import type { DeskRequest, ReceiveContactRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import type { Lookup } from '../requests/reads.ts'
import { contactOfCommand } from './contact-of-command.ts'

/** What a contact refers to, the surest first: tickets it names, those of its threads, those whose numbers it quotes. */
export function referencesOf({ refersTo }: ReceiveContactRequest, { found }: Loaded): readonly ContactReference[] {
  const named = refersTo.ticketIds.map((ticketId): ContactReference => ({ by: 'ticket', ticketId }))
  const ofThreads = contactsIn(found)
    .toSorted((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? -1 : 1))
    .flatMap(({ ticketId }): readonly ContactReference[] => (ticketId === null ? [] : [{ by: 'thread', ticketId }]))
  const quoted = refersTo.numbers.flatMap((number) =>
    ticketsIn(found).flatMap((ticket): readonly ContactReference[] =>
      ticket.number === number ? [{ by: 'number', ticketId: ticket.id }] : [],
    ),
  )
  return [...named, ...ofThreads, ...quoted]
}

/** What has to be read beside what was found for a contact: every ticket it may belong to, where those go on, and what changes with them. */
export function contactReads(request: ReceiveContactRequest, loaded: Loaded): readonly Ref[] {
  const decided = loadedDocument(loaded, { kind: 'contact', id: contactOfCommand(request.commandId) })
  const before = decided === null ? [] : contactsIn([decided]).flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId]))
  const ids = new Set<TicketId>([
    ...before,
    ...referencesOf(request, loaded).map(({ ticketId }) => ticketId),
    ...ticketsIn(loaded.found).map(({ id }) => id),
  ])
  return [...ids].flatMap((id) => {
    const ticket = ticketIn(loaded, id)
    if (ticket === null) return [ref(id)]
    const last = survivorIn(loaded, ticket)
    // It may go on further: how far is known once that one is read.
    if (last.mergedInto !== null) return [ref(last.mergedInto.ticketId)]
    // A ticket of somebody who was erased is nobody's any more.
    const owner = last.requesterId === null ? [] : [{ kind: 'customer', id: last.requesterId }]
    const content = isDone(last.category) ? [{ kind: 'ticket-content', id: last.id }, ...personalFieldsRefs(last)] : []
    const followUps = isDone(last.category) ? followUpReads(loaded, last) : []
    return [...relativesOf(loaded, last.id), ...owner, ...content, ...followUps]
  })
}

/** Most open tickets of one requester that a contact is compared with: the newest. */
const mostOpen = 50

/**
 * What has to be looked up once it is known who asks: their open tickets, where a rule of the intake asks for them.
 *
 * @param request - What is asked.
 * @param loaded - What was read so far.
 * @param policies - What the desk decides by.
 */
export function furtherLookups(request: DeskRequest, loaded: Loaded, { intake }: Policies): readonly Lookup[] {
  if (request.type !== 'receive-contact' || intake.sameRequester.length === 0) return []
  const ids = new Set([...loaded.docs, ...loaded.found].flatMap((doc) => (doc?.ref.kind === 'customer' ? [doc.ref.id] : [])))
  return [...ids].map((id) => ({
    kind: 'ticket',
    where: [
      { field: 'requesterId', op: 'eq', value: id },
      { field: 'category', op: 'in', value: ['new', 'open', 'pending', 'on-hold'] },
    ],
    sort: [{ field: 'openedAt', dir: 'desc' }],
    limit: mostOpen,
  }))
}

function ticketsIn(docs: readonly Doc[]): readonly Ticket[] {
  return docs
    .flatMap((doc) => (isId('tkt', doc.ref.id) ? [readDocument('ticket', doc).unwrapOr(null)] : []))
    .filter((ticket) => ticket !== null)
}

function contactsIn(docs: readonly Doc[]) {
  return docs
    .flatMap((doc) => (doc.ref.kind === 'contact' ? [readDocument('contact', doc).unwrapOr(null)] : []))
    .filter((contact) => contact !== null)
}
