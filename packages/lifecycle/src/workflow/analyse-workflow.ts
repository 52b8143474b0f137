import type { ActorKind } from '@caseload/core'
import { type StatusCategory, statusCategories } from './status-category.ts'
import type { Workflow } from './workflow.ts'
import type { ReactionsDocument } from './workflow-document.ts'
import { type WorkflowIssue, workflowIssue } from './workflow-issue.ts'

/** What is wrong with a workflow's paths, and what is odd about them. */
export interface WorkflowAnalysis {
  /** What keeps it from being used. */
  readonly errors: readonly WorkflowIssue[]
  /** What is worth knowing. */
  readonly warnings: readonly WorkflowIssue[]
}

/** Looks at a workflow as a graph: what can be reached, what cannot be left, what leads nowhere. Guards are taken to hold, since any may. */
export function analyseWorkflow(workflow: Workflow): WorkflowAnalysis {
  const { document, statuses } = workflow
  const errors: WorkflowIssue[] = []
  const forward = new Map([...workflow.transitions].map(([from, ways]) => [from, [...ways.keys()]]))
  const reached = closure(document.initial, forward)
  const closed = [...statuses.values()].filter(({ category }) => category === 'closed').map(({ id }) => id)
  const leadsToClosed = closure(closed, reversed(forward))
  for (const [index, id] of document.initial.entries()) {
    if (statuses.get(id)?.category !== 'closed') continue
    errors.push(workflowIssue('initial-closed', `initial[${index}]`, [id], `tickets would be opened in ${id}, which is closed`))
  }
  for (const [index, { id, category }] of document.statuses.entries()) {
    const path = `statuses[${index}]`
    if (!reached.has(id)) {
      errors.push(workflowIssue('unreachable-status', path, [id], `no way leads from an initial status to ${id}`))
    }
    if (category === 'closed') continue
    if ((forward.get(id) ?? []).every((to) => to === id)) {
      errors.push(workflowIssue('dead-end', path, [id], `nothing leaves ${id}, which is not closed`))
    }
    if (!leadsToClosed.has(id)) {
      errors.push(workflowIssue('no-way-to-closed', path, [id], `no closed status can be reached from ${id}`))
    }
  }
  return { errors, warnings: errors.length > 0 ? [] : oddities(workflow) }
}

function oddities(workflow: Workflow): readonly WorkflowIssue[] {
  const { document } = workflow
  const warnings = [
    ...reactionOddities(workflow, 'onRequesterReply', document.onRequesterReply, ['requester']),
    ...reactionOddities(workflow, 'onAgentReply', document.onAgentReply, ['agent', 'bot']),
    ...reactionOddities(workflow, 'onAssign', document.onAssign, ['agent', 'system']),
  ]
  const closed = workflow.defaults.get('closed')
  if (workflow.autoCloseAfterMs !== null && closed !== undefined) {
    for (const id of statusesOf(workflow, 'resolved')) {
      if (!isOpenTo(workflow, id, closed, ['system'])) {
        warnings.push(
          workflowIssue('auto-close-blocked', 'autoCloseAfter', [id, closed], `the system has no way from ${id} to ${closed}`),
        )
      }
    }
  }
  const over = [...statusesOf(workflow, 'resolved'), ...statusesOf(workflow, 'closed')]
  const earlier = new Set(['new', 'open', 'pending', 'on-hold'].flatMap((category) => statusesOf(workflow, category)))
  const comesBack = over.some((id) => [...(workflow.transitions.get(id)?.keys() ?? [])].some((to) => earlier.has(to)))
  if (workflow.reopenWindowMs !== null && !comesBack) {
    warnings.push(
      workflowIssue('window-without-reopening', 'reopenWindow', over, 'no way leads back from a resolved or closed status'),
    )
  }
  return warnings
}

function reactionOddities(
  workflow: Workflow,
  name: string,
  reactions: ReactionsDocument,
  actors: readonly ActorKind[],
): readonly WorkflowIssue[] {
  return statusCategories.flatMap((category) => {
    const reaction = reactions[category]
    if (reaction?.do !== 'move') return []
    const to = reaction.to ?? workflow.defaults.get('open')
    return statusesOf(workflow, category).flatMap((from) => {
      const path = `${name}.${category}`
      if (to === undefined || workflow.transitions.get(from)?.get(to) === undefined) {
        return [
          workflowIssue(
            'reaction-without-transition',
            path,
            [from, to ?? 'open'],
            `there is no way from ${from} to ${to ?? 'an open status'}`,
          ),
        ]
      }
      if (isOpenTo(workflow, from, to, actors)) return []
      return [
        workflowIssue(
          'reaction-blocked',
          path,
          [from, to, ...actors],
          `the way from ${from} to ${to} is not open to ${actors.join(' or ')}`,
        ),
      ]
    })
  })
}

function isOpenTo(workflow: Workflow, from: string, to: string, actors: readonly ActorKind[]): boolean {
  const guards = workflow.transitions.get(from)?.get(to) ?? []
  return guards.some(({ by, roles }) => roles === null && (by === null || by.some((kind) => actors.includes(kind))))
}

function statusesOf(workflow: Workflow, category: StatusCategory | string): readonly string[] {
  return [...workflow.statuses.values()].filter((status) => status.category === category).map(({ id }) => id)
}

function closure(from: readonly string[], ways: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(from)
  for (const id of reached) for (const next of ways.get(id) ?? []) reached.add(next)
  return reached
}

function reversed(ways: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const back = new Map<string, string[]>()
  for (const [from, tos] of ways) for (const to of tos) back.set(to, [...(back.get(to) ?? []), from])
  return back
}
