import { addMs, type Instant, type InvalidInput } from '@caseload/core'
import type { WorkChange, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { planReindex } from '../documents/field-index.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import { activationLeadMs } from '../registry/decide-registry.ts'
import type { PolicyEvent } from '../registry/policy-events.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { slaQueue } from '../sla/change-clocks.ts'
import { malformed, readings, rules } from './malformed.ts'
import type { Plan } from './plan.ts'
import { timerChanges } from './timers.ts'

/** Queue of the walk over open tickets after other policies came into force. */
export const rearmQueue = 'rearm-timers'

/** How long a work item waits that policies in force cannot decide, since they hold no workflow of that name: a quarter of an hour. */
export const undecidedMs = 900_000

/**
 * The work of setting the timers of open tickets anew once other policies are in force; none for what changes nothing then.
 *
 * @param event - What happened to the registry.
 */
export function rearmWork(event: Pick<PolicyEvent, 'type' | 'data'>): readonly WorkChange[] {
  if (!('from' in event.data)) return []
  const { from } = event.data
  // Processes whose clocks are behind decide by the old ones a little longer.
  return [{ op: 'schedule', queue: rearmQueue, id: `from-${from}`, dueAt: addMs(from, activationLeadMs), payload: {} }]
}

/** Where the walk goes on; null for its beginning. */
export function rearmPosition(payload: unknown): string | null {
  const after: unknown =
    typeof payload === 'object' && payload !== null && Object.hasOwn(payload, 'after') ? Reflect.get(payload, 'after') : null
  return typeof after === 'string' ? after : null
}

/**
 * Sets the timers of tickets as the policies in force say, whatever set them before, and says anew until when time carries each. What no workflow decides keeps its timers: they wait until one does.
 *
 * @param loaded - The tickets, and their clocks where the policies promise something (`clockReads`); not mutated.
 * @param policies - What is in force.
 * @param now - The present.
 * @returns What to commit; `planner/unreadable-document` where a stored ticket cannot be read.
 */
export function planRearm(loaded: Loaded, policies: Policies, now: Instant): Result<Plan, UnreadableDocument | InvalidInput> {
  const wrong = malformed({ loaded: [loaded, ...readings], policies: [policies, ...rules] })
  if (wrong !== null) return err(wrong)
  const writes: Write[] = []
  const work: WorkChange[] = []
  for (const doc of loaded.docs) {
    if (doc?.ref.kind !== 'ticket') continue
    const read = readDocument('ticket', doc)
    if (read.isErr()) return err(read.error)
    const ticket = read.value
    const write = planReindex(doc, policies)
    if (write.isErr()) return err(write.error)
    writes.push(write.value)
    const workflow = workflowOf(policies, ticket.workflow)
    if (workflow !== null) work.push(...timerChanges(workflow, ticket, ticket, now, null))
    const clocksDoc = policies.sla === null ? null : loadedDocument(loaded, { kind: 'ticket-clocks', id: ticket.id })
    if (clocksDoc === null) continue
    const clocks = readDocument('ticket-clocks', clocksDoc)
    // Clocks in a form that is not known do not hold up the timers of others.
    const timerAt = clocks.map((known) => known.timerAt).unwrapOr(null)
    if (timerAt !== null) work.push({ op: 'schedule', queue: slaQueue, id: ticket.id, dueAt: timerAt, payload: {} })
  }
  return ok({ writes, events: [], work, expect: [], explanations: [], ticket: null, customer: null })
}
