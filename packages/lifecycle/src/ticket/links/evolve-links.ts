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
      const awaits = part.awaitsResolution
      return {
        links,
        openChildren: relation === 'parent-of' ? without(part.openChildren, otherId) : part.openChildren,
        parentClosed: relation === 'child-of' ? false : part.parentClosed,
        awaitsResolution: relation === 'incident-of' && awaits?.problemId === otherId ? null : awaits,
      }
    }
    case 'relative-closed':
      return relativeMoved(part, event.data, true)
    case 'relative-returned':
      return relativeMoved(part, event.data, false)
    case 'resolution-held-up': {
      const { problemId, resolvedAt } = event.data
      return { ...part, awaitsResolution: { problemId, resolvedAt } }
    }
    case 'resolution-dropped':
      return part.awaitsResolution?.problemId === event.data.problemId ? { ...part, awaitsResolution: null } : part
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
  if (relation === 'child-of') return { ...part, parentClosed: closed }
  if (relation !== 'parent-of') return part
  const others = without(part.openChildren, otherId)
  return { ...part, openChildren: closed ? others : [...others, otherId].sort() }
}

function without(ids: readonly TicketId[], id: TicketId): readonly TicketId[] {
  return ids.filter((each) => each !== id)
}

function byRelation(a: TicketLink, b: TicketLink): number {
  if (a.relation !== b.relation) return a.relation < b.relation ? -1 : 1
  return a.ticketId < b.ticketId ? -1 : 1
}
