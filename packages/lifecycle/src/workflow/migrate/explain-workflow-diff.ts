import { type Explanation, explanation } from '@caseload/core'
import type { StatusChange, WayChange, WorkflowDiff } from './diff-workflows.ts'

/**
 * How two workflows differ, in words: a tree whose keys `lifecycleMessages` words.
 *
 * @param diff - From `diffWorkflows`.
 *
 * @example
 * ```ts
 * import { renderExplanation } from '@caseload/core'
 * import { diffWorkflows, explainWorkflowDiff, lifecycleMessages, standardWorkflow } from '@caseload/lifecycle'
 *
 * const transitions = standardWorkflow.transitions.filter(({ from, to }) => !(from === 'resolved' && to === 'closed'))
 * const next = { ...standardWorkflow, version: 2, transitions, autoCloseAfter: null }
 * renderExplanation(explainWorkflowDiff(diffWorkflows(standardWorkflow, next)), lifecycleMessages)
 * // => '· from standard version 1 to standard version 2\n  · no way from resolved to closed any more\n  · autoCloseAfter was "PT96H", is null'
 * ```
 */
export function explainWorkflowDiff({ from, to, statuses, ways, settings }: WorkflowDiff): Explanation {
  const because = [
    ...statuses.flatMap(explainStatus),
    ...ways.map(explainWay),
    ...settings.map(({ name, before, after }) => explanation('workflow-diff/setting', { name, before, after })),
  ]
  if (because.length === 0) return explanation('workflow-diff/none')
  const ends = { fromId: from.id, fromVersion: from.version, toId: to.id, toVersion: to.version }
  return explanation('workflow-diff/differs', ends, { because })
}

function explainStatus({ id, before, after }: StatusChange): readonly Explanation[] {
  if (before === null) return after === null ? [] : [explanation('workflow-diff/status-added', { id, category: after.category })]
  if (after === null) return [explanation('workflow-diff/status-removed', { id, category: before.category })]
  const categories = { id, before: before.category, after: after.category }
  return [
    ...(before.category === after.category ? [] : [explanation('workflow-diff/status-category', categories)]),
    ...(before.title === after.title ? [] : [explanation('workflow-diff/status-renamed', { id })]),
  ]
}

function explainWay({ from, to, before, after }: WayChange): Explanation {
  const what = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed'
  return explanation(`workflow-diff/way-${what}`, { from, to })
}
