import { readFileSync } from 'node:fs'
import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { variant, workflow } from '../../test/desk-day.ts'
import { compileWorkflow } from './compile-workflow.ts'
import { standardWorkflow } from './standard-workflow.ts'
import { toMarkdownTable } from './to-markdown-table.ts'
import { toMermaid } from './to-mermaid.ts'
import type { WorkflowDocument } from './workflow-document.ts'

const page = readFileSync(new URL('../../../../docs/concepts/ticket-lifecycle.md', import.meta.url), 'utf8')
/** Tables are the same whatever blanks line their columns up. */
const cells = (text: string) => text.replace(/ *\| */g, '|').replace(/-{3,}/g, '---')

describe('given the page about the ticket’s life', () => {
  it('shows the diagram of the standard workflow as it is', () => {
    expect(page).toContain(`\`\`\`mermaid\n${toMermaid(workflow)}\n\`\`\``)
  })

  it('shows the table of the standard workflow as it is', () => {
    expect(cells(page)).toContain(cells(toMarkdownTable(workflow)))
  })
})

describe('given guards and titles of every sort', () => {
  const attributes = { site: { type: 'text' } } as const
  const changes = {
    title: 'Odd',
    statuses: standardWorkflow.statuses.map((each) => (each.id === 'open' ? { ...each, title: 'At "work": now; #1' } : each)),
    transitions: [
      ...standardWorkflow.transitions,
      { from: 'resolved', to: 'pending', by: ['agent'], roles: ['lead|shift'], requires: ['topic', 'attributes.site'] },
      { from: 'resolved', to: 'pending', when: { field: 'priority', equals: 'urgent' } },
    ],
  } satisfies Partial<WorkflowDocument>
  const rules = variant(changes, { attributes })

  it('draws each way with its guards, and nothing that Mermaid would read as syntax', () => {
    const lines = toMermaid(rules).split('\n')
    expect(lines).toContain('  state "At  work   now   1" as open_')
    expect(lines).toContain('  resolved_ --> pending_ : agent, lead|shift, needs topic, attributes.site or when priority')
    expect(lines).toContain('  resolved_ --> closed_')
  })

  it('tabulates each way with its guards, bars escaped', () => {
    expect(toMarkdownTable(rules)).toContain('| agent [lead\\|shift] + topic, attributes.site or all when priority |')
  })

  it('is the same for the same document', () => {
    const again = orThrow(compileWorkflow(JSON.parse(JSON.stringify(rules.document)), { attributes }))
    expect([toMermaid(again), toMarkdownTable(again)]).toEqual([toMermaid(rules), toMarkdownTable(rules)])
  })
})
