import type { InstantInput } from '@caseload/core'
import { parseInput } from '@caseload/core'
import { type Priority, priorities, type StatusCategory, statusCategories, type Ticket } from '@caseload/lifecycle'
import {
  type OwnFieldFilters,
  priorityRank,
  type SeenTicket,
  ticketResource,
  ticketSeenBy,
  type UnreadableDocument,
} from '@caseload/planner'
import type { Filter, KeyValue, Query, Scalar } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { narrowList } from '../access/narrow-list.ts'
import { lookingAs } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import { idField, instantField, soughtField } from '../inputs/fields.ts'
import { ownFieldSearch } from '../own-fields/own-field-search.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { ownFieldFiltersSchema } from './own-field-filters-schema.ts'
import { placeGiven } from './place-given.ts'
import { readablePage } from './readable-page.ts'
import { readableTickets } from './readable-tickets.ts'

/** One value, or any of several. */
export type OneOrMore<Value> = Value | readonly Value[]

/** Which tickets: all given conditions must hold. */
export interface TicketFilter {
  /** Status by name. */
  readonly status?: OneOrMore<string>
  /** Family of the status. */
  readonly category?: OneOrMore<StatusCategory>
  /** Priority. */
  readonly priority?: OneOrMore<Priority>
  /** Kind of request. */
  readonly kind?: OneOrMore<string>
  /** How it came in. */
  readonly channel?: OneOrMore<string>
  /** Support line. */
  readonly level?: OneOrMore<number>
  /** What it is about; null: nobody said. */
  readonly topic?: OneOrMore<string> | null
  /** Team that has it; null: none. */
  readonly teamId?: OneOrMore<string> | null
  /** Agent who has it; null: nobody. */
  readonly assigneeId?: OneOrMore<string> | null
  /** Who asks; null: nobody known. */
  readonly requesterId?: OneOrMore<string> | null
  /** Opened at this instant or later. */
  readonly openedFrom?: InstantInput
  /** Opened before this instant. */
  readonly openedBefore?: InstantInput
  /** Last touched at this instant or later. */
  readonly updatedFrom?: InstantInput
  /** Last touched before this instant. */
  readonly updatedBefore?: InstantInput
  /** A label it must have. */
  readonly tag?: string
  /** What the desk's own fields must be like, by name: a value, or a test such as `{ atLeast: 3 }`; only of fields that are declared `indexed`. */
  readonly fields?: OwnFieldFilters
}

/** Which tickets, in which order, how many. */
export interface TicketQuery {
  /** Conditions; none where absent. */
  readonly filter?: TicketFilter
  /** Order: by last change (the default), opening or priority; ties by identity. */
  readonly sort?: 'updatedAt' | 'openedAt' | 'priority'
  /** `desc` (newest or most urgent first) where absent. */
  readonly direction?: 'asc' | 'desc'
  /** At most so many, 1 to 500; 50 where absent. */
  readonly limit?: number
  /** `next` of the page before, of the same filter and order. */
  readonly cursor?: string
}

/** A page of tickets. */
export interface TicketList {
  /** The tickets, as the actor sees them. */
  readonly tickets: readonly SeenTicket[]
  /** Tickets that another version stored, in a form this one cannot read, each with what it lacks; told to those who may read every ticket. The others are listed all the same. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where to go on; null where there were no more. */
  readonly next: string | null
  /**
   * Whether tickets were looked through one by one, since not all of them are indexed yet by the own fields that the filter asks about: the answer is as right, but slower, and pages may be shorter. Ends once
   * `rebuildFieldIndex` was done.
   */
  readonly scanned: boolean
}

const oneOrMore = <Value>(value: z.ZodType<Value>) => z.union([value, z.array(value).min(1).max(200)])
const optional = z.exactOptional

const filterSchema = z.strictObject({
  status: optional(oneOrMore(soughtField)),
  category: optional(oneOrMore(z.enum(statusCategories))),
  priority: optional(oneOrMore(z.enum(priorities))),
  kind: optional(oneOrMore(soughtField)),
  channel: optional(oneOrMore(soughtField)),
  level: optional(oneOrMore(z.int().min(1).max(9))),
  topic: optional(oneOrMore(soughtField).nullable()),
  teamId: optional(oneOrMore(idField('team')).nullable()),
  assigneeId: optional(oneOrMore(idField('agt')).nullable()),
  requesterId: optional(oneOrMore(idField('cus')).nullable()),
  openedFrom: optional(instantField),
  openedBefore: optional(instantField),
  updatedFrom: optional(instantField),
  updatedBefore: optional(instantField),
  tag: optional(soughtField),
  fields: optional(ownFieldFiltersSchema),
})

type ParsedFilter = z.output<typeof filterSchema>

const querySchema = z.strictObject({
  filter: optional(filterSchema),
  sort: optional(z.enum(['updatedAt', 'openedAt', 'priority'])),
  direction: optional(z.enum(['asc', 'desc'])),
  limit: optional(z.int().min(1).max(500)),
  cursor: optional(z.string().min(1).max(4000)),
})

/** Lists tickets. */
export async function listTickets(engine: Engine, scope: Scope, query: TicketQuery): Promise<Result<TicketList, QueryProblem>> {
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  const { filter = {}, sort = 'updatedAt', direction = 'desc', limit = 50, cursor } = parsed.value
  const own = narrowList(engine, scope, [...fieldsOf(filter), sort])
  if (own.isErr()) return err(own.error)
  const search = await ownFieldSearch(engine, scope, filter.fields ?? {}, cursor)
  if (search.isErr()) return err(search.error)
  const { where, holds, scanned } = search.value
  // A store takes one look-up: the label's, where there is one.
  const key: KeyValue | null = filter.tag === undefined ? search.value.key : { name: 'tag', value: filter.tag }
  const now = engine.clock.now()
  const wanted: Omit<Query, 'limit'> = {
    kind: 'ticket',
    where: [...own.value.where, ...ticketFilters(filter), ...where],
    ...(key === null ? {} : { key }),
    sort: [{ field: sort, dir: direction }],
    ...(search.value.after === undefined ? {} : { after: search.value.after }),
  }
  const looking = lookingAs(engine, scope)
  const seen = (ticket: Ticket): SeenTicket => ticketSeenBy(ticket, looking).seen
  if (!own.value.exact) {
    const page = await readablePage(engine.store, scope.tenant, wanted, limit, (ticket) => {
      return holds(ticket, now) && looking.access.may(scope.actor, 'ticket/read', ticketResource(ticket)).allowed
    })
    return page
      .map(({ tickets, next }) => ({ tickets: tickets.map(seen), unreadable: [], next: search.value.cursor(next), scanned }))
      .mapErr(placeGiven('cursor'))
  }
  const readable = readableTickets(engine, scope)
  const tickets: SeenTicket[] = []
  let next = search.value.after ?? null
  for (let pages = 0; pages < search.value.pages && tickets.length === 0 && (pages === 0 || next !== null); pages += 1) {
    const page = await engine.store.find(scope.tenant, { ...wanted, limit, ...(next === null ? {} : { after: next }) })
    if (page.isErr()) return err(placeGiven('cursor')(page.error))
    for (const doc of page.value.items) {
      const ticket = readable.read(doc)
      if (ticket !== null && holds(ticket, now)) tickets.push(seen(ticket))
    }
    next = page.value.next
  }
  return ok({ tickets, unreadable: readable.unreadable(), next: search.value.cursor(next), scanned })
}

/** Fields of a ticket that a filter asks about. */
export function fieldsOf(filter: TicketFilter): readonly string[] {
  const own = Object.keys(filter.fields ?? {}).map((name) => `attributes.${name}`)
  return [...Object.keys(filter).map((name) => filtered[name] ?? name), ...own]
}

const filtered: Readonly<Record<string, string>> = {
  openedFrom: 'openedAt',
  openedBefore: 'openedAt',
  updatedFrom: 'updatedAt',
  updatedBefore: 'updatedAt',
  tag: 'tags',
  fields: 'attributes',
}

/** What a checked filter means to the store; the tag, being a key, is not among it. */
function ticketFilters(filter: ParsedFilter): readonly Filter[] {
  const { openedFrom, openedBefore, updatedFrom, updatedBefore, priority } = filter
  return [
    ...is('status', filter.status),
    ...is('category', filter.category),
    ...is('priority', priority === undefined ? undefined : [priority].flat().map(priorityRank)),
    ...is('kind', filter.kind),
    ...is('channel', filter.channel),
    ...is('level', filter.level),
    ...is('topic', filter.topic),
    ...is('teamId', filter.teamId),
    ...is('assigneeId', filter.assigneeId),
    ...is('requesterId', filter.requesterId),
    ...bound('openedAt', 'gte', openedFrom),
    ...bound('openedAt', 'lt', openedBefore),
    ...bound('updatedAt', 'gte', updatedFrom),
    ...bound('updatedAt', 'lt', updatedBefore),
  ]
}

function is(field: string, wanted: Scalar | readonly Scalar[] | undefined): readonly Filter[] {
  if (wanted === undefined) return []
  return [Array.isArray(wanted) ? { field, op: 'in', value: [...new Set(wanted)] } : { field, op: 'eq', value: wanted }]
}

function bound(field: string, op: 'gte' | 'lt', value: number | undefined): readonly Filter[] {
  return value === undefined ? [] : [{ field, op, value }]
}

/** A filter given apart from a list, checked and in the store's terms. */
export const ticketFilterSchema = filterSchema.omit({ tag: true, fields: true })

/** What such a filter means to the store. */
export function storeFilters(filter: z.output<typeof ticketFilterSchema>): readonly Filter[] {
  return ticketFilters(filter)
}
