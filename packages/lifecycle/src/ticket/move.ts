import type { ExplanationValue } from '@caseload/core'
import type { StatusCategory } from '../workflow/status-category.ts'
import type { TransitionGuard, Workflow } from '../workflow/workflow.ts'
import { conditionFacts, type TicketConditionFacts } from './condition-facts.ts'
import type { Ticket } from './ticket.ts'
import type { TicketContext } from './ticket-context.ts'
import type { FailedGuard } from './ticket-rejections.ts'

/** Why a ticket may not move to a status; null where it may. */
export type MoveFault =
  | { readonly reason: 'no-transition' }
  | { readonly reason: 'guard-failed'; readonly failed: readonly FailedGuard[] }
  | { readonly reason: 'reopen-window-passed'; readonly allowedUntil: number }

/**
 * Asks the workflow whether a ticket may move to a status.
 *
 * @param workflow - The ticket's workflow.
 * @param ticket - The ticket, with the command's own particulars already applied but still in its old status.
 * @param to - Where it would go.
 * @param context - Who and when.
 */
export function moveFault(workflow: Workflow, ticket: Ticket, to: string, context: TicketContext): MoveFault | null {
  const guards = workflow.transitions.get(ticket.status)?.get(to)
  if (guards === undefined) return { reason: 'no-transition' }
  const [first, ...others] = guards
  let failed = first === undefined ? [] : failedGuards(first, ticket, context)
  for (const guard of others) {
    if (failed.length === 0) break
    const alternative = failedGuards(guard, ticket, context)
    // Of several ways the one that lacks least is named, since it is the nearest to being open.
    if (alternative.length < failed.length) failed = alternative
  }
  if (failed.length > 0) return { reason: 'guard-failed', failed }
  const category = workflow.statuses.get(to)?.category
  const allowedUntil = reopenableUntil(workflow, ticket)
  if (
    category !== undefined &&
    isOver(ticket.category) &&
    !isOver(category) &&
    allowedUntil !== null &&
    context.now > allowedUntil
  ) {
    return { reason: 'reopen-window-passed', allowedUntil }
  }
  return null
}

/** Whether a category means that the desk is done: `resolved` or `closed`. */
export function isOver(category: StatusCategory): boolean {
  return category === 'resolved' || category === 'closed'
}

function reopenableUntil(workflow: Workflow, ticket: Ticket): number | null {
  const overSince = ticket.resolvedAt ?? ticket.closedAt
  return workflow.reopenWindowMs === null || overSince === null ? null : overSince + workflow.reopenWindowMs
}

function failedGuards(guard: TransitionGuard, ticket: Ticket, { actor, now }: TicketContext): readonly FailedGuard[] {
  const { by, roles, when, requires } = guard
  const failed: FailedGuard[] = []
  if (by !== null && !by.includes(actor.kind)) failed.push({ guard: 'by', expected: by, found: [actor.kind] })
  if (roles !== null && !roles.some((role) => actor.roles?.includes(role))) {
    failed.push({ guard: 'roles', expected: roles, found: actor.roles ?? [] })
  }
  if (when === null && requires.length === 0) return failed
  const facts = conditionFacts(ticket)
  if (when !== null && !when.matches(facts, now)) {
    failed.push({ guard: 'when', expected: when.fields, found: when.fields.map((field) => factValue(facts, field)) })
  }
  const missing = requires.filter((field) => factValue(facts, field) === null)
  if (missing.length > 0) failed.push({ guard: 'requires', expected: missing, found: missing.map(() => null) })
  return failed
}

function factValue(facts: TicketConditionFacts, field: string): ExplanationValue {
  const property = Object.entries(facts).find(([name]) => name === field)
  const value: unknown = property?.[1]
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
