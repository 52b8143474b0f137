import { isId, orThrow, type TicketId } from '@caseload/core'
import type { ActingDesk, DeskEvent, TenantDesk } from '@caseload/desk'
import { evolveTicket, linkedBy, mirrorOf, openObligations, type Ticket, type TicketEvent } from '@caseload/lifecycle'

/** Everything about some linked tickets that must always hold, in words where it does not. */
export async function brokenInvariants(
  tickets: ReadonlyMap<string, Ticket>,
  ada: ActingDesk,
  messages: ReadonlyMap<string, readonly string[]>,
  said: number,
): Promise<readonly string[]> {
  const shown: string[] = []
  for (const ticket of tickets.values()) {
    if (ticket.mergedInto !== null) continue
    const page = orThrow(await ada.conversation(ticket.id, { limit: 500 }))
    shown.push(...page.messages.map(({ id }) => id))
  }
  return [...brokenTickets(tickets, messages), ...notShown(shown, messages, said)]
}

/** What does not hold of the tickets themselves. */
export function brokenTickets(
  tickets: ReadonlyMap<string, Ticket>,
  messages: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [...tickets.values()].flatMap((ticket) => [
    ...brokenLinks(tickets, ticket),
    ...brokenFamily(tickets, ticket),
    ...brokenMerges(tickets, ticket),
    ...brokenEnds(ticket),
    ...brokenCounts(ticket, messages),
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

function brokenEnds(ticket: Ticket): readonly string[] {
  if (ticket.category !== 'closed') return []
  return openObligations(ticket).map((owed) => `${ticket.id} is closed and owes ${JSON.stringify(owed)}`)
}

function brokenCounts(ticket: Ticket, messages: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const count = messages.get(ticket.id)?.length ?? 0
  return count === ticket.messageCount ? [] : [`${ticket.id} counts ${ticket.messageCount} messages of ${count}`]
}

/** Whether every message that was said is kept, and shown once by what goes on. */
export function notShown(
  shown: readonly string[],
  messages: ReadonlyMap<string, readonly string[]>,
  said: number,
): readonly string[] {
  const all = [...messages.values()].flat()
  return [
    ...(all.length === said ? [] : [`${said} messages were said, ${all.length} are kept`]),
    ...(new Set(all).size === all.length ? [] : ['a message is kept twice']),
    ...(shown.toSorted().join() === all.toSorted().join() ? [] : ['what goes on does not show every message once']),
  ]
}

interface ExportedLine {
  readonly about?: { readonly ref?: { readonly kind: string; readonly id: string } }
  readonly payload: Ticket & { readonly ticketId: string }
}

/** What a desk's own export says of its tickets and messages, and what folding its journal gives. */
export async function readBack(tenant: TenantDesk): Promise<{
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly folded: ReadonlyMap<string, Ticket>
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly said: number
}> {
  const folded = new Map<string, Ticket>()
  let said = 0
  for (let after: string | null = null, end = false; !end; ) {
    const page: { readonly events: readonly DeskEvent[]; readonly next: string; readonly end: boolean } = orThrow(
      await tenant.events({ after, limit: 500 }),
    )
    for (const event of page.events) {
      if (!isTicketEvent(event)) continue
      if (event.type === 'message-added') said += 1
      const ticket = evolveTicket(folded.get(event.stream) ?? null, event)
      if (ticket !== null) folded.set(event.stream, ticket)
    }
    after = page.next
    end = page.end
  }
  const tickets = new Map<string, Ticket>()
  const messages = new Map<string, string[]>()
  for await (const line of tenant.exportLines()) {
    const { about, payload }: ExportedLine = JSON.parse(line)
    if (about?.ref === undefined) continue
    const { kind, id } = about.ref
    if (kind === 'ticket') tickets.set(id, payload)
    if (kind === 'message') messages.set(payload.ticketId, [...(messages.get(payload.ticketId) ?? []), id])
  }
  return { tickets, folded, messages, said }
}

function isTicketEvent(event: DeskEvent): event is Extract<DeskEvent, TicketEvent> {
  return isId('tkt', event.stream)
}
