import type { TicketId } from '@caseload/core'
import type { LinkEvent, TicketLinked } from './link-events.ts'
import type { LinkPart, TicketLink } from './link-part.ts'

/** A ticket's links after one more fact about them. Total. */
export function evolveLinks(part: LinkPart, event: LinkEvent): LinkPart {
  switch (event.type) {
    case 'ticket-linked':
      return linked(part, event)
    case 'ticket-unlinked': {
      const { relation, otherId } = event.data
      const links = part.links.filter((each) => each.relation !== relation || each.ticketId !== otherId)
      return {
        links,
        openChildren: relation === 'parent-of' ? without(part.openChildren, otherId) : part.openChildren,
        parentClosed: relation === 'child-of' ? false : part.parentClosed,
      }
    }
    case 'relative-closed':
      return relativeMoved(part, event.data, true)
    case 'relative-returned':
      return relativeMoved(part, event.data, false)
    case 'resolution-passed-on':
      return part
  }
}

function linked(part: LinkPart, { data }: TicketLinked): LinkPart {
  const { relation, otherId: ticketId, otherIsClosed } = data
  const others = part.links.filter((each) => each.relation !== relation || each.ticketId !== ticketId)
  return relativeMoved({ ...part, links: [...others, { relation, ticketId }].sort(byRelation) }, data, otherIsClosed)
}

function relativeMoved(
  part: LinkPart,
  { relation, otherId }: { readonly relation: string; readonly otherId: TicketId },
  closed: boolean,
): LinkPart {
  const { links, openChildren, parentClosed } = part
  if (relation === 'child-of') return { links, openChildren, parentClosed: closed }
  if (relation !== 'parent-of') return { links, openChildren, parentClosed }
  const others = without(openChildren, otherId)
  return { links, openChildren: closed ? others : [...others, otherId].sort(), parentClosed }
}

function without(ids: readonly TicketId[], id: TicketId): readonly TicketId[] {
  return ids.filter((each) => each !== id)
}

function byRelation(a: TicketLink, b: TicketLink): number {
  if (a.relation !== b.relation) return a.relation < b.relation ? -1 : 1
  return a.ticketId < b.ticketId ? -1 : 1
}
