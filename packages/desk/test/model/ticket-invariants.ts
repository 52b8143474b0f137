import type { TicketId } from '@caseload/core'
import { linkedBy, mirrorOf, openObligations, type Ticket } from '@caseload/lifecycle'

/** What does not hold of the tickets themselves. */
export function brokenTickets(tickets: ReadonlyMap<string, Ticket>, placed: ReadonlyMap<string, string>): readonly string[] {
  const counts = new Map<string, number>()
  for (const ticketId of placed.values()) counts.set(ticketId, (counts.get(ticketId) ?? 0) + 1)
  return [...tickets.values()].flatMap((ticket) => [
    ...brokenLinks(tickets, ticket),
    ...brokenFamily(tickets, ticket),
    ...brokenMerges(tickets, ticket),
    ...brokenCarryOver(tickets, ticket),
    ...brokenEnds(ticket),
    ...brokenCounts(ticket, counts),
  ])
}

function brokenLinks(tickets: ReadonlyMap<string, Ticket>, ticket: Ticket): readonly string[] {
  return ticket.links.flatMap(({ relation, ticketId }) => {
    const mirror = mirrorOf(relation)
    const there = tickets.get(ticketId)?.links.some((each) => each.relation === mirror && each.ticketId === ticket.id) ?? false
    return there ? [] : [`${ticket.id} is ${relation} ${ticketId}, which does not say ${mirror}`]
  })
}

function brokenFamily(tickets: ReadonlyMap<string, Ticket>, ticket: Ticket): readonly string[] {
  const isClosed = (id: TicketId): boolean => tickets.get(id)?.category === 'closed'
  const open = linkedBy(ticket, 'parent-of').filter((id) => !isClosed(id))
  const [parent, second] = linkedBy(ticket, 'child-of')
  const above = new Set<string>()
  let elder = parent
  while (elder !== undefined && !above.has(elder)) {
    above.add(elder)
    const next: Ticket | undefined = tickets.get(elder)
    elder = next === undefined ? undefined : linkedBy(next, 'child-of')[0]
  }
  return [
    ...(open.join() === ticket.openChildren.join()
      ? []
      : [`${ticket.id} counts ${ticket.openChildren} open children, not ${open}`]),
    ...((parent !== undefined && isClosed(parent)) === ticket.parentClosed ? [] : [`${ticket.id} is wrong about its parent`]),
    ...(ticket.parentClosed && ticket.category !== 'closed' ? [`${ticket.id} is open under a closed parent`] : []),
    ...(second === undefined ? [] : [`${ticket.id} has two parents`]),
    ...(above.has(ticket.id) ? [`${ticket.id} is above itself`] : []),
  ]
}

function brokenMerges(tickets: ReadonlyMap<string, Ticket>, ticket: Ticket): readonly string[] {
  const into = ticket.mergedInto?.ticketId
  const way = new Set<string>([ticket.id])
  let next = into
  while (next !== undefined && !way.has(next)) {
    way.add(next)
    next = tickets.get(next)?.mergedInto?.ticketId
  }
  return [
    ...(next === undefined ? [] : [`${ticket.id} goes on in itself`]),
    ...(into === undefined || tickets.get(into)?.mergedFrom.includes(ticket.id) ? [] : [`${into} has not absorbed ${ticket.id}`]),
    ...ticket.mergedFrom
      .filter((id) => tickets.get(id)?.mergedInto?.ticketId !== ticket.id)
      .map((id) => `${ticket.id} has absorbed ${id}, which knows nothing of it`),
    ...((into !== undefined) === (ticket.outcome === 'merged') ? [] : [`${ticket.id} ended as ${ticket.outcome}, into ${into}`]),
  ]
}

/** What is owed is owed in one place: a merged ticket owes nothing, and what came with one came by the way it goes on. */
function brokenCarryOver(tickets: ReadonlyMap<string, Ticket>, ticket: Ticket): readonly string[] {
  const { promises, followUps, approvals, takenOver, passedOn, mergedInto } = ticket
  const pending = approvals.filter(({ state }) => state === 'pending')
  const elsewhere = [...tickets.values()].flatMap((other) =>
    other.id === ticket.id ? [] : [...other.promises, ...other.followUps].map(({ id }) => id),
  )
  const astray = takenOver.filter(
    ({ way }) =>
      !way.every((stop, index) => tickets.get(stop.ticketId)?.mergedInto?.ticketId === (way[index + 1]?.ticketId ?? ticket.id)),
  )
  const stays = passedOn.length > 0 || approvals.some(({ state }) => state === 'passed-on')
  return [
    ...(mergedInto !== null && promises.length + followUps.length + pending.length > 0
      ? [`${ticket.id} is merged and owes`]
      : []),
    ...(mergedInto === null && stays ? [`${ticket.id} is not merged, and has passed something on`] : []),
    ...[...promises, ...followUps].filter(({ id }) => elsewhere.includes(id)).map(({ id }) => `${id} is open twice`),
    ...astray.map(({ owed, id }) => `${ticket.id} holds ${owed} ${id} of a ticket that does not go on in it`),
  ]
}

function brokenEnds(ticket: Ticket): readonly string[] {
  if (ticket.category !== 'closed') return []
  return openObligations(ticket).map((owed) => `${ticket.id} is closed and owes ${JSON.stringify(owed)}`)
}

function brokenCounts(ticket: Ticket, counts: ReadonlyMap<string, number>): readonly string[] {
  const count = counts.get(ticket.id) ?? 0
  return count === ticket.messageCount ? [] : [`${ticket.id} counts ${ticket.messageCount} messages of ${count}`]
}

/** Whether every message that was said is kept where it stands, unless it was erased, and shown once by what goes on. */
export function notShown(
  shown: readonly string[],
  messages: ReadonlyMap<string, readonly string[]>,
  placed: ReadonlyMap<string, string>,
  erased: ReadonlySet<string>,
): readonly string[] {
  const all = [...messages.values()].flat()
  const kept = new Map([...messages].flatMap(([ticketId, ids]) => ids.map((id) => [id, ticketId] as const)))
  const lost = [...placed].filter(([id, ticketId]) => kept.get(id) !== ticketId && !erased.has(id))
  return [
    ...lost.map(([id, ticketId]) => `${id} was said on ${ticketId} and stands on ${kept.get(id) ?? 'none'}`),
    ...(all.length === placed.size - erased.size ? [] : [`${placed.size} messages were said, ${all.length} are kept`]),
    ...(new Set(all).size === all.length ? [] : ['a message is kept twice']),
    ...(shown.toSorted().join() === all.toSorted().join() ? [] : ['what goes on does not show every message once']),
  ]
}
