import { orThrow } from '@caseload/core'
import type { DeskEvent } from '@caseload/desk'
import type { Ticket } from '@caseload/lifecycle'
import { readDocument } from '@caseload/planner'
import type { Circumstances } from './invariants.ts'
import { docsOf, type Kept, messagesOf, placedMessages, ticketsOf } from './kept.ts'

/** Customers who were erased, with the place of that in the journal. */
function erasedCustomers({ events }: Kept): ReadonlyMap<string, { readonly place: number; readonly at: number }> {
  return new Map(
    events.flatMap(({ type, stream, at }, place) => (type === 'customer-erased' ? [[stream, { place, at }] as const] : [])),
  )
}

/** Messages whose text an erasure may have taken: of a ticket of somebody who was erased, or of nobody, and what they wrote themselves. */
export function takenByErasure(kept: Kept): ReadonlySet<string> {
  const erased = erasedCustomers(kept)
  if (erased.size === 0) return new Set()
  const tickets = ticketsOf(kept)
  const wrote = new Set(
    kept.events.flatMap((event) =>
      event.type === 'contact-decided' && erased.has(event.data.requesterId ?? '')
        ? [event.stream.replace('con_', 'msg_con.')]
        : [],
    ),
  )
  const stored = messagesOf(kept)
  return new Set(
    [...placedMessages(kept)].flatMap(([messageId, ticketId]) => {
      const requesterId = tickets.get(ticketId)?.requesterId ?? null
      const may = requesterId === null || erased.has(requesterId) || wrote.has(messageId)
      return may && stored.get(ticketId)?.includes(messageId) !== true ? [messageId] : []
    }),
  )
}

/** What does not hold of erasures: nothing of somebody who was erased is left from before or came in since, and nobody else's personal fields are gone. */
export function brokenErasures(kept: Kept, { settled }: Circumstances): readonly string[] {
  const erased = erasedCustomers(kept)
  const tickets = ticketsOf(kept)
  return [
    ...openedSince(kept.events, erased),
    ...lostFields(kept, tickets, erased),
    ...(settled ? [...erased].flatMap(([id, { at }]) => left(kept, tickets, id, at)) : []),
  ]
}

function openedSince(events: readonly DeskEvent[], erased: ReadonlyMap<string, { readonly place: number }>): readonly string[] {
  return events.flatMap((event, place) => {
    const requesterId = event.type === 'ticket-opened' ? event.data.requesterId : null
    const since = requesterId === null ? undefined : erased.get(requesterId)
    return since === undefined || place < since.place ? [] : [`${event.stream} was opened for ${requesterId}, who was erased`]
  })
}

function lostFields(kept: Kept, tickets: ReadonlyMap<string, Ticket>, erased: ReadonlyMap<string, unknown>): readonly string[] {
  return [...tickets.values()].flatMap(({ id, personalFields, requesterId }) =>
    personalFields.length === 0 || requesterId === null || erased.has(requesterId) || kept.docs.has(`personal-fields/${id}`)
      ? []
      : [`${id} has lost its personal fields`],
  )
}

/** A ticket of theirs, and those without requester that go on in it. */
function withMerged(tickets: ReadonlyMap<string, Ticket>, ticket: Ticket): readonly string[] {
  const below = ticket.mergedFrom.flatMap((id) => {
    const merged = tickets.get(id)
    return merged === undefined || merged.requesterId !== null ? [] : withMerged(tickets, merged)
  })
  return [ticket.id, ...below]
}

function left(kept: Kept, tickets: ReadonlyMap<string, Ticket>, customerId: string, erasedAt: number): readonly string[] {
  const theirs = new Set(
    [...tickets.values()].flatMap((ticket) => (ticket.requesterId === customerId ? withMerged(tickets, ticket) : [])),
  )
  const texts = [...docsOf(kept, 'message'), ...docsOf(kept, 'remark')].filter((doc) => {
    const text = doc.ref.kind === 'message' ? readDocument('message', doc) : readDocument('remark', doc)
    if (text.isErr() || !theirs.has(text.value.ticketId)) return false
    return text.value.at < erasedAt || ('author' in text.value && text.value.author === 'requester')
  })
  const own = [...theirs].flatMap((id) =>
    [`ticket-content/${id}`, `personal-fields/${id}`].filter((name) => {
      const doc = kept.docs.get(name)
      // A field that is cleared leaves none, and no value.
      const cleared =
        doc?.ref.kind === 'personal-fields' && Object.keys(orThrow(readDocument('personal-fields', doc)).values).length === 0
      return doc !== undefined && !cleared
    }),
  )
  const profile = kept.docs.get(`customer/${customerId}`)
  return [
    ...[...texts.map(({ ref }) => `${ref.kind}/${ref.id}`), ...own].map((name) => `${name} of ${customerId} outlived them`),
    ...(profile === undefined || profile.keys.length > 0 ? [`${customerId} can still be found`] : []),
  ]
}
