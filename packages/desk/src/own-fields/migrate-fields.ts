import { newId, parseInput, type TicketId } from '@caseload/core'
import {
  compileFieldsMigration,
  type FieldsMigration,
  fieldsMigrationDocumentSchema,
  keepingFieldValues,
  type OwnFields,
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
import { knownPolicies, readRegistry } from '../registry/read-registry.ts'
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
  const known = mapping === undefined ? ok([]) : await knownFields(pin.value, scope, fields, Object.keys(mapping.fields))
  if (known.isErr()) return err(known.error)
  const migration = mapping === undefined ? ok(keepingFieldValues(fields)) : compileFieldsMigration(fields, mapping, known.value)
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

/**
 * Which of some names that are not declared now were declared by another version, or stand on tickets from before there was a registry. Null where none is kept: what earlier releases declared nobody knows. Tickets are looked at only
 * for names that no version has, and no further than until each is found.
 */
async function knownFields(
  engine: Engine,
  scope: Scope,
  { document }: OwnFields,
  names: readonly string[],
): Promise<Result<readonly string[] | null, FieldsMigrationProblem>> {
  if (!engine.keepsRegistry) return ok(null)
  const sought = new Set(names.filter((name) => !Object.hasOwn(document, name)))
  if (sought.size === 0) return ok([])
  const read = await readRegistry(engine, scope)
  if (read.isErr()) return err(read.error)
  const versions = await knownPolicies(engine, scope, read.value.registry.latest)
  if (versions.isErr()) return err(versions.error)
  const known = [...sought].filter((name) => versions.value.some(({ document: { fields } }) => Object.hasOwn(fields, name)))
  for (const name of known) sought.delete(name)
  let position: string | null = null
  while (sought.size > 0) {
    const page: Awaited<ReturnType<typeof ticketsFrom>> = await ticketsFrom(engine, scope, position)
    if (page.isErr()) return err(page.error)
    for (const { attributes, personalFields } of page.value.tickets)
      for (const name of [...Object.keys(attributes), ...personalFields]) if (sought.delete(name)) known.push(name)
    position = page.value.next
    if (position === null) break
  }
  return ok(known)
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
