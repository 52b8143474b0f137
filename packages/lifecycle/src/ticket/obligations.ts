import { type ApprovalOwed, owedApprovals } from './approvals/approval-part.ts'
import { owedSteps, type StepOwed } from './checklists/checklist-part.ts'
import { type ChildOwed, owedChildren } from './links/link-part.ts'
import { type FollowUpOwed, owedPromises, type PromiseOwed } from './promise/promise-part.ts'
import type { Outcome, Ticket } from './ticket.ts'

/** Something that must be done before a ticket may be closed. */
export type Obligation = StepOwed | ApprovalOwed | ChildOwed | PromiseOwed | FollowUpOwed

/**
 * What is still owed before a ticket may be closed as it would then end.
 *
 * What was promised or is to be followed up, and decisions that were asked for, are owed where the ticket ends as solved; where it goes on in another, they are owed there.
 * A required step is owed where the ticket ends as solved or goes on in another; a ticket that is cancelled, a duplicate or spam owes no work. A child that is not closed is always owed.
 *
 * @param ticket - The ticket.
 * @param outcome - How it would be closed; as it ended already where nothing is said.
 * @returns In the order of the ticket; empty where nothing is owed.
 */
export function openObligations(ticket: Ticket, outcome: Outcome | null = ticket.outcome): readonly Obligation[] {
  const { checklists, approvals, openChildren, promises, followUps } = ticket
  if (checklists.length + approvals.length + openChildren.length + promises.length + followUps.length === 0) return none
  const owesWord = outcome === null || outcome === 'solved'
  const steps = owesWord || outcome === 'merged' ? owedSteps(ticket) : []
  const decisions = owesWord ? owedApprovals(ticket) : []
  return [...steps, ...decisions, ...owedChildren(ticket), ...(owesWord ? owedPromises(ticket) : [])]
}

const none: readonly Obligation[] = []
