import { addMs, inputIssue, invalidInput, parseInput, type TenantId } from '@caseload/core'
import {
  carriedUntil,
  carrierOf,
  type NeglectReason,
  neglectOf,
  nobody,
  noneNeeded,
  type Roster,
  type SeenTicket,
  ticketSeenBy,
  type UnreadableDocument,
  workflowOf,
} from '@caseload/planner'
import type { Filter, Sort, Store } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { onlySeen } from '../access/narrow-list.ts'
import { lookingAs } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import { idField } from '../inputs/fields.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { type NeglectPlace, neglectPlaceOf, neglectPlaceText } from './neglect-place.ts'
import { type ReadableTickets, readableTickets } from './readable-tickets.ts'

/** Which neglected tickets. */
export interface NeglectQuery {
  /** How late timers may be before they count as dead, in ms; 15 minutes where absent. */
  readonly graceMs?: number
  /** At most so many tickets, 1 to 500; 100 where absent. */
  readonly limit?: number
  /** `next` of the answer before; from the beginning where absent. */
  readonly after?: string
}

/** A ticket that nobody looks after, and why. */
export interface NeglectedTicket {
  /** The ticket, as the actor sees it. */
  readonly ticket: SeenTicket
  /** Why nobody does. */
  readonly reason: NeglectReason
  /** Who had it last: an agent, a team, or `nobody`. */
  readonly carrier: string
}

/** Tickets that nobody looks after. */
export interface NeglectReport {
  /** The tickets, by who had them last, then by how long time has had nothing to do with them. */
  readonly tickets: readonly NeglectedTicket[]
  /** Tickets that another version stored, in a form this one cannot read, each with what it lacks; told to those who may read every ticket. The others are listed all the same. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Whether these are all, from where it was asked on: there is none after them. */
  readonly complete: boolean
  /** Where to go on (`after`); null where these are all. At most some 20,000 tickets are looked at in a call, so a page that is not the last may hold fewer than asked for, or none. */
  readonly next: string | null
}

const rosterSchema: z.ZodType<Roster> = z.strictObject({
  agents: z.array(idField('agt')).max(100_000),
  teams: z.array(idField('team')).max(100_000),
  commonQueue: z.exactOptional(z.boolean()),
})
const querySchema = z.strictObject({
  graceMs: z.exactOptional(z.int().min(0).max(86_400_000)),
  limit: z.exactOptional(z.int().min(1).max(500)),
  after: z.exactOptional(z.string().max(4096)),
})

/**
 * Finds the tickets that nobody looks after, by index: it steps from carrier to carrier, one look-up each, and reads tickets only of those that are not in the roster. So it costs as much as there are
 * carriers and breakers, whatever the number of tickets. Refused as `access/denied` to those who do not see which agent or team has a ticket: the roster is a filter by both.
 */
export async function findNeglected(
  engine: Engine,
  scope: Scope,
  roster: Roster,
  query: NeglectQuery,
): Promise<Result<NeglectReport, QueryProblem>> {
  const parsedRoster = parseInput(z.strictObject({ roster: rosterSchema }), { roster })
  if (parsedRoster.isErr()) return err(parsedRoster.error)
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  // A roster of all but one finds the tickets of that one.
  const seen = onlySeen(engine, scope, ['assigneeId', 'teamId'])
  if (seen.isErr()) return err(seen.error)
  const { roster: people } = parsedRoster.value
  const { graceMs = 900_000, limit = 100, after: given } = parsed.value
  const start = given === undefined ? null : neglectPlaceOf(given)
  if (given !== undefined && start === null) return err(invalidInput([inputIssue(['after'], 'next of an earlier page')]))
  const { store } = engine
  const { tenant } = scope
  const policies = engine.policiesOf(tenant)
  const present = new Set([...people.agents, ...people.teams, ...(people.commonQueue === true ? [nobody] : [])])
  const before = addMs(engine.clock.now(), -graceMs)
  const looking = lookingAs(engine, scope)
  const readable = readableTickets(engine, scope)
  const tickets: NeglectedTicket[] = []
  const report = (next: NeglectPlace | null): NeglectReport => ({
    ...{ tickets, unreadable: readable.unreadable(), complete: next === null },
    next: next === null ? null : neglectPlaceText(next),
  })
  let place = start
  if (place === null) {
    const first = await carrierAfter(store, tenant, noneNeeded, readable)
    if (first.isErr()) return err(first.error)
    place = first.value === null ? null : { carrier: first.value, after: null }
  }
  // Where the limit was reached: it is looked on only to know whether there is more.
  let full: NeglectPlace | null = null
  let [looks, size] = [0, pageSize]
  while (place !== null) {
    const { carrier, after }: NeglectPlace = place
    if (looks >= mostLooks) return ok(report(full ?? place))
    let next: string | null = null
    if (!present.has(carrier)) {
      looks += 1
      const where: readonly Filter[] = [
        { field: 'carrier', op: 'eq', value: carrier },
        { field: 'carriedUntil', op: 'lte', value: before },
      ]
      const page: Awaited<ReturnType<Store['find']>> = await store.find(tenant, {
        ...{ kind: 'ticket', where, sort: inOrder, limit: size },
        ...(after === null ? {} : { after }),
      })
      if (page.isErr()) return err(page.error)
      const found: NeglectedTicket[] = []
      const room = limit - tickets.length
      let fit = page.value.items.length
      for (const [index, doc] of page.value.items.entries()) {
        const ticket = readable.read(doc)
        if (ticket === null) continue
        // What the index says may be what older rules said.
        const until = carriedUntil(workflowOf(policies, ticket.workflow), ticket)
        const reason = neglectOf({ carrier, carriedUntil: until }, people, before)
        if (reason === null) continue
        if (found.length === room) {
          fit = index
          break
        }
        found.push({ ticket: ticketSeenBy(ticket, looking).seen, reason, carrier })
      }
      if (room === 0 && fit < page.value.items.length) return ok(report(full ?? place))
      if (fit < page.value.items.length) {
        // More than there is room for: read again up to the last that fits, so that the next page begins after it.
        size = fit
        continue
      }
      size = pageSize
      tickets.push(...found)
      next = page.value.next
    }
    if (next === null) {
      const further = await carrierAfter(store, tenant, carrier, readable)
      if (further.isErr()) return err(further.error)
      place = further.value === null ? null : { carrier: further.value, after: null }
    } else place = { carrier, after: next }
    if (tickets.length === limit) full ??= place
  }
  return ok(report(null))
}

/** How many tickets are read in one look. */
const pageSize = 100
/** How many looks into the tickets of carriers that are not there one call takes. */
const mostLooks = 200

const inOrder: readonly Sort[] = [
  { field: 'carrier', dir: 'asc' },
  { field: 'carriedUntil', dir: 'asc' },
]

/** The next carrier of any ticket in the order of their names; null where there is none. */
async function carrierAfter(
  store: Store,
  tenant: TenantId,
  last: string,
  readable: ReadableTickets,
): Promise<Result<string | null, QueryProblem>> {
  const where: readonly Filter[] = [{ field: 'carrier', op: 'gt', value: last }]
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<Store['find']>> = await store.find(tenant, {
      ...{ kind: 'ticket', where, sort: inOrder, limit: 1 },
      ...(after === null ? {} : { after }),
    })
    if (page.isErr()) return err(page.error)
    const [doc] = page.value.items
    const ticket = doc === undefined ? null : readable.read(doc)
    if (ticket !== null) return ok(carrierOf(ticket))
    if (page.value.next === null) return ok(null)
    after = page.value.next
  }
}
