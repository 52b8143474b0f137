import type { SlaFacts } from '../signals/sla-signal.ts'
import type { Assignment, ClockAssignment, CompiledGoal, CompiledPolicy, ResolvedGoal } from './compiled-sla.ts'

/** What a policy promises on a ticket with these facts. A clock none of whose goals applies is promised nothing. */
export function assignmentOf(policy: CompiledPolicy, facts: SlaFacts): Assignment {
  if (policy.fixed !== null) return policy.fixed
  const clocks = policy.targets.map((target): ClockAssignment | null => {
    if (target === null) return null
    const goals = target.goals.map((goal) => goalFor(goal, facts)).filter((goal) => goal !== null)
    return goals.length === 0 ? null : { calendar: target.calendar, goals }
  })
  return { policy, clocks }
}

function goalFor(goal: CompiledGoal, facts: SlaFacts): ResolvedGoal | null {
  if (goal.by === null) return goal.otherwise
  const value = Object.hasOwn(facts, goal.by) ? facts[goal.by] : null
  return (typeof value === 'string' ? goal.table.get(value) : undefined) ?? goal.otherwise
}
