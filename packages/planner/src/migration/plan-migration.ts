import type { CommandId, InvalidInput } from '@caseload/core'
import { decideMigration, type Migration, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import { err, type Result } from 'neverthrow'
import { withFieldIndex } from '../documents/field-index.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { explainEvents } from '../plans/explain-events.ts'
import { malformed, readings, rules } from '../plans/malformed.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import { ticketChange } from '../plans/ticket-change.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'
import { withClocks } from '../sla/with-clocks.ts'
import { standsUnder } from './stands-under.ts'

/** What a change of workflow means for a batch of tickets. */
export interface MigrationPlan {
  /** What to commit, in one step; without writes where there is nothing to do. */
  readonly plan: Plan
  /** Tickets that are put under the new workflow, as they were before. */
  readonly before: readonly Ticket[]
  /** Tickets that are left as they are, since they would be stranded. */
  readonly stranded: readonly Ticket[]
}

/**
 * What a change of workflow means for a batch of tickets: their documents, the events, the timers that move with them and their clocks. Closed tickets go along where a name they hold means something else under the new workflow. Tickets that are closed otherwise, migrated already or under another workflow are passed over.
 *
 * @param loaded - The tickets, and their clocks where the policies promise something (`clockReads`); not mutated.
 * @param migration - From where to where.
 * @param policies - What the desk decides by.
 * @param context - Who changes it, when, and the command behind it.
 */
export function planMigration(
  loaded: Loaded,
  migration: Migration,
  policies: Policies,
  context: Omit<PlanContext, 'number'> & {
    /** Identity of the command. */
    readonly commandId: CommandId
  },
): Result<MigrationPlan, UnreadableDocument | InvalidInput> {
  const wrong = malformed({
    loaded: [loaded, ...readings],
    migration: [migration],
    policies: [policies, ...rules],
    context: [context, 'actor', 'at', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  const { actor, at: now, recordedAt, commandId } = context
  let plan: Plan = { writes: [], events: [], work: [], expect: [], explanations: [], ticket: null, customer: null }
  const before: Ticket[] = []
  const stranded: Ticket[] = []
  for (const doc of loaded.docs) {
    if (doc?.ref.kind !== 'ticket') continue
    const read = readDocument('ticket', doc)
    if (read.isErr()) return err(read.error)
    const standing = standsUnder(migration, read.value, policies)
    const decided = decideMigration(migration, standing, { actor, now })
    if (decided.isErr()) {
      stranded.push(read.value)
      continue
    }
    if (decided.value.length === 0) continue
    const fromWorkflow = read.value.workflow
    const change = ticketChange({
      ...{ docVersion: doc.version, before: read.value, happened: decided.value.map((event) => cameFrom(event, fromWorkflow)) },
      workflow: migration.to,
      // A status that the old version does not know came of another, which timed the ticket as well.
      workflowBefore: migration.from.statuses.has(read.value.status) ? migration.from : null,
      ...{ bodies: new Map(), recordedAt, cause: commandId },
    })
    if (change === null) continue
    before.push(standing)
    plan = {
      ...plan,
      writes: [...plan.writes, ...change.writes],
      events: [...plan.events, ...change.events],
      work: [...plan.work, ...change.work],
    }
  }
  plan = { ...plan, explanations: explainEvents(plan.events, plan.work) }
  return withClocks(withFieldIndex(plan, policies), loaded, { type: 'ticket-command', commandId }, policies, {
    ...context,
    number: null,
  }).map((whole) => ({
    plan: whole,
    before,
    stranded,
  }))
}

/** History says which version it really was that a ticket was left under. */
function cameFrom(event: TicketEvent, fromWorkflow: Ticket['workflow']): TicketEvent {
  return event.type === 'workflow-changed' ? { ...event, data: { ...event.data, fromWorkflow } } : event
}
