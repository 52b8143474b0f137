import { addMs, type Instant, type InvalidInput } from '@caseload/core'
import type { Ticket, Workflow } from '@caseload/lifecycle'
import type { Expectation, WorkChange, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { planReindex } from '../documents/field-index.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { carriedUntil } from '../neglect/carrier.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import { activationLeadMs } from '../registry/decide-registry.ts'
import type { PolicyEvent } from '../registry/policy-events.ts'
import { samePolicies } from '../registry/published-versions.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { rearmClocks } from '../sla/rearm-clocks.ts'
import { malformed, readings, rules } from './malformed.ts'
import { rearmQueue } from './timer-walk.ts'
import { timerChanges } from './timers.ts'

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

/**
 * Whether policies time tickets, and set deadlines, as others do: by the same workflows, promises, calendars and own fields, whatever else they differ in.
 *
 * @param policies - Some policies.
 * @param others - Others.
 */
export function timeAlike(policies: Policies, others: Policies): boolean {
  return samePolicies(policies.document.workflows, others.document.workflows) && promiseAlike(policies, others)
}

/** Whether policies promise as others do; what promises may ask for stands among the desk's own fields. */
function promiseAlike({ document: one }: Policies, { document: other }: Policies): boolean {
  return samePolicies([one.sla ?? [], one.calendars ?? {}, one.fields], [other.sla ?? [], other.calendars ?? {}, other.fields])
}

/** What the policies in force change about the timers and deadlines of one ticket; part of a commit. */
export interface TicketRearm {
  /** The ticket's index, where time carries it otherwise; its clocks, where they are due otherwise. */
  readonly writes: readonly Write[]
  /** Timers that move. */
  readonly work: readonly WorkChange[]
  /** The ticket as it was read, where it is not written itself. */
  readonly expect: readonly Expectation[]
}

/**
 * Sets the timers and deadlines of tickets as the policies in force say, and says anew until when time carries each. A ticket is left alone where whatever may have timed it says the same. What no workflow decides keeps its timers: they
 * wait until one does.
 *
 * Steps of a promise that would have been due by now, and were not before, are taken as past: policies must not wake people for what happened under others. A miss is a fact, and told.
 *
 * @param loaded - The tickets, and their clocks where the policies promise something (`clockReads`); not mutated.
 * @param policies - What is in force.
 * @param before - Everything that may have timed the tickets until now; null where that is not known, and every ticket is set anew.
 * @param now - The present.
 * @returns What to commit, for each ticket that changes; `planner/unreadable-document` where a stored ticket cannot be read.
 */
export function planRearm(
  loaded: Loaded,
  policies: Policies,
  before: readonly Policies[] | null,
  now: Instant,
): Result<readonly TicketRearm[], UnreadableDocument | InvalidInput> {
  const wrong = malformed({ loaded: [loaded, ...readings], policies: [policies, ...rules] })
  if (wrong !== null) return err(wrong)
  const othersFor = otherWorkflows(policies, before)
  const promises = before?.filter((each) => !promiseAlike(each, policies)).map(({ sla }) => sla) ?? null
  const changes: TicketRearm[] = []
  for (const doc of loaded.docs) {
    if (doc?.ref.kind !== 'ticket') continue
    const read = readDocument('ticket', doc)
    if (read.isErr()) return err(read.error)
    const ticket = read.value
    const workflow = workflowOf(policies, ticket.workflow)
    const others = othersFor(ticket)
    const writes: Write[] = []
    if (others === null || others.some((other) => carriedUntil(other, ticket) !== carriedUntil(workflow, ticket))) {
      const write = planReindex(doc, policies)
      if (write.isErr()) return err(write.error)
      writes.push(write.value)
    }
    const expect = writes.length === 0 ? [{ ref: doc.ref, version: doc.version }] : []
    const work = workflow === null ? [] : [...timersMoved(workflow, others, ticket, now)]
    const clocksDoc = loadedDocument(loaded, { kind: 'ticket-clocks', id: ticket.id })
    // Clocks in a form that is not known do not hold up the timers of others.
    const clocks = clocksDoc === null ? null : readDocument('ticket-clocks', clocksDoc).unwrapOr(null)
    if (policies.sla !== null && clocksDoc !== null && clocks !== null && promises?.length !== 0) {
      const moved = rearmClocks({ sla: policies.sla, before: promises, ticket, clocks, docVersion: clocksDoc.version, now })
      writes.push(...moved.writes)
      work.push(...moved.work)
    }
    if (writes.length > 0 || work.length > 0) changes.push({ writes, work, expect })
  }
  return ok(changes)
}

/** For a ticket, the workflows of other content that may have timed it, null among them where there was none; null where nothing is known. */
function otherWorkflows(
  policies: Policies,
  before: readonly Policies[] | null,
): (ticket: Ticket) => readonly (Workflow | null)[] | null {
  const known = new Map<string, readonly (Workflow | null)[]>()
  return ({ workflow: carried }) => {
    if (before === null) return null
    const name = `${carried.id}@${carried.version}`
    const others = known.get(name) ?? differing(workflowOf(policies, carried))
    known.set(name, others)
    return others

    function differing(workflow: Workflow | null): readonly (Workflow | null)[] {
      const each = (before ?? []).map((earlier) => workflowOf(earlier, carried))
      return [...new Set(each)].filter((other) => !samePolicies(other?.document ?? null, workflow?.document ?? null))
    }
  }
}

function timersMoved(
  workflow: Workflow,
  others: readonly (Workflow | null)[] | null,
  ticket: Ticket,
  now: Instant,
): readonly WorkChange[] {
  // Where no workflow decided, what was due waits for a while by itself.
  if (others === null || others.includes(null)) return timerChanges(workflow, ticket, ticket, now, null)
  const moved = new Map<string, WorkChange>()
  for (const other of others)
    for (const change of timerChanges(workflow, ticket, ticket, now, other))
      if ('queue' in change) moved.set(change.queue, change)
  return [...moved.values()]
}
