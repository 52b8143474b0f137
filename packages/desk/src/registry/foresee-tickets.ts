import { type Instant, inputIssue, invalidInput, parseInput, type TicketId } from '@caseload/core'
import { carriedUnder, type StrandedReason, type Ticket } from '@caseload/lifecycle'
import { type Policies, type UnreadableDocument, workflowOf } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { openTickets, positionOf, positionText, type WalkPosition, walkStart } from '../migration/open-tickets.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { type CarriedVersion, carriedVersions, workflowNamed } from './carried-versions.ts'

/**
 * An open ticket that nobody could bring to its end any more, or that time would no longer take further, under the version of a workflow that would decide about it: another than now, or one that lacks the status it is in since another
 * version decided about it meanwhile.
 */
export interface TicketLeftBehind {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** The number people quote; null where it has none. */
  readonly number: number | null
  /** The status it is in. */
  readonly status: string
  /** The version of the workflow it carries. */
  readonly workflow: Ticket['workflow']
  /** The version that would decide about it; null where the policies hold no workflow of that name, so that every command to it would be refused. */
  readonly decidedBy: Ticket['workflow'] | null
  /** Why it would be stranded; empty where `decidedBy` is null. */
  readonly reasons: readonly StrandedReason[]
}

/** What putting policies in force means for open tickets: those about which another version would decide than now, and those in a status that the one which would decide lacks. */
export interface PolicyTickets {
  /** How many such tickets were looked at: at most some 20,000 a call. */
  readonly tickets: number
  /** Those that would be stranded, of those that were looked at. Empty, with `next` null and none unreadable: none would. */
  readonly stranded: readonly TicketLeftBehind[]
  /** Of those that were looked at, tickets that another version stored, or somebody damaged, so that nobody can say what would become of them, each with what it lacks. */
  readonly unreadable: readonly UnreadableDocument[]
  /** Where `foreseePolicies` goes on; null where all were looked at. */
  readonly next: string | null
}

/** Which page of what policies mean for open tickets. */
export interface ForeseeInput {
  /** `next` of the page before; from the beginning where absent. */
  readonly after?: string
  /** How many tickets are listed, 1 to 500; 100 where absent. A page may hold more, by those of its last look. */
  readonly limit?: number
}

const inputSchema: z.ZodType<ForeseeInput> = z.strictObject({
  after: z.exactOptional(z.string().max(65_536)),
  limit: z.exactOptional(z.int().min(1).max(500)),
})

/** How many tickets are looked at in one call. */
const mostLooked = 20_000

/** Tickets that have to be looked at: all of a version of a workflow, or those in some statuses. */
interface Concerned {
  readonly version: string
  readonly statuses: readonly string[] | null
}

/** Looks through open tickets whose fate the policies to come may change, and those that are stranded by them as they are. */
export async function foreseeTickets(
  engine: Engine,
  scope: Scope,
  next: Policies,
  input: unknown = {},
): Promise<Result<PolicyTickets, QueryProblem>> {
  const parsed = parseInput(inputSchema, input)
  if (parsed.isErr()) return err(parsed.error)
  const { after, limit = 100 } = parsed.value
  const start = after === undefined ? null : placeOf(after)
  if (after !== undefined && start === null) return err(invalidInput([inputIssue(['after'], 'next of an earlier page')]))
  const carried = await carriedVersions(engine.store, scope.tenant)
  if (carried.isErr()) return err(carried.error)
  const present = engine.policiesOf(scope.tenant)
  const further = carried.value.flatMap((each) => concernedIn(present, next, each))
  const rest = start === null ? further : [start.concerned, ...further.filter(({ version }) => version > start.concerned.version)]
  const stranded: TicketLeftBehind[] = []
  const unreadable: UnreadableDocument[] = []
  let tickets = 0
  let from = start?.position ?? walkStart
  for (const concerned of rest) {
    for (let position: WalkPosition | null = from; position !== null; ) {
      if (tickets >= mostLooked || stranded.length + unreadable.length >= limit)
        return ok({ tickets, stranded, unreadable, next: placeText(concerned, position) })
      const page: Awaited<ReturnType<typeof openTickets>> = await openTickets(
        engine.store,
        scope.tenant,
        workflowNamed(concerned.version),
        position,
        concerned.statuses,
      )
      if (page.isErr()) return err(page.error)
      tickets += page.value.tickets.length + page.value.unreadable.length
      unreadable.push(...page.value.unreadable)
      stranded.push(...page.value.tickets.flatMap((ticket) => leftBehind(present, next, ticket, engine.clock.now())))
      position = page.value.next
    }
    from = walkStart
  }
  return ok({ tickets, stranded, unreadable, next: null })
}

/** Which tickets of a version have to be looked at: all where another one would decide about them than now, else those in a status that it lacks, however they came there. */
function concernedIn(present: Policies, next: Policies, { version, workflow, statuses }: CarriedVersion): readonly Concerned[] {
  const [from, to] = [workflowOf(present, workflow), workflowOf(next, workflow)]
  if (to === null || from === null || from.id !== to.id || from.version !== to.version) return [{ version, statuses: null }]
  const lacking = statuses.filter((status) => !to.statuses.has(status))
  if (lacking.length === 0) return []
  return [{ version, statuses: lacking.length > mostStatuses ? null : lacking }]
}

/** How many statuses a store takes in one question. */
const mostStatuses = 200

function leftBehind(present: Policies, next: Policies, ticket: Ticket, now: Instant): readonly TicketLeftBehind[] {
  const [from, to] = [workflowOf(present, ticket.workflow), workflowOf(next, ticket.workflow)]
  const { id: ticketId, number, status, workflow } = ticket
  if (to === null) return [{ ticketId, number, status, workflow, decidedBy: null, reasons: [] }]
  // Where nothing decides now, nothing is lost: only the status tells.
  const reasons = carriedUnder(from ?? to, to, ticket, now)
  const decidedBy = { id: to.id, version: to.version }
  return reasons.length === 0 ? [] : [{ ticketId, number, status, workflow, decidedBy, reasons }]
}

function placeText({ version, statuses }: Concerned, position: WalkPosition): string {
  return JSON.stringify([version, statuses, positionText(position)])
}

const placeSchema = z.tuple([z.string().max(512), z.array(z.string().max(512)).min(1).max(mostStatuses).nullable(), z.string()])

function placeOf(text: string): { readonly concerned: Concerned; readonly position: WalkPosition } | null {
  const parts = placeSchema.safeParse(parsedJson(text))
  if (!parts.success) return null
  const [version, statuses, place] = parts.data
  const position = positionOf(place)
  return position === null ? null : { concerned: { version, statuses }, position }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
