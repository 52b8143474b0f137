import type { ClockAssignment, ResolvedGoal } from '../compile/compiled-sla.ts'

/** Whether two goals give the same time, whatever version or policy says so, and whatever their steps are. */
export function sameGoal(a: ResolvedGoal, b: ResolvedGoal): boolean {
  if (a === b) return true
  return (
    a.id === b.id &&
    a.ms === b.ms &&
    a.days === b.days &&
    a.untilEndOfDay === b.untilEndOfDay &&
    a.endOnce === b.endOnce &&
    a.promised === b.promised
  )
}

/** Whether the same goals are counted in the same calendar. */
export function sameAssignment(a: ClockAssignment | null, b: ClockAssignment | null): boolean {
  if (a === b) return true
  if (a === null || b === null || a.calendar !== b.calendar || a.goals.length !== b.goals.length) return false
  for (let index = 0; index < a.goals.length; index += 1) {
    const one = a.goals[index]
    const other = b.goals[index]
    if (one === undefined || other === undefined || !sameGoal(one, other)) return false
  }
  return true
}
