import {
  type Instant,
  inputIssue,
  invalidInput,
  isInstant,
  parseDuration,
  parseInput,
  renderExplanation,
  type TicketId,
} from '@caseload/core'
import { fieldsSeen, plannerMessages, readDocument, type TicketClocks, ticketSeenBy } from '@caseload/planner'
import {
  type AttainmentPolicy,
  attainmentFacts,
  explainDue,
  noBreach,
  type Sla,
  type SlaState,
  slaState,
  standardAttainment,
  timelineSvg,
} from '@caseload/sla'
import type { Filter } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { onlySeen } from '../access/narrow-list.ts'
import { lookingAs } from '../access/permit.ts'
import type { Engine } from '../engine/engine.ts'
import { idField } from '../inputs/fields.ts'
import type { QueryProblem } from '../problems.ts'
import { placeGiven } from '../queries/place-given.ts'
import { type ReadableDocuments, readableDocuments } from '../queries/unreadable-documents.ts'
import { readId, type Scope } from '../scope.ts'
import { type SeenSlaState, slaStateSeenBy } from './seen-sla-state.ts'
import type {
  DeadlineList,
  DeadlineQuery,
  DueExplanation,
  SlaFactsPage,
  SlaFactsRead,
  TicketDeadline,
  TicketSlaFact,
} from './sla-inputs.ts'

const optional = z.exactOptional
const cursor = optional(z.string().min(1).max(4000))
const querySchema = z.strictObject({
  teamId: optional(idField('team').nullable()),
  assigneeId: optional(idField('agt').nullable()),
  within: optional(z.string().max(40)),
  limit: optional(z.int().min(1).max(500)),
  cursor,
})
const factsSchema = z.strictObject({ limit: optional(z.int().min(1).max(500)), cursor })

/** The clocks of a ticket as of now; null where nothing was promised on it, or there is no such ticket. */
export async function ticketClocks(
  engine: Engine,
  scope: Scope,
  ticketId: string,
): Promise<Result<SeenSlaState | null, QueryProblem>> {
  const { hidden } = fieldsSeen('ticket', lookingAs(engine, scope))
  return (await clocksOf(engine, scope, ticketId)).map((state) => (state === null ? null : slaStateSeenBy(state, hidden)))
}

async function clocksOf(engine: Engine, { tenant }: Scope, ticketId: string): Promise<Result<SlaState | null, QueryProblem>> {
  const id = readId('tkt', 'ticketId', ticketId)
  if (id.isErr()) return err(id.error)
  const { sla } = engine.policiesOf(tenant)
  const loaded = await engine.store.load(tenant, [{ kind: 'ticket-clocks', id: id.value }])
  if (loaded.isErr()) return err(loaded.error)
  const doc = loaded.value[0] ?? null
  if (sla === null || doc === null) return ok(null)
  return readDocument('ticket-clocks', doc).map((clocks) => stateOf(sla, clocks, engine.clock.now()))
}

/** Why a clock of a ticket is due when it is; null where it has not started. */
export async function explainTicketDue(
  engine: Engine,
  scope: Scope,
  ticketId: string,
  clock: string,
): Promise<Result<DueExplanation | null, QueryProblem>> {
  const state = await clocksOf(engine, scope, ticketId)
  if (state.isErr()) return err(state.error)
  const { sla } = engine.policiesOf(scope.tenant)
  const found = state.value !== null && Object.hasOwn(state.value.clocks, clock) ? state.value.clocks[clock] : undefined
  if (sla === null || state.value === null || found === undefined) return ok(null)
  const account = explainDue(sla, found, state.value.at)
  if (account === null) return ok(null)
  return ok({ account, text: renderExplanation(account.explanation, plannerMessages), svg: timelineSvg(account) })
}

/** Tickets by their next deadline that is not missed yet. */
export function nextToBreach(engine: Engine, scope: Scope, query: DeadlineQuery): Promise<Result<DeadlineList, QueryProblem>> {
  return deadlines(engine, scope, query, 'nextBreachAt', (now, within) => [
    { field: 'nextBreachAt', op: 'gte', value: now },
    { field: 'nextBreachAt', op: within === null ? 'lt' : 'lte', value: within === null ? noBreach : now + within },
  ])
}

/** Tickets that are late: those with a clock that has not ended and whose deadline has passed, whether or not a timer has seen it. */
export function overdue(engine: Engine, scope: Scope, query: DeadlineQuery): Promise<Result<DeadlineList, QueryProblem>> {
  return deadlines(engine, scope, query, 'overdueSince', (now) => [{ field: 'overdueSince', op: 'lt', value: now }])
}

async function deadlines(
  engine: Engine,
  scope: Scope,
  query: DeadlineQuery,
  sort: 'nextBreachAt' | 'overdueSince',
  where: (now: Instant, withinMs: number | null) => readonly Filter[],
): Promise<Result<DeadlineList, QueryProblem>> {
  const parsed = parseInput(querySchema, query)
  if (parsed.isErr()) return err(parsed.error)
  const { teamId, assigneeId, within, limit = 50, cursor: place } = parsed.value
  const withinMs = within === undefined ? ok(null) : parseDuration(within)
  if (withinMs.isErr()) return err(invalidInput([inputIssue(['within'], 'a duration such as PT4H')]))
  const seen = onlySeen(engine, scope, Object.keys(parsed.value))
  if (seen.isErr()) return err(seen.error)
  const { tenant } = scope
  const { sla } = engine.policiesOf(tenant)
  if (sla === null) return ok({ deadlines: [], unreadable: [], next: null })
  const from = place === undefined ? { asOf: engine.clock.now(), after: null } : readPlace(place)
  if (from === null) return err(invalidInput([inputIssue(['cursor'], 'the next of an earlier page')]))
  const { asOf, after } = from
  const found = await engine.store.find(tenant, {
    kind: 'ticket-clocks',
    where: [...is('teamId', teamId), ...is('assigneeId', assigneeId), ...where(asOf, withinMs.value)],
    sort: [{ field: sort, dir: 'asc' }],
    limit,
    ...(after === null ? {} : { after }),
  })
  if (found.isErr()) return err(placeGiven('cursor')(found.error))
  const late = sort === 'overdueSince'
  const readable = readableDocuments()
  const open: OpenGoal[] = []
  for (const doc of found.value.items) {
    const clocks = readable.read('ticket-clocks', doc)
    if (clocks === null) continue
    const goals = openGoals(clocks.ticketId, stateOf(sla, clocks, asOf))
    const [first] = goals.filter(({ dueAt }) => dueAt < asOf === late).sort((a, b) => a.dueAt - b.dueAt)
    if (first !== undefined) open.push(first)
  }
  const { next } = found.value
  return (await withTickets(engine, scope, open, readable)).map((list) => ({
    deadlines: list,
    unreadable: readable.unreadable(),
    next: next === null ? null : `${asOf}.${next}`,
  }))
}

interface OpenGoal {
  readonly ticketId: TicketId
  readonly clock: string
  readonly goal: string
  readonly dueAt: Instant
}

/** Goals of clocks that have not ended, by deadline, missed or to come. */
function openGoals(ticketId: TicketId, { clocks }: SlaState): readonly OpenGoal[] {
  return Object.values(clocks).flatMap(({ clock, current }) =>
    current === null || current.endedAt !== null
      ? []
      : current.goals.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [{ ticketId, clock, goal: id, dueAt }])),
  )
}

async function withTickets(
  engine: Engine,
  scope: Scope,
  open: readonly OpenGoal[],
  readable: ReadableDocuments,
): Promise<Result<readonly TicketDeadline[], QueryProblem>> {
  if (open.length === 0) return ok([])
  const looking = lookingAs(engine, scope)
  const loaded = await engine.store.load(
    scope.tenant,
    open.map(({ ticketId }) => ({ kind: 'ticket', id: ticketId })),
  )
  if (loaded.isErr()) return err(loaded.error)
  const list: TicketDeadline[] = []
  for (const [index, { clock, goal, dueAt }] of open.entries()) {
    const doc = loaded.value[index] ?? null
    const ticket = doc === null ? null : readable.read('ticket', doc)
    if (ticket !== null) list.push({ ticket: ticketSeenBy(ticket, looking).seen, clock, goal, dueAt })
  }
  return ok(list)
}

/** The place of a page says as of when it was asked, so that all pages are of one question. */
function readPlace(place: string): { readonly asOf: Instant; readonly after: string } | null {
  const dot = place.indexOf('.')
  const asOf = Number(place.slice(0, dot))
  return dot > 0 && isInstant(asOf) && dot + 1 < place.length ? { asOf, after: place.slice(dot + 1) } : null
}

function is(field: string, value: string | null | undefined): readonly Filter[] {
  return value === undefined ? [] : [{ field, op: 'eq', value }]
}

/** What became of every goal of every ticket, as of now, a page at a time. */
export async function readSlaFacts(
  engine: Engine,
  scope: Scope,
  read: SlaFactsRead,
  policy: AttainmentPolicy = standardAttainment,
): Promise<Result<SlaFactsPage, QueryProblem>> {
  const parsed = parseInput(factsSchema, read)
  if (parsed.isErr()) return err(parsed.error)
  // Each fact says which team had the ticket.
  const seen = onlySeen(engine, scope, ['teamId'])
  if (seen.isErr()) return err(seen.error)
  const { tenant } = scope
  const { limit = 200, cursor: after } = parsed.value
  const { sla } = engine.policiesOf(tenant)
  if (sla === null) return ok({ facts: [], unreadable: [], next: null })
  const found = await engine.store.find(tenant, { kind: 'ticket-clocks', limit, ...(after === undefined ? {} : { after }) })
  if (found.isErr()) return err(placeGiven('cursor')(found.error))
  const now = engine.clock.now()
  const readable = readableDocuments()
  const facts: TicketSlaFact[] = []
  for (const doc of found.value.items) {
    const clocks = readable.read('ticket-clocks', doc)
    if (clocks === null) continue
    const { ticketId } = clocks
    facts.push(...attainmentFacts(stateOf(sla, clocks, now), policy).map((fact) => ({ ticketId, ...fact })))
  }
  return ok({ facts, unreadable: readable.unreadable(), next: found.value.next })
}

function stateOf(sla: Sla, { signals, toldAt }: TicketClocks, now: Instant): SlaState {
  return slaState(sla, { signals }, now < toldAt ? toldAt : now)
}
