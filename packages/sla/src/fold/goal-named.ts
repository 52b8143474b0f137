import type { GoalRun } from './ticket-run.ts'

/** The goal of a name, or null. */
export function goalNamed(goals: readonly GoalRun[], id: string): GoalRun | null {
  for (const goal of goals) if (goal.goal.id === id) return goal
  return null
}
