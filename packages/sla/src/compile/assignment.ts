import type { SlaFacts } from '../signals/sla-signal.ts'
import type {
  Assignment,
  AssignmentTable,
  ClockAssignment,
  CompiledGoal,
  CompiledPolicy,
  CompiledTarget,
  ResolvedGoal,
} from './compiled-sla.ts'

/** What a policy promises on a ticket with these facts. A clock none of whose goals applies is promised nothing. */
export function assignmentBy(policy: CompiledPolicy, facts: SlaFacts): Assignment {
  return { policy, clocks: policy.targets.map((target) => clockAssignment(target, facts)) }
}

/** Every assignment of a policy, where no more than one fact decides; null where several do. What stays the same from one value to another is the same object. */
export function assignmentTable(policy: CompiledPolicy): AssignmentTable | null {
  const goals = policy.targets.flatMap((target) => target?.goals ?? []).filter(({ by }) => by !== null)
  const [by = null, ...others] = new Set(goals.map((goal) => goal.by))
  if (others.length > 0) return null
  const otherwise = { policy, clocks: policy.targets.map((target) => clockAssignment(target, {})) }
  const of = new Map<string, Assignment>()
  if (by === null) return { by, of, otherwise }
  for (const value of new Set(goals.flatMap(({ table }) => [...table.keys()]))) {
    const clocks = policy.targets.map((target, index) =>
      target?.goals.some((goal) => goal.table.has(value)) === true
        ? clockAssignment(target, { [by]: value })
        : (otherwise.clocks[index] ?? null),
    )
    of.set(value, { policy, clocks })
  }
  return { by, of, otherwise }
}

function clockAssignment(target: CompiledTarget | null, facts: SlaFacts): ClockAssignment | null {
  if (target === null) return null
  const goals = target.goals.map((goal) => goalFor(goal, facts)).filter((goal) => goal !== null)
  return goals.length === 0 ? null : { calendar: target.calendar, goals }
}

function goalFor(goal: CompiledGoal, facts: SlaFacts): ResolvedGoal | null {
  return goal.by === null ? goal.otherwise : (entryFor(goal.by, goal.table, facts) ?? goal.otherwise)
}

function entryFor<Entry>(by: string, table: ReadonlyMap<string, Entry>, facts: SlaFacts): Entry | undefined {
  const value = Object.hasOwn(facts, by) ? facts[by] : null
  return typeof value === 'string' ? table.get(value) : undefined
}
