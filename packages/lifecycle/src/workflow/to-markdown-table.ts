import type { Workflow } from './workflow.ts'

/**
 * Writes a workflow as a Markdown table: a row for each status left, a column for each status entered, and who may go.
 *
 * A cell names the sorts of actor (`all` where everybody may), roles in brackets, facts that must be present after `+`, and after `when` the fields its condition reads. Several
 * ways are joined by `or`; the cell is empty where there is none.
 *
 * @param workflow - The workflow.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileWorkflow, standardWorkflow, toMarkdownTable } from '@caseload/lifecycle'
 *
 * toMarkdownTable(orThrow(compileWorkflow(standardWorkflow))).split('\n')[0]
 * // => '| from \\ to | new | open | pending | on-hold | resolved | closed |'
 * ```
 */
export function toMarkdownTable(workflow: Workflow): string {
  const ids = [...workflow.statuses.keys()]
  const cell = (from: string, to: string): string =>
    (workflow.statuses.get(from)?.ways.get(to) ?? [])
      .map(({ by, roles, when, requires }) => {
        const who = by === null ? 'all' : by.join(', ')
        return `${who}${roles.length === 0 ? '' : ` [${roles.join(', ')}]`}${requires.length === 0 ? '' : ` + ${requires.map((fact) => fact.name).join(', ')}`}${when === null ? '' : ` when ${when.fields.join(', ')}`}`
      })
      .join(' or ')
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replace(/[\n\r]/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [
    row(['from \\ to', ...ids]),
    row(['---', ...ids.map(() => '---')]),
    ...ids.map((from) => row([from, ...ids.map((to) => cell(from, to))])),
  ].join('\n')
}
