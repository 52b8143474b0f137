import { type Instant, inputIssue, invalidInput, parseInput, type TicketId } from '@caseload/core'
import { carriedUnder, type StrandedReason, type Ticket } from '@caseload/lifecycle'
import { type KnownPolicies, type Policies, workflowIndex, workflowOf } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { openTickets, positionOf, positionText, type WalkPosition, walkStart } from '../migration/open-tickets.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'

/** An open ticket that nobody could bring to its end any more, or that time would no longer take further, under policies that do not hold the version of the workflow it carries. */
export interface TicketLeftBehind {
  /** Which ticket. */
  readonly ticketId: TicketId
  /** The number people quote; null where it has none. */
  readonly number: number | null
  /** The status it is in. */
  readonly status: string
  /** The version of the workflow it carries. */
  readonly workflow: Ticket['workflow']
  /** The version that would decide about it instead; null where the policies hold no workflow of that name, so that every command to it would be refused. */
  readonly decidedBy: Ticket['workflow'] | null
  /** Why it would be stranded; empty where `decidedBy` is null. */
  readonly reasons: readonly StrandedReason[]
}

/** What putting policies in force means for open tickets whose version of a workflow they do not hold. */
export interface PolicyTickets {
  /** How many such tickets were looked at: at most some 20,000 a call. */
  readonly tickets: number
  /** Those that would be stranded, of those that were looked at. Empty, with `next` null: none would. */
  readonly stranded: readonly TicketLeftBehind[]
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
  after: z.exactOptional(z.string().max(4096)),
  limit: z.exactOptional(z.int().min(1).max(500)),
})

/** How many tickets are looked at in one call. */
const mostLooked = 20_000

/** Looks through open tickets whose version of a workflow is held by some known policies, and not by those that are to be in force. */
export async function foreseeTickets(
  engine: Engine,
  scope: Scope,
  known: readonly KnownPolicies[],
  next: Policies,
  input: unknown = {},
): Promise<Result<PolicyTickets, QueryProblem>> {
  const parsed = parseInput(inputSchema, input)
  if (parsed.isErr()) return err(parsed.error)
  const { after, limit = 100 } = parsed.value
  const dropped = droppedBy(known, next)
  const start = after === undefined ? { at: 0, position: walkStart } : startOf(after)
  if (start === null) return err(invalidInput([inputIssue(['after'], 'next of an earlier page')]))
  const present = engine.policiesOf(scope.tenant)
  const stranded: TicketLeftBehind[] = []
  let tickets = 0
  for (let [at, position]: [number, WalkPosition | null] = [start.at, start.position]; at < dropped.length; ) {
    const workflow = dropped[at]
    if (workflow === undefined) break
    if (position === null) {
      ;[at, position] = [at + 1, walkStart]
      continue
    }
    if (tickets >= mostLooked || stranded.length >= limit)
      return ok({ tickets, stranded, next: `${at} ${positionText(position)}` })
    const page: Awaited<ReturnType<typeof openTickets>> = await openTickets(engine.store, scope.tenant, workflow, position)
    if (page.isErr()) return err(page.error)
    tickets += page.value.tickets.length
    stranded.push(...page.value.tickets.flatMap((ticket) => leftBehind(present, next, ticket, engine.clock.now())))
    position = page.value.next
  }
  return ok({ tickets, stranded, next: null })
}

/** Versions of workflows that some policies hold and the next ones do not, each once, sorted. */
function droppedBy(known: readonly KnownPolicies[], { workflowVersions }: Policies): readonly Ticket['workflow'][] {
  const all = new Map<string, Ticket['workflow']>()
  for (const { document } of known)
    for (const { id, version } of document.workflows) all.set(workflowIndex({ id, version }), { id, version })
  return [...all.values()]
    .filter(({ id, version }) => !workflowVersions.has(`${id}@${version}`))
    .sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1))
}

function leftBehind(present: Policies, next: Policies, ticket: Ticket, now: Instant): readonly TicketLeftBehind[] {
  const [from, to] = [workflowOf(present, ticket.workflow), workflowOf(next, ticket.workflow)]
  const { id: ticketId, number, status, workflow } = ticket
  if (to === null) return [{ ticketId, number, status, workflow, decidedBy: null, reasons: [] }]
  const reasons = from === null ? [] : carriedUnder(from, to, ticket, now)
  const decidedBy = { id: to.id, version: to.version }
  return reasons.length === 0 ? [] : [{ ticketId, number, status, workflow, decidedBy, reasons }]
}

function startOf(text: string): { readonly at: number; readonly position: WalkPosition } | null {
  const parts = /^(\d{1,6}) (.+)$/s.exec(text)
  const position = positionOf(parts?.[2] ?? '')
  return position === null ? null : { at: Number(parts?.[1]), position }
}
