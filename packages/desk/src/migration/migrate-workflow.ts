import { type Instant, inputIssue, invalidInput, newId, parseInput, type TicketId } from '@caseload/core'
import {
  type Migration,
  migrationDocumentSchema,
  migrationOf,
  type StatusCategory,
  statusCategories,
  type Ticket,
  type TicketMigration,
} from '@caseload/lifecycle'
import {
  clockReads,
  migrationBetween,
  planMigration,
  recordedEvents,
  standsUnder,
  type UnreadableDocument,
} from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { readFor } from '../engine/read-for.ts'
import { codeField } from '../inputs/fields.ts'
import { type CommandProblem, contended } from '../problems.ts'
import { pinned } from '../registry/pin.ts'
import type { Scope } from '../scope.ts'
import type {
  MigrateWorkflowInput,
  MigrationProblem,
  MigrationReport,
  StrandedTicket,
  TicketsStranded,
} from './migration-report.ts'
import { openCategories, openTickets, positionOf, positionText, type WalkPosition, walkStart } from './open-tickets.ts'

const workflowRef = z.strictObject({ id: codeField, version: z.int().min(1) })
const inputSchema: z.ZodType<MigrateWorkflowInput> = z.strictObject({
  from: workflowRef,
  to: workflowRef,
  mapping: migrationDocumentSchema,
  dryRun: z.exactOptional(z.boolean()),
  after: z.exactOptional(z.string().max(4096)),
  limit: z.exactOptional(z.int().min(1).max(500)),
})

/** How many tickets go in one step: with clocks and timers they stay within what a store takes. */
const perCommit = 16

/** Says what a change of workflow would mean for its tickets, or carries it out. */
export async function migrateWorkflow(
  engine: Engine,
  scope: Scope,
  input: unknown,
): Promise<Result<MigrationReport, MigrationProblem>> {
  const parsed = parseInput(inputSchema, input)
  if (parsed.isErr()) return err(parsed.error)
  const { dryRun = false, after, limit = 100 } = parsed.value
  const position = after === undefined ? walkStart : positionOf(after, statusCategories)
  if (position === null || (after !== undefined && !dryRun))
    return err(invalidInput([inputIssue(['after'], 'next of an earlier page of a dry run')]))
  const pin = await pinned(engine, scope.tenant)
  if (pin.isErr()) return err(pin.error)
  const migration = migrationBetween(pin.value.policiesOf(scope.tenant), parsed.value)
  if (migration.isErr()) return err(migration.error)
  return dryRun ? foresee(pin.value, scope, migration.value, position, limit) : apply(pin.value, scope, migration.value, limit)
}

/** Closed tickets are read, after all others, only where a name may mean something else afterwards: an open one that is merged meanwhile is found there. */
function categoriesOf({ from, to, targets }: Migration): readonly StatusCategory[] {
  const within = from.id === to.id && from.version === to.version
  const kept = [...from.statuses.values()].every(({ id, category }) => {
    const target = targets.get(id)
    return target?.id === id && target.category === category
  })
  return kept && !within ? openCategories : statusCategories
}

/** What would happen, without doing anything: a page that ends where it holds enough stranded tickets. */
async function foresee(
  { store, clock, policiesOf }: Engine,
  { tenant }: Scope,
  migration: Migration,
  from: WalkPosition,
  limit: number,
): Promise<Result<MigrationReport, CommandProblem>> {
  const categories = categoriesOf(migration)
  let [stays, moves, closed] = [0, 0, 0]
  const stranded: StrandedTicket[] = []
  const unreadable: UnreadableDocument[] = []
  const report = (next: WalkPosition | null): MigrationReport => ({
    ...{ stays, moves, closed, stranded, unreadable, commits: 0 },
    ...{ next: next === null ? null : positionText(next), warnings: migration.warnings },
  })
  for (let position: WalkPosition | null = from; position !== null; ) {
    const page: Awaited<ReturnType<typeof openTickets>> = await openTickets(
      store,
      tenant,
      migration.from,
      position,
      null,
      categories,
    )
    if (page.isErr()) return err(page.error)
    for (const found of page.value.tickets) {
      const ticket = standsUnder(migration, found, policiesOf(tenant))
      const foreseen = migrationOf(migration, ticket, clock.now())
      if (foreseen.outcome === 'stays') stays += 1
      if (foreseen.outcome === 'moves') moves += 1
      if (foreseen.outcome === 'renamed') closed += 1
      stranded.push(...strandedIn(ticket, foreseen))
    }
    unreadable.push(...page.value.unreadable)
    position = page.value.next
    if (position !== null && stranded.length + unreadable.length >= limit) return ok(report(position))
  }
  return ok(report(null))
}

function strandedIn(ticket: Ticket, foreseen: TicketMigration): readonly StrandedTicket[] {
  if (foreseen.outcome !== 'stranded') return []
  const { id: ticketId, number, status } = ticket
  return [{ ticketId, number, status, reasons: foreseen.reasons, fallback: foreseen.fallback }]
}

/** Carries it out: walks over the tickets until a whole walk finds none that is to be changed. */
async function apply(
  engine: Engine,
  scope: Scope,
  migration: Migration,
  limit: number,
): Promise<Result<MigrationReport, MigrationProblem>> {
  if (migration.fallback === null) {
    const foreseen = await foresee(engine, scope, migration, walkStart, limit)
    if (foreseen.isErr()) return err(foreseen.error)
    const { stranded, unreadable, next } = foreseen.value
    if (stranded.length > 0) return err(ticketsStranded(stranded, next === null))
    const [first] = unreadable
    if (first !== undefined) return err(first)
  }
  const done = { stays: 0, moves: 0, closed: 0, commits: 0, fellBack: new Map<TicketId, StrandedTicket>() }
  for (let walks = 1; walks <= attemptLimit; walks += 1) {
    const walked = await walk(engine, scope, migration, done)
    if (walked.isErr()) return err(walked.error)
    const { changed, left } = walked.value
    if (changed > 0) continue
    const { stays, moves, closed, commits, fellBack } = done
    const stranded = [...fellBack.values(), ...left]
    return ok({ stays, moves, closed, stranded, unreadable: [], commits, next: null, warnings: migration.warnings })
  }
  return err(contended(attemptLimit))
}

interface Tally {
  stays: number
  moves: number
  closed: number
  commits: number
  readonly fellBack: Map<TicketId, StrandedTicket>
}

async function walk(
  engine: Engine,
  scope: Scope,
  migration: Migration,
  tally: Tally,
): Promise<Result<{ readonly changed: number; readonly left: readonly StrandedTicket[] }, CommandProblem>> {
  const categories = categoriesOf(migration)
  let changed = 0
  const left: StrandedTicket[] = []
  for (let position: WalkPosition | null = walkStart; position !== null; ) {
    const page: Awaited<ReturnType<typeof openTickets>> = await openTickets(
      engine.store,
      scope.tenant,
      migration.from,
      position,
      null,
      categories,
    )
    if (page.isErr()) return err(page.error)
    const [first] = page.value.unreadable
    if (first !== undefined) return err(first)
    const policies = engine.policiesOf(scope.tenant)
    const concerned = page.value.tickets.filter(
      (ticket) => migrationOf(migration, standsUnder(migration, ticket, policies)).outcome !== 'unaffected',
    )
    for (let from = 0; from < concerned.length; from += perCommit) {
      const batch = concerned.slice(from, from + perCommit).map(({ id }) => id)
      const migrated = await migrateBatch(engine, scope, migration, batch)
      if (migrated.isErr()) return err(migrated.error)
      const { before, stranded, at } = migrated.value
      changed += before.length
      if (before.length > 0) tally.commits += 1
      left.push(...stranded)
      for (const ticket of before) count(tally, ticket, migrationOf(migration, ticket, at))
    }
    position = page.value.next
  }
  return ok({ changed, left })
}

function count(tally: Tally, ticket: Ticket, foreseen: TicketMigration): void {
  if (foreseen.outcome === 'stays') tally.stays += 1
  else if (foreseen.outcome === 'moves') tally.moves += 1
  else if (foreseen.outcome === 'renamed') tally.closed += 1
  for (const stranded of strandedIn(ticket, foreseen)) tally.fellBack.set(ticket.id, stranded)
}

/** One step: whole or not at all; decided anew where others were faster. Answers with the tickets that were changed, as they were before. */
async function migrateBatch(
  engine: Engine,
  { tenant, actor }: Scope,
  migration: Migration,
  batch: readonly TicketId[],
): Promise<
  Result<
    { readonly before: readonly Ticket[]; readonly stranded: readonly StrandedTicket[]; readonly at: Instant },
    CommandProblem
  >
> {
  const { store, clock, ids } = engine
  const commandId = newId('cmd', ids)
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const wanted = clockReads({ refs: batch.map((id) => ({ kind: 'ticket', id })), lookups: [] }, policies)
    const loaded = await readFor(store, tenant, wanted)
    if (loaded.isErr()) return err(loaded.error)
    const now = clock.now()
    if (engine.policiesAt(tenant, now) !== policies) continue
    const planned = planMigration(loaded.value, migration, policies, { actor, at: now, recordedAt: now, commandId })
    if (planned.isErr()) return err(planned.error)
    const { plan, before, stranded } = planned.value
    const listed = stranded.flatMap((ticket) => strandedIn(ticket, migrationOf(migration, ticket, now)))
    if (before.length === 0) return ok({ before, stranded: listed, at: now })
    const { writes, work, expect } = plan
    const events = recordedEvents(plan, policies)
    const committed = await store.commit(tenant, { key: commandId, writes, events, work, expect })
    if (committed.isOk()) return ok({ before, stranded: listed, at: now })
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

function ticketsStranded(stranded: readonly StrandedTicket[], complete: boolean): TicketsStranded {
  const more = complete ? '' : ' or more'
  return {
    kind: 'desk/tickets-stranded',
    stranded,
    complete,
    message: `${stranded.length}${more} tickets would be stranded: map their statuses, see to them, or name a fallback`,
  }
}
