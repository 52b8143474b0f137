import { deepStrictEqual } from 'node:assert'
import { orThrow } from '@caseload/core'
import { contactOutcomes, type Ticket } from '@caseload/lifecycle'
import { readDocument, type StoredContact } from '@caseload/planner'
import type { Circumstances } from './invariants.ts'
import { docsOf, type Kept, placedMessages, ticketsOf } from './kept.ts'

/** What does not hold of contacts: those handed over are the sum of the five outcomes, none twice and none lost, and each left exactly what its outcome says. */
export function brokenContacts(kept: Kept, { handed }: Circumstances): readonly string[] {
  const stored = docsOf(kept, 'contact')
  const told = kept.events.flatMap((event) => (event.type === 'contact-decided' ? [event] : []))
  const names = (ids: readonly string[]): string =>
    ids
      .map((id) => id.slice('con_'.length))
      .toSorted()
      .join()
  const counts = contactOutcomes.map((outcome) => stored.filter(({ fields }) => fields['outcome'] === outcome).length)
  const sum = counts.reduce((all, count) => all + count, 0)
  const wanted = handed.toSorted().join()
  const tickets = ticketsOf(kept)
  // Their texts may be erased; that they were said stays in the journal.
  const messages = new Set(placedMessages(kept).keys())
  // The link may be taken away later; that it was made stays in the journal.
  const following = new Set(
    kept.events.flatMap((event) =>
      event.type === 'ticket-linked' && event.data.relation === 'follow-up-of' ? [event.stream] : [],
    ),
  )
  return [
    ...(sum === handed.length ? [] : [`${handed.length} contacts came in, the outcomes add up to ${sum}`]),
    ...(names(stored.map(({ ref }) => ref.id)) === wanted ? [] : ['the contacts kept are not those that came in']),
    ...(names(told.map(({ stream }) => stream)) === wanted ? [] : ['the contacts told of are not those that came in']),
    ...stored.flatMap((doc) => {
      const { id, ...data } = orThrow(readDocument('contact', doc))
      deepStrictEqual(data, told.find(({ stream }) => stream === id)?.data, `${id} is kept otherwise than it was told`)
      return brokenContact({ id, ...data }, tickets, messages, following)
    }),
  ]
}

function brokenContact(
  { id, outcome, ticketId }: StoredContact,
  tickets: ReadonlyMap<string, Ticket>,
  messages: ReadonlySet<string>,
  following: ReadonlySet<string>,
): readonly string[] {
  const token = id.slice('con_'.length)
  const opened = tickets.get(`tkt_con.${token}`)
  const follows = following.has(`tkt_con.${token}`)
  const keeps = messages.has(`msg_con.${token}`)
  const is = `${id} is ${outcome}`
  switch (outcome) {
    case 'open':
      return opened !== undefined && keeps && ticketId === opened.id ? [] : [`${is}, but opened nothing`]
    case 'follow-up-of':
      return opened !== undefined && keeps && ticketId === opened.id && follows ? [] : [`${is}, but nothing follows`]
    case 'append':
      return opened === undefined && keeps && tickets.has(ticketId ?? '') ? [] : [`${is}, but its message is nowhere`]
    case 'answered-at-once':
    case 'not-a-request':
      return opened === undefined && !keeps && ticketId === null ? [] : [`${is}, but left something`]
  }
}
