import { priorities, type Ticket, type Workflow } from '@caseload/lifecycle'
import type { KeyValue, KindSpec, Write } from '@caseload/storage'
import { carriedUntil, carrierOf } from '../neglect/carrier.ts'
import { isTicketBody } from './stored-document.ts'

/** Places for values of the desk's own indexed fields, in the order of their names; what stands in them is `fieldText`. */
export const fieldPlaces: readonly string[] = Array.from({ length: 12 }, (_, index) => `own${index + 1}`)

/**
 * A version of a workflow as tickets are listed by it.
 *
 * @param workflow - Its name and version.
 *
 * @example
 * ```ts
 * import { workflowIndex } from '@caseload/planner'
 *
 * workflowIndex({ id: 'standard', version: 2 }) // => 'standard@2'
 * ```
 */
export function workflowIndex({ id, version }: Ticket['workflow']): string {
  return `${id}@${version}`
}

function workflowOfStored(doc: unknown): string | null {
  return isTicketBody(doc) ? workflowIndex(doc.workflow) : null
}

/** How tickets are stored: the whole ticket, the fields lists filter and sort by, and the keys `number` (unique), `tag`, `field` for the desk's own indexed fields, and `checkBack` while the requester is to be asked. */
export const ticketKind: KindSpec = {
  kind: 'ticket',
  fields: {
    status: { type: 'text' },
    category: { type: 'text' },
    priority: { type: 'int', sortable: true },
    kind: { type: 'text' },
    channel: { type: 'text' },
    level: { type: 'int' },
    topic: { type: 'text', nullable: true },
    teamId: { type: 'text', nullable: true },
    assigneeId: { type: 'text', nullable: true },
    requesterId: { type: 'text', nullable: true },
    openedAt: { type: 'instant', sortable: true },
    updatedAt: { type: 'instant', sortable: true },
    carrier: { type: 'text', sortable: true },
    carriedUntil: { type: 'instant', sortable: true },
    workflow: { type: 'text', nullable: true, backfill: workflowOfStored },
    ...Object.fromEntries(fieldPlaces.map((place) => [place, { type: 'text', nullable: true, backfill: () => null }])),
    // Of tickets from before there were layouts nothing is known, so they count as not indexed yet.
    fieldLayout: { type: 'text', sortable: true, backfill: () => '' },
  },
  keys: { number: { unique: true }, tag: { unique: false }, field: { unique: false }, checkBack: { unique: false } },
  paths: [
    { eq: ['category'], sort: ['updatedAt'] },
    { eq: ['assigneeId'], sort: ['updatedAt'] },
    { eq: ['teamId'], sort: ['updatedAt'] },
    { eq: ['requesterId'], sort: ['openedAt'] },
    { eq: [], sort: ['carrier', 'carriedUntil'] },
    { eq: ['workflow', 'category'], sort: ['updatedAt'] },
    { eq: [], sort: ['fieldLayout'] },
  ],
}

/** The key of tickets whose requester is to be asked now whether the solution works. */
export const checkBackDueKey: KeyValue = { name: 'checkBack', value: 'due' }

/** The number tickets are sorted by: 1 is `low`, 4 is `urgent`. */
export function priorityRank(priority: Ticket['priority']): number {
  return priorities.indexOf(priority) + 1
}

/** The write that stores a ticket over the version of its document that was read, 0 for a new one; the workflow says what time will do with it. */
export function writeTicket(version: number, ticket: Ticket, workflow: Workflow | null): Write {
  return {
    op: 'put',
    ref: { kind: 'ticket', id: ticket.id },
    version,
    doc: ticket,
    fields: {
      status: ticket.status,
      category: ticket.category,
      priority: priorityRank(ticket.priority),
      kind: ticket.kind,
      channel: ticket.channel,
      level: ticket.level,
      topic: ticket.topic,
      teamId: ticket.teamId,
      assigneeId: ticket.assigneeId,
      requesterId: ticket.requesterId,
      openedAt: ticket.openedAt,
      updatedAt: ticket.updatedAt,
      carrier: carrierOf(ticket),
      carriedUntil: carriedUntil(workflow, ticket),
      workflow: workflowIndex(ticket.workflow),
      fieldLayout: '',
    },
    keys: [
      ...(ticket.number === null ? [] : [{ name: 'number', value: String(ticket.number) }]),
      ...ticket.tags.map((tag) => ({ name: 'tag', value: tag })),
      ...(ticket.checkBack?.due === true && ticket.mergedInto === null ? [checkBackDueKey] : []),
    ],
  }
}
