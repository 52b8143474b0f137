import type { ActorKind } from '@caseload/core'
import { ticketCommandRules } from '../../ticket/command-rules.ts'
import type { StatusCategory } from '../status-category.ts'
import type { Workflow, WorkflowReactions, WorkflowTransition } from '../workflow.ts'
import type { Issues } from './issues.ts'

/** Notes what is probably not meant: settings without effect and ways nobody can take. */
export function checkSense(workflow: Omit<Workflow, 'warnings'>, issues: Issues): void {
  const { statuses, transitions, defaults } = workflow
  const ofCategory = (...categories: readonly StatusCategory[]): readonly string[] =>
    [...statuses.values()].filter(({ category }) => categories.includes(category)).map(({ id }) => id)
  const resolved = ofCategory('resolved')
  const closed = defaults.get('closed')?.id
  const closesItself = transitions.some(
    ({ from, to, by }) => resolved.includes(from) && to === closed && (by?.includes('system') ?? true),
  )
  if (workflow.autoCloseAfterMs !== null && !closesItself) {
    issues.warn(
      'workflow/auto-close-never',
      'autoCloseAfter',
      resolved,
      'no way from resolved to the default closed status is open to system',
    )
  }
  const done = ofCategory('resolved', 'closed')
  if (workflow.reopenWindowMs !== null && !transitions.some(({ from, to }) => done.includes(from) && !done.includes(to))) {
    issues.warn('workflow/reopen-window-unused', 'reopenWindow', done, 'nothing leads back from resolved or closed')
  }
  if (workflow.pendingReminderAfterMs !== null && ofCategory('pending').length === 0) {
    issues.warn('workflow/reminder-never', 'pendingReminderAfter', [], 'no status is pending')
  }
  for (const [index, { id, category }] of workflow.initial.entries()) {
    if (category === 'closed')
      issues.warn('workflow/opened-closed', `initial[${index}]`, [id], 'a ticket opened here is over at once')
  }
  for (const way of transitions) {
    if (way.by === null || isUsable(way, way.by, workflow)) continue
    const ends = [way.from, way.to, ...way.by]
    issues.warn(
      'workflow/unused-transition',
      `transitions[${way.index}]`,
      ends,
      `no command leads from ${way.from} to ${way.to} for ${way.by.join(', ')}`,
    )
  }
}

function isUsable(way: WorkflowTransition, by: readonly ActorKind[], workflow: Omit<Workflow, 'warnings'>): boolean {
  const from = workflow.statuses.get(way.from)?.category ?? 'new'
  const to = workflow.statuses.get(way.to)?.category ?? 'new'
  const commanded = Object.values(ticketCommandRules).some(
    (rule) => rule.from?.includes(from) && rule.to?.includes(to) && rule.actors.some((kind) => by.includes(kind)),
  )
  const moves = (reactions: WorkflowReactions): boolean => {
    const reaction = reactions[from]
    return reaction.do === 'move' && reaction.to.id === way.to
  }
  // The requester's way after a reply, a bot's after an answer: reactions ask the same guards.
  return (
    commanded ||
    (by.includes('requester') && moves(workflow.onRequesterReply)) ||
    (by.includes('bot') && moves(workflow.onAgentReply))
  )
}
