import { type Fields, fieldsSchema } from '@caseload/conditions'
import { parseDuration } from '@caseload/core'
import type { DaysGoal, DurationGoal, GoalTable, GoalValue, StepDocument, TargetDocument } from '../document/goal-document.ts'
import type { CompiledGoal, CompiledStep, CompiledTarget, ResolvedGoal } from './compiled-sla.ts'
import { type IssuePath, type SlaIssue, slaIssue } from './sla-issue.ts'

/** What compiling goals needs to know of its surroundings. */
export interface GoalContext {
  readonly fields: Fields
  readonly issues: SlaIssue[]
}

/** A length of time of the document in milliseconds; null, and an issue, where it is none. */
export function durationMs(text: string, path: IssuePath, issues: SlaIssue[]): number | null {
  const parsed = parseDuration(text)
  if (parsed.isOk()) return parsed.value
  const ambiguous = parsed.error.reason === 'calendar-unit'
  const expected = ambiguous ? 'hours, minutes and seconds (PT168H), or { workingDays: 5 }' : 'a duration such as PT4H'
  issues.push(slaIssue(ambiguous ? 'sla/ambiguous-duration' : 'sla/bad-duration', path, expected))
  return null
}

/** Brings the short forms of a target into the long one. */
export function longTarget(target: DurationGoal | DaysGoal | GoalTable | TargetDocument): TargetDocument {
  return typeof target === 'object' && 'goal' in target ? target : { goal: target }
}

/** Compiles the goals of one target; the calendar has been looked up already. */
export function compileTarget(target: TargetDocument, calendar: number, path: IssuePath, context: GoalContext): CompiledTarget {
  const goals = [compileGoal('main', target.goal, target.steps ?? [], calendar, path, context)]
  const ids = new Set(['main'])
  for (const [index, further] of (target.goals ?? []).entries()) {
    const at = [...path, 'goals', index]
    if (ids.has(further.id)) context.issues.push(slaIssue('sla/duplicate', [...at, 'id'], 'a name once', [further.id]))
    ids.add(further.id)
    goals.push(compileGoal(further.id, further.goal, further.steps ?? [], calendar, at, context))
  }
  return { calendar, goals }
}

function compileGoal(
  id: string,
  value: GoalValue,
  steps: readonly StepDocument[],
  calendar: number,
  path: IssuePath,
  context: GoalContext,
): CompiledGoal {
  const compiled = compileSteps(steps, [...path, 'steps'], context.issues)
  const resolve = (goal: DurationGoal | DaysGoal | null, at: IssuePath): ResolvedGoal => {
    const resolved = resolveGoal(id, goal, compiled, calendar, at, context.issues)
    checkSteps(resolved, steps, [...path, 'steps'], context.issues)
    return resolved
  }
  const at = [...path, 'goal']
  if (value === null || typeof value === 'string' || !('of' in value)) {
    return { by: null, table: new Map(), otherwise: resolve(value, at) }
  }
  checkTable(value, at, context)
  const table = new Map<string, ResolvedGoal>()
  for (const [key, goal] of Object.entries(value.of)) table.set(key, resolve(goal, [...at, 'of', key]))
  return { by: value.by, table, otherwise: value.otherwise === undefined ? null : resolve(value.otherwise, [...at, 'otherwise']) }
}

function checkTable(table: GoalTable, at: IssuePath, { fields, issues }: GoalContext): void {
  const field = fieldsSchema.safeParse(fields).success && Object.hasOwn(fields, table.by) ? fields[table.by] : undefined
  if (field === undefined || (field.type !== 'text' && field.type !== 'enum')) {
    issues.push(slaIssue('sla/unknown-field', [...at, 'by'], 'a declared text or enum field', [table.by]))
    return
  }
  if (field.type !== 'enum') return
  for (const key of Object.keys(table.of)) {
    if (!field.values.includes(key)) {
      issues.push(slaIssue('sla/unknown-value', [...at, 'of', key], `one of: ${field.values.join(', ')}`, [key]))
    }
  }
}

function resolveGoal(
  id: string,
  goal: DurationGoal | DaysGoal | null,
  steps: readonly CompiledStep[],
  calendar: number,
  at: IssuePath,
  issues: SlaIssue[],
): ResolvedGoal {
  if (goal === null) return { id, ms: null, days: null, untilEndOfDay: false, endOnce: false, promised: false, steps }
  const { workingDays, duration, until } = typeof goal === 'string' ? { duration: goal } : { ...goal }
  const endOnce = until === 'end-of-working-day-once'
  const untilEndOfDay = endOnce || until === 'end-of-working-day'
  if ((workingDays === undefined) === (duration === undefined)) {
    issues.push(slaIssue('sla/bad-goal', at, 'exactly one of workingDays and duration'))
  }
  if ((workingDays !== undefined || untilEndOfDay) && calendar === 0) {
    issues.push(slaIssue('sla/needs-calendar', at, 'a calendar on the target or the policy, where working days are counted'))
  }
  const place = typeof goal === 'string' ? at : [...at, 'duration']
  const ms = duration === undefined ? null : durationMs(duration, place, issues)
  if (!untilEndOfDay && (ms === 0 || workingDays === 0)) issues.push(slaIssue('sla/bad-goal', at, 'more than no time at all'))
  return { id, ms, days: workingDays ?? null, untilEndOfDay, endOnce, promised: true, steps }
}

function compileSteps(steps: readonly StepDocument[], path: IssuePath, issues: SlaIssue[]): readonly CompiledStep[] {
  const ids = new Set(['breach'])
  return steps.map((step, index) => {
    const at = [...path, index]
    if (ids.has(step.id)) issues.push(slaIssue('sla/duplicate', [...at, 'id'], 'a name once, and not breach', [step.id]))
    ids.add(step.id)
    const actions = step.actions ?? []
    const moment = step.at
    if ('percent' in moment) {
      if (moment.percent > 100) {
        issues.push(
          slaIssue('sla/step-after-deadline', [...at, 'at', 'percent'], 'at most 100; use `after` for what follows the deadline'),
        )
      }
      return { id: step.id, percent: moment.percent, offsetMs: null, elapsed: false, actions }
    }
    const before = 'before' in moment
    const length = durationMs(before ? moment.before : moment.after, [...at, 'at', before ? 'before' : 'after'], issues) ?? 0
    return { id: step.id, percent: null, offsetMs: before ? -length : length, elapsed: moment.counted === 'elapsed', actions }
  })
}

function checkSteps(goal: ResolvedGoal, steps: readonly StepDocument[], path: IssuePath, issues: SlaIssue[]): void {
  for (const [index, step] of goal.steps.entries()) {
    if (steps[index] === undefined) continue
    if (!goal.promised) issues.push(slaIssue('sla/bad-goal', [...path, index], 'no step on a goal without a deadline', [step.id]))
    if (goal.ms === null || step.offsetMs === null || step.elapsed || -step.offsetMs < goal.ms) continue
    issues.push(
      slaIssue('sla/step-before-start', [...path, index, 'at'], 'less time before the deadline than the goal is long', [step.id]),
    )
  }
}
