import { mermaidLabel, mermaidName } from '../mermaid-words.ts'
import { type StatusCategory, statusCategories } from '../status-category.ts'
import type { Workflow } from '../workflow.ts'
import type { WorkflowDocument } from '../workflow-document.ts'
import { diffWorkflows } from './diff-workflows.ts'
import { documentOf, waysIn } from './document-of.ts'

/**
 * Draws what changes between two workflows as one Mermaid state diagram: the statuses and ways of both. What is new is green and `added`, what is gone red and `removed`, what is there with other guards or another
 * family amber and `changed`; what stays has no mark. The same text for the same workflows.
 *
 * @param old - The old one: a document, or made ready.
 * @param next - The new one, likewise.
 *
 * @example
 * ```ts
 * import { diffToMermaid, standardWorkflow } from '@caseload/lifecycle'
 *
 * const transitions = [...standardWorkflow.transitions, { from: 'new', to: 'new' }]
 * diffToMermaid(standardWorkflow, { ...standardWorkflow, version: 2, transitions }).split('\n').filter((line) => line.includes('added') && !line.includes('classDef'))
 * // => ['  new_ --> new_ : added']
 * ```
 */
export function diffToMermaid(old: Workflow | WorkflowDocument, next: Workflow | WorkflowDocument): string {
  const [from, to] = [documentOf(old), documentOf(next)]
  const { statuses, ways } = diffWorkflows(from, to)
  const marked = new Map(statuses.map(({ id, before, after }) => [id, mark(before !== null, after !== null)]))
  const wayMarks = new Map(ways.map((way) => [`${way.from} ${way.to}`, mark(way.before.length > 0, way.after.length > 0)]))
  const both = [...to.statuses, ...from.statuses.filter(({ id }) => !to.statuses.some((status) => status.id === id))]
  const ordered = statusCategories.flatMap((category) => both.filter((status) => status.category === category))
  const states = ordered.map(({ id, title }) => `  state "${mermaidLabel(title)}" as ${mermaidName(id)}`)
  const arrows = ordered.flatMap(({ id }) =>
    targetsOf(from, to, id).map((target) => {
      const what = wayMarks.get(`${id} ${target}`)
      return `  ${mermaidName(id)} --> ${mermaidName(target)}${what === undefined ? '' : ` : ${what}`}`
    }),
  )
  const classes = ordered.flatMap(({ id }) => {
    const what = marked.get(id)
    return what === undefined ? [] : [`  class ${mermaidName(id)} ${what}`]
  })
  const ends = ordered.filter(({ category }) => isEnd(category)).map(({ id }) => `  ${mermaidName(id)} --> [*]`)
  const starts = to.initial.map((id) => `  [*] --> ${mermaidName(id)}`)
  return ['stateDiagram-v2', ...states, ...starts, ...arrows, ...ends, ...colours, ...classes].join('\n')
}

const colours = [
  '  classDef added fill:#d9f2d9,stroke:#2e7d32,color:#000',
  '  classDef removed fill:#f8d7da,stroke:#b02a37,color:#000,stroke-dasharray: 4',
  '  classDef changed fill:#fff3cd,stroke:#b58105,color:#000',
]

function mark(was: boolean, is: boolean): 'added' | 'removed' | 'changed' {
  return was ? (is ? 'changed' : 'removed') : 'added'
}

function targetsOf(from: WorkflowDocument, to: WorkflowDocument, id: string): readonly string[] {
  const names = (document: WorkflowDocument) => waysIn(document).flatMap((way) => (way.from === id ? [way.to] : []))
  return [...new Set([...names(to), ...names(from)])]
}

function isEnd(category: StatusCategory): boolean {
  return category === 'closed'
}
