import type { Instant } from '@caseload/core'
import { assignmentOf } from '../compile/assignment.ts'
import type { Assignment, ClockAssignment, CompiledVersion, Engine } from '../compile/compiled-sla.ts'
import type { SlaFacts } from '../signals/sla-signal.ts'
import { slaCategories } from '../signals/status-category.ts'
import { appended } from './entries.ts'
import { retarget } from './retarget.ts'
import { endClock, isActive } from './run-clock.ts'
import type { TicketRun } from './ticket-run.ts'

/** Finds the policy for the ticket as it is; where something changed, brings running clocks under it. */
export function applyPolicy(run: TicketRun, version: CompiledVersion, engine: Engine, at: Instant): void {
  const next = assignmentFor(run, version, at)
  const before = run.assignment
  const document = version.document
  const last = run.applied.at(-1)
  const id = next.policy?.id ?? null
  if (last === undefined || last.policy !== id || last.version !== document.version) {
    run.applied = appended(run.applied, { at, document: document.id, version: document.version, policy: id })
  }
  run.assignment = next
  if (before === null || before === next) return
  const applied = run.applied.at(-1) ?? null
  const mode = next.policy?.onChange ?? 'from-start'
  for (let index = 0; index < run.clocks.length; index += 1) {
    const clock = run.clocks[index]
    if (clock === undefined) continue
    const assigned = assignedTo(next, index)
    const held = assignedTo(before, index)
    if (clock.cycle !== null && clock.cycle.endedAt === null) clock.cycle.applied = applied
    if (sameAssignment(held, assigned)) continue
    retarget(clock, assigned, mode, at, engine.calendars)
    if (assigned === null && held !== null && isActive(clock) && version.clocks[index] === null)
      endClock(clock, 'withdrawn', at, engine.calendars)
  }
}

/** Guarded, because no policy means an empty list, and reading past its end is slow. */
function assignedTo({ clocks }: Assignment, index: number): ClockAssignment | null {
  return index < clocks.length ? (clocks[index] ?? null) : null
}

function assignmentFor(run: TicketRun, version: CompiledVersion, at: Instant): Assignment {
  const facts = factsOf(run, version)
  for (const policy of version.policies) {
    if (policy.when === null || policy.when.matches(facts, at)) return assignmentOf(policy, facts)
  }
  return nothing
}

const nothing: Assignment = { policy: null, clocks: [] }

/** The facts as given, with what signals tell of where it is declared. */
function factsOf(run: TicketRun, { reads }: CompiledVersion): SlaFacts {
  if (!reads.team && !reads.category && !reads.status && !reads.owner) return run.facts
  return {
    ...run.facts,
    ...(reads.team ? { team: run.teamId } : {}),
    ...(reads.category ? { category: slaCategories[run.category] ?? null } : {}),
    ...(reads.status ? { status: run.status } : {}),
    ...(reads.owner ? { owner: run.owner } : {}),
  }
}

function sameAssignment(a: ClockAssignment | null, b: ClockAssignment | null): boolean {
  if (a === b) return true
  if (a === null || b === null || a.calendar !== b.calendar || a.goals.length !== b.goals.length) return false
  return a.goals.every((goal, index) => goal === b.goals[index])
}
