import {
  type FieldsMigration,
  keepingFieldValues,
  migrateTicketFields,
  type OwnFields,
  type Ticket,
  unfitValues,
} from '@caseload/lifecycle'
import { fieldLayout, readDocument } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { CommandProblem, DeskFault } from '../problems.ts'
import { placeGiven } from '../queries/place-given.ts'
import type { Scope } from '../scope.ts'
import type { FieldsReport } from './fields-report.ts'
import { unfitTally } from './unfit-tally.ts'

/** How many tickets are looked at in one go, and in one call of a dry run. */
const [pageSize, mostLooked] = [200, 20_000]

/** What would happen, without doing anything. */
export async function foreseeFields(
  engine: Engine,
  scope: Scope,
  {
    version,
    migration,
    after,
    limit,
  }: {
    readonly version: number
    readonly migration: FieldsMigration
    readonly after: string | null
    readonly limit: number
  },
): Promise<Result<FieldsReport, CommandProblem>> {
  const { store } = engine
  const unindexed = await countUnindexed(engine, scope, migration.fields)
  if (unindexed.isErr()) return err(unindexed.error)
  const tally = unfitTally(limit + pageSize)
  const { changes } = migrateTicketFields(engine.policiesOf(scope.tenant).fields, migration.fields)
  let [tickets, position] = [0, after]
  do {
    const page = await ticketsFrom(engine, scope, position)
    if (page.isErr()) return err(placeGiven('after')(page.error))
    const known = page.value.tickets.filter(({ personalFields }) => personalFields.length > 0)
    const docs = await store.load(
      scope.tenant,
      known.map(({ id }) => ({ kind: 'personal-fields', id })),
    )
    if (docs.isErr()) return err(docs.error)
    const personal = new Map(docs.value.flatMap((doc) => (doc === null ? [] : [[doc.ref.id, doc] as const])))
    for (const ticket of page.value.tickets) {
      const doc = personal.get(ticket.id)
      const read = doc === undefined ? ok({}) : readDocument('personal-fields', doc).map(({ values }) => values)
      if (read.isErr()) return err(read.error)
      const values = unfitValues(migration, ticket, read.value)
      if (values.length > 0) tally.add([{ ticket, values }])
    }
    tickets += page.value.tickets.length
    position = page.value.next
  } while (position !== null && tally.size < limit && tickets < mostLooked)
  return ok({
    ...{ version, changes, tickets, ...tally.report(limit + pageSize) },
    ...{ unindexed: unindexed.value, next: position, commits: 0 },
  })
}

/** What a declaration that is to be published means for tickets. They are looked at only where it may leave values behind. */
export async function foreseePublished(
  engine: Engine,
  scope: Scope,
  fields: OwnFields,
): Promise<Result<FieldsReport, CommandProblem>> {
  const { changes } = migrateTicketFields(engine.policiesOf(scope.tenant).fields, fields)
  if (changes.some(({ needsDecision }) => needsDecision))
    return foreseeFields(engine, scope, { version: 0, migration: keepingFieldValues(fields), after: null, limit: 100 })
  const unindexed = await countUnindexed(engine, scope, fields)
  const nothing = { version: 0, changes, tickets: 0, ...unfitTally(0).report(0), next: null, commits: 0 }
  return unindexed.isErr() ? err(unindexed.error) : ok({ ...nothing, unindexed: unindexed.value })
}

/** Some tickets by identity. */
export async function ticketsFrom(
  { store }: Engine,
  { tenant }: Scope,
  after: string | null,
): Promise<Result<{ readonly tickets: readonly Ticket[]; readonly next: string | null }, DeskFault>> {
  const page = await store.find(tenant, { kind: 'ticket', limit: pageSize, ...(after === null ? {} : { after }) })
  if (page.isErr()) return err(page.error)
  const tickets: Ticket[] = []
  for (const doc of page.value.items) {
    const read = readDocument('ticket', doc)
    if (read.isErr()) return err(read.error)
    tickets.push(read.value)
  }
  return ok({ tickets, next: page.value.next })
}

async function countUnindexed({ store }: Engine, { tenant }: Scope, fields: OwnFields): Promise<Result<number, DeskFault>> {
  const where = [{ field: 'fieldLayout', op: 'ne', value: fieldLayout(fields) }] as const
  const counted = await store.count(tenant, { kind: 'ticket', where, limit: 1 })
  return counted.map(([bucket]) => bucket?.count ?? 0).mapErr((problem): DeskFault => problem)
}
