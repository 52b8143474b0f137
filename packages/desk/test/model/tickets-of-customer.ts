import { madeWith, ticketTies } from '@caseload/planner'
import type { Kept } from './kept.ts'

/** The tickets of a customer by the rule of the guide, looked for among all there are: what a desk finds by its index and history. */
export function ticketsOfCustomer({ docs, events }: Pick<Kept, 'docs' | 'events'>, customerId: string): ReadonlySet<string> {
  const tickets = [...docs.values()].filter(({ ref }) => ref.kind === 'ticket')
  const ties = new Map(tickets.map((doc) => [doc.ref.id, ticketTies(doc)]))
  const ownerOf = (id: string): string | null => {
    const { requesterId = null, mergedInto = null } = ties.get(id) ?? {}
    return requesterId ?? (mergedInto === null ? null : ownerOf(mergedInto))
  }
  const theirs = new Set([...ties.keys()].filter((id) => ownerOf(id) === customerId))
  const tied = [...ties].flatMap(([id, { mergedInto }]) => {
    const made = madeWith(events.filter(({ stream }) => stream === id))
    return [...made, ...(mergedInto === null ? [] : [mergedInto])].map((other) => [id, other] as const)
  })
  for (let before = -1; before < theirs.size; ) {
    before = theirs.size
    for (const [one, two] of [...tied, ...tied.map(([id, other]) => [other, id] as const)])
      if (theirs.has(one) && ties.get(one)?.requesterId === null && ownerOf(two) === null) theirs.add(two)
  }
  return theirs
}
