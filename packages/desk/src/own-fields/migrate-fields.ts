import { newId, parseInput, type TicketId } from '@caseload/core'
import {
  compileFieldsMigration,
  type FieldsMigration,
  fieldsMigrationDocumentSchema,
  keepingFieldValues,
  type Ticket,
  unfitValues,
} from '@caseload/lifecycle'
import { clockReads, fieldsMigrationReads, planFieldsMigration, recordedEvents } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { readFor } from '../engine/read-for.ts'
import { type CommandProblem, contended } from '../problems.ts'
import { pinned } from '../registry/pin.ts'
import type { Scope } from '../scope.ts'
import { fieldsOfVersion } from './fields-of-version.ts'
import {
  type FieldsMigrationProblem,
  type FieldsReport,
  invalidFieldsMigration,
  type MigrateFieldsInput,
} from './fields-report.ts'
import { foreseeFields, ticketsFrom } from './foresee-fields.ts'
import { rebuildFieldIndex } from './rebuild-field-index.ts'
import { type UnfitTally, unfitTally } from './unfit-tally.ts'

const inputSchema: z.ZodType<MigrateFieldsInput> = z.strictObject({
  version: z.exactOptional(z.int().min(0)),
  mapping: z.exactOptional(fieldsMigrationDocumentSchema),
  dryRun: z.exactOptional(z.boolean()),
  after: z.exactOptional(z.string().min(1).max(4096)),
  limit: z.exactOptional(z.int().min(1).max(500)),
})

/** How many tickets are changed in one step: with clocks and personal values they stay within what a store takes. */
const perCommit = 16

/** Says which values do not fit a declaration, or makes of them what a mapping says, and the index anew. */
export async function migrateFields(
  engine: Engine,
  scope: Scope,
  input: unknown,
): Promise<Result<FieldsReport, FieldsMigrationProblem>> {
  const parsed = parseInput(inputSchema, input)
  if (parsed.isErr()) return err(parsed.error)
  const { dryRun = false, after = null, limit = 100, mapping } = parsed.value
  const pin = await pinned(engine, scope.tenant)
  if (pin.isErr()) return err(pin.error)
  const asked = await fieldsOfVersion(pin.value, scope, parsed.value.version ?? null)
  if (asked.isErr()) return err(asked.error)
  const { version, inForce, fields } = asked.value
  const migration = mapping === undefined ? ok(keepingFieldValues(fields)) : compileFieldsMigration(fields, mapping)
  if (migration.isErr()) return err(invalidFieldsMigration(migration.error))
  if (dryRun) return foreseeFields(pin.value, scope, { version, migration: migration.value, after, limit })
  if (version !== inForce)
    return err({
      kind: 'desk/version-not-in-force',
      version,
      inForce,
      message: `values can only be fitted to version ${inForce}, which is in force; of another one can ask by a dry run`,
    })
  return apply(pin.value, scope, { version, migration: migration.value, limit })
}

/** Carries it out: walks over all tickets until a whole walk finds none that is to be changed, then makes the index anew. */
async function apply(
  engine: Engine,
  scope: Scope,
  { version, migration, limit }: { readonly version: number; readonly migration: FieldsMigration; readonly limit: number },
): Promise<Result<FieldsReport, CommandProblem>> {
  const tally = unfitTally(limit)
  let commits = 0
  for (let walks = 1; walks <= attemptLimit; walks += 1) {
    const walked = await walk(engine, scope, migration, tally)
    if (walked.isErr()) return err(walked.error)
    commits += walked.value.commits
    if (walked.value.commits > 0) continue
    const indexed = await rebuildFieldIndex(engine, scope)
    if (indexed.isErr()) return err(indexed.error)
    const { tickets } = walked.value
    return ok({ ...{ version, changes: [], tickets, ...tally.report(limit) }, ...{ unindexed: 0, next: null, commits } })
  }
  return err(contended(attemptLimit))
}

async function walk(
  engine: Engine,
  scope: Scope,
  migration: FieldsMigration,
  tally: UnfitTally,
): Promise<Result<{ readonly tickets: number; readonly commits: number }, CommandProblem>> {
  let [tickets, commits] = [0, 0]
  let position: string | null = null
  do {
    const page: Awaited<ReturnType<typeof ticketsFrom>> = await ticketsFrom(engine, scope, position)
    if (page.isErr()) return err(page.error)
    const concerned = page.value.tickets.filter(
      (ticket) => ticket.personalFields.length > 0 || unfitValues(migration, ticket, null).length > 0,
    )
    for (let first = 0; first < concerned.length; first += perCommit) {
      const batch = concerned.slice(first, first + perCommit)
      const migrated = await migrateBatch(engine, scope, migration, batch, tally)
      if (migrated.isErr()) return err(migrated.error)
      if (migrated.value) commits += 1
    }
    tickets += page.value.tickets.length
    position = page.value.next
  } while (position !== null)
  return ok({ tickets, commits })
}

/** One step: whole or not at all; decided anew where others were faster. Whether anything was changed. */
async function migrateBatch(
  engine: Engine,
  { tenant, actor }: Scope,
  migration: FieldsMigration,
  batch: readonly Ticket[],
  tally: UnfitTally,
): Promise<Result<boolean, CommandProblem>> {
  const { store, clock, ids } = engine
  const commandId = newId('cmd', ids)
  const tickets = batch.map(({ id }: { readonly id: TicketId }) => ({ kind: 'ticket', id }))
  const beside = fieldsMigrationReads(batch)
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const loaded = await readFor(store, tenant, clockReads({ refs: [...tickets, ...distinct(beside)], lookups: [] }, policies))
    if (loaded.isErr()) return err(loaded.error)
    const now = clock.now()
    const planned = planFieldsMigration(loaded.value, migration, policies, { actor, at: now, recordedAt: now, commandId })
    if (planned.isErr()) return err(planned.error)
    const { plan, unfit, changed } = planned.value
    const { writes, work, expect } = plan
    const events = recordedEvents(plan, policies)
    const committed = changed === 0 ? null : await store.commit(tenant, { key: commandId, writes, events, work, expect })
    if (committed === null || committed.isOk()) {
      tally.add(unfit)
      return ok(changed > 0)
    }
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

function distinct<Ref extends { readonly kind: string; readonly id: string }>(refs: readonly Ref[]): readonly Ref[] {
  return [...new Map(refs.map((ref) => [`${ref.kind}/${ref.id}`, ref] as const)).values()]
}
