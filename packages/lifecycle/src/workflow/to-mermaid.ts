import { mermaidLabel as label, mermaidName as name } from './mermaid-words.ts'
import { statusCategories } from './status-category.ts'
import type { Workflow } from './workflow.ts'

/**
 * Draws a workflow as a Mermaid state diagram (`stateDiagram-v2`), statuses in the order of their categories, the same text for the same workflow.
 *
 * Beside an arrow stand the sorts of actor, the roles, the facts that must be present and, after `when`, the fields its condition reads; nothing where the way is open to all.
 * Several ways between two statuses are one arrow, their words joined by `or`. In titles and roles, what Mermaid would read as syntax becomes a blank.
 *
 * @param workflow - The workflow.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileWorkflow, standardWorkflow, toMermaid } from '@caseload/lifecycle'
 *
 * toMermaid(orThrow(compileWorkflow(standardWorkflow))).split('\n').slice(0, 2)
 * // => ['stateDiagram-v2', '  state "New" as new_']
 * ```
 */
export function toMermaid(workflow: Workflow): string {
  const lines = ['stateDiagram-v2']
  const ordered = statusCategories.flatMap((category) =>
    [...workflow.statuses.values()].filter((status) => status.category === category),
  )
  for (const { id, title } of ordered) lines.push(`  state "${label(title)}" as ${name(id)}`)
  for (const id of workflow.document.initial) lines.push(`  [*] --> ${name(id)}`)
  for (const { id } of ordered) {
    for (const [to, guards] of workflow.statuses.get(id)?.ways ?? []) {
      const words = guards.map(({ by, roles, when, requires }) =>
        [
          by?.join('/'),
          roles.length > 0 ? roles.join('/') : undefined,
          requires.length > 0 ? `needs ${requires.map((fact) => fact.name).join(', ')}` : undefined,
          when === null ? undefined : `when ${when.fields.join(', ')}`,
        ]
          .filter((part) => part !== undefined)
          .join(', '),
      )
      const text = words.includes('') ? '' : label(words.join(' or '))
      lines.push(`  ${name(id)} --> ${name(to)}${text === '' ? '' : ` : ${text}`}`)
    }
  }
  for (const { id, category } of ordered) if (category === 'closed') lines.push(`  ${name(id)} --> [*]`)
  return lines.join('\n')
}
