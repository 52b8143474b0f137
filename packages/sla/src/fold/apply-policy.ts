import type { Instant } from '@caseload/core'
import { assignmentBy } from '../compile/assignment.ts'
import type { Assignment, ClockAssignment, CompiledPolicy, CompiledVersion, Engine } from '../compile/compiled-sla.ts'
import { appended } from './entries.ts'
import { adoptSteps, retarget } from './retarget.ts'
import { endClock, isActive } from './run-clock.ts'
import { sameAssignment } from './same-goal.ts'
import { allFacts, factNamed } from './ticket-facts.ts'
import type { TicketRun } from './ticket-run.ts'

/** Finds the policy for the ticket as it is; where something changed, brings running clocks under it. */
export function applyPolicy(run: TicketRun, version: CompiledVersion, engine: Engine, at: Instant): void {
  const next = assignmentFor(run, version, at)
  const before = run.assignment
  const { document } = version
  const last = run.applied.at(-1)
  const id = next.policy?.id ?? null
  if (document !== null && (last === undefined || last.policy !== id || last.version !== document.version)) {
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
    if (clock.cycle !== null && clock.cycle.shown.endedAt === null) clock.cycle.shown.policy = applied
    if (held === assigned) continue
    if (sameAssignment(held, assigned)) {
      adoptSteps(clock, assigned, at)
      continue
    }
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
  for (const policy of version.policies) {
    if (policy.when === null || policy.when.matches(allFacts(run, version), at)) return assignmentOf(policy, run, version)
  }
  return nothing
}

/** What a policy promises on the ticket as it is: mostly one fact decides. */
function assignmentOf(policy: CompiledPolicy, run: TicketRun, version: CompiledVersion): Assignment {
  const { assignments } = policy
  if (assignments === null) return assignmentBy(policy, allFacts(run, version))
  const { by, of, otherwise } = assignments
  const value = by === null ? null : factNamed(run, version, by)
  return typeof value === 'string' ? (of.get(value) ?? otherwise) : otherwise
}

const nothing: Assignment = { policy: null, clocks: [] }
