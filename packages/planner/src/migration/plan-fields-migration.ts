import type { CommandId, InvalidInput } from '@caseload/core'
import { decideFieldsMigration, type FieldsMigration, type Ticket, type UnfitValue, unfitValues } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { withFieldIndex } from '../documents/field-index.ts'
import { type PersonalFields, rewritePersonalFields } from '../documents/personal-fields-kind.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { explainEvents } from '../plans/explain-events.ts'
import { malformed, readings, rules } from '../plans/malformed.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import { ticketChange } from '../plans/ticket-change.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { withClocks } from '../sla/with-clocks.ts'

/** A ticket with values that do not fit, and what becomes of each. */
export interface UnfitTicket {
  /** The ticket, as it was before. */
  readonly ticket: Ticket
  /** Its values that do not fit; never empty. */
  readonly values: readonly UnfitValue[]
}

/** What a migration of fields means for a batch of tickets. */
export interface FieldsMigrationPlan {
  /** What to commit, in one step; without writes where there is nothing to do. */
  readonly plan: Plan
  /** Tickets with values that do not fit, those among them that are left as they are. */
  readonly unfit: readonly UnfitTicket[]
  /** How many of them are changed. */
  readonly changed: number
}

/**
 * What has to be read beside tickets, so that a migration of fields can be decided: their personal values, and who asked.
 *
 * @param tickets - The tickets.
 */
export function fieldsMigrationReads(tickets: readonly Ticket[]): readonly Ref[] {
  return tickets.flatMap(({ id, requesterId }) => [
    { kind: 'personal-fields', id },
    ...(requesterId === null ? [] : [{ kind: 'customer', id: requesterId }]),
  ])
}

/**
 * What a migration of fields means for a batch of tickets: their documents, their personal values, the events, and their clocks. Tickets whose values all fit, or stay, are passed over; so are those whose workflow the policies do
 * not know, by which nobody can say what else follows.
 *
 * @param loaded - The tickets, what `fieldsMigrationReads` asks for, and their clocks where the policies promise something (`clockReads`); not mutated.
 * @param migration - The declaration, and what becomes of values that do not fit it.
 * @param policies - What the desk decides by.
 * @param context - Who migrates, when, and the command behind it.
 */
export function planFieldsMigration(
  loaded: Loaded,
  migration: FieldsMigration,
  policies: Policies,
  context: Omit<PlanContext, 'number'> & {
    /** Identity of the command. */
    readonly commandId: CommandId
  },
): Result<FieldsMigrationPlan, UnreadableDocument | InvalidInput> {
  const wrong = malformed({
    loaded: [loaded, ...readings],
    migration: [migration, 'fields'],
    policies: [policies, ...rules],
    context: [context, 'actor', 'at', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  const { commandId } = context
  let plan: Plan = { writes: [], events: [], work: [], expect: [], explanations: [], ticket: null, customer: null }
  const unfit: UnfitTicket[] = []
  let changed = 0
  for (const doc of loaded.docs) {
    if (doc?.ref.kind !== 'ticket') continue
    const ticket = readDocument('ticket', doc)
    if (ticket.isErr()) return err(ticket.error)
    const one = planOne(loaded, ticket.value, doc.version, migration, policies, context)
    if (one.isErr()) return err(one.error)
    const { values, change } = one.value
    if (values.length > 0) unfit.push({ ticket: ticket.value, values })
    if (change === null) continue
    changed += 1
    plan = {
      ...plan,
      writes: [...plan.writes, ...change.writes],
      events: [...plan.events, ...change.events],
      work: [...plan.work, ...change.work],
      expect: [...plan.expect, ...change.expect.filter(({ ref }) => !plan.expect.some((known) => known.ref.id === ref.id))],
    }
  }
  plan = { ...plan, explanations: explainEvents(plan.events, plan.work) }
  const by = { ...context, number: null }
  return withClocks(withFieldIndex(plan, policies), loaded, { type: 'ticket-command', commandId }, policies, by).map((whole) => ({
    plan: whole,
    unfit,
    changed,
  }))
}

interface OnePlan {
  readonly values: readonly UnfitValue[]
  readonly change: Pick<Plan, 'writes' | 'events' | 'work' | 'expect'> | null
}

function planOne(
  loaded: Loaded,
  ticket: Ticket,
  docVersion: number,
  migration: FieldsMigration,
  policies: Policies,
  { actor, at: now, recordedAt, commandId }: Parameters<typeof planFieldsMigration>[3],
): Result<OnePlan, UnreadableDocument> {
  const doc = loadedDocument(loaded, { kind: 'personal-fields', id: ticket.id })
  const read = doc === null ? ok<PersonalFields['values']>({}) : readDocument('personal-fields', doc).map(({ values }) => values)
  if (read.isErr()) return err(read.error)
  const customerRef: Ref = { kind: 'customer', id: ticket.requesterId ?? '' }
  const customerDoc = ticket.requesterId === null ? null : loadedDocument(loaded, customerRef)
  const customer = customerDoc === null ? ok(null) : readDocument('customer', customerDoc)
  if (customer.isErr()) return err(customer.error)
  const values = unfitValues(migration, ticket, read.value)
  const erased = customer.value !== null && customer.value.erasedAt !== null
  const { events, personal } = decideFieldsMigration(migration, ticket, read.value, { actor, now }, erased)
  const workflow = workflowOf(policies, ticket.workflow)
  if (events.length === 0) return ok({ values, change: null })
  if (workflow === null) return ok({ values: values.map((value) => ({ ...value, outcome: 'kept' })), change: null })
  const change = ticketChange({
    ...{ docVersion, before: ticket, happened: events, workflow },
    ...{ bodies: new Map(), recordedAt, cause: commandId },
  })
  if (change === null) throw new TypeError('a ticket is migrated that was never opened')
  const content = personal === null ? [] : rewritePersonalFields(doc, { ticketId: ticket.id, values: personal })
  // What is kept of a person rests on their not having been erased meanwhile.
  const expect = customerDoc === null ? [] : [{ ref: customerRef, version: customerDoc.version }]
  const { writes, events: told, work } = change
  return ok({
    values,
    change: { writes: [...writes, ...content], events: told, work, expect: content.length === 0 ? [] : expect },
  })
}
